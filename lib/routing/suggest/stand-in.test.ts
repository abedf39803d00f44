import { expect, it } from "vitest";
import { toRoutingGraph } from "../graph";
import { readText, textOf } from "../testing";
import { canStandIn, listStandIns, type StandIn } from "./stand-in";

const named = (stands: ReadonlyMap<string, StandIn>, name: string): StandIn => {
  const found = stands.get(name);
  if (!found) throw new Error(`no stand-in ${name}`);
  return found;
};

it("tells a model for embedding by its name, where no mode is written", () => {
  const text = textOf(["vectors", "talk"], "").replace('"openai/up-0"', '"ollama/nomic-embed-text"');
  const stands = listStandIns(toRoutingGraph(readText(text)));
  expect(named(stands, "vectors").mode).toBe("embedding");
  expect(canStandIn(named(stands, "vectors"), named(stands, "talk"))).toBe(false);
  expect(canStandIn(named(stands, "talk"), named(stands, "vectors"))).toBe(false);
});
