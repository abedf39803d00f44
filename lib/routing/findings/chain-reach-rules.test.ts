import { describe, expect, it } from "vitest";
import { toRoutingGraph } from "../graph";
import { planOf, readText, textOf } from "../testing";
import { chains, check, fixed, found, foundOf, oneOf } from "./testing-rules";

const line = (length: number, more = "") => {
  const names = Array.from({ length }, (_, at) => `m${at}`);
  const list = names.slice(1).map((name, at) => `    - m${at}: [${name}]\n`);
  return textOf(names, `router_settings:\n${more}  fallbacks:\n${list.join("")}`);
};

describe("unreachable-hop", () => {
  it("is a name that stands twice, and the fix takes the second away", () => {
    const text = chains("[{A: [B, C, B]}]");
    const finding = oneOf("unreachable-hop", text);
    expect(finding).toMatchObject({ severity: "warning", path: ["router_settings", "fallbacks", 0, "A", 2] });
    expect(fixed(text, finding)).toBe(text.replace("[B, C, B]", "[B, C]"));
    expect(foundOf("unreachable-hop", text, "1.96.0")).toEqual([]);
  });

  it("keeps comments and maps when it takes a hop away", () => {
    const text = chains(
      "\n    - A:\n        - B # near\n        - model: C\n          api_key: sk-secretsecret1234\n        - B # far",
    );
    const finding = oneOf("unreachable-hop", text);
    expect(JSON.stringify(finding)).not.toContain("sk-secret");
    expect(fixed(text, finding)).toBe(text.replace("        - B # far\n", ""));
  });

  it("is a hop deeper than max_fallbacks, told at the hop with the request that needs it", () => {
    const text = line(8);
    const [finding, ...others] = foundOf("unreachable-hop", text);
    expect(finding).toMatchObject({
      message: "A request for m0 never reaches m6 of the fallbacks of m5: max_fallbacks is 5.",
      path: ["router_settings", "fallbacks", 5, "m5", 0],
      models: ["m0", "m5"],
    });
    expect(others.map(({ message }) => message)).toEqual([expect.stringContaining("m1 never reaches m7")]);
  });

  it("raises max_fallbacks as far as needed, and the plan then reaches the hop", () => {
    const text = line(8, "  max_fallbacks: 3\n");
    const after = fixed(
      text,
      foundOf("unreachable-hop", text).find(({ path }) => path[2] === 3) ?? oneOf("none", text),
    );
    expect(after).toBe(text.replace("max_fallbacks: 3", "max_fallbacks: 7"));
    expect(check(after)).toEqual([]);
    expect(planOf(toRoutingGraph(readText(after)), "m0").hops).toHaveLength(8);
  });

  it("is one finding where depth cuts many hops", () => {
    expect(oneOf("unreachable-hop", line(22)).message).toMatch(
      /^max_fallbacks is 5, which cuts 16 hops of longer chains/,
    );
    expect(oneOf("unreachable-hop", line(60)).models?.length).toBeGreaterThan(12);
  });

  it("is not found in a mesh, where depth always cuts something", () => {
    const names = Array.from({ length: 60 }, (_, at) => `m${at}`);
    const mesh = names.map((name, at) => `    - ${name}: [${[1, 2, 3].map((by) => `m${(at * 3 + by) % 60}`)}]\n`);
    const text = textOf(names, `router_settings:\n  fallbacks:\n${mesh.join("")}`);
    expect(foundOf("unreachable-hop", text)).toEqual([]);
  });

  it("is every hop where max_fallbacks is 0, as one finding at the setting", () => {
    const text = chains("[{A: [B]}, {B: [C]}]", "  max_fallbacks: 0\n");
    expect(oneOf("unreachable-hop", text)).toMatchObject({
      path: ["router_settings", "max_fallbacks"],
      message: expect.stringContaining("the 2 chains"),
    });
  });

  it("is a hop of a second list that the first does not have", () => {
    const text = chains("[{A: [B]}, {A: [C]}]");
    expect(found(text)).toEqual(["duplicate-chain warning", "unreachable-hop warning"]);
    expect(oneOf("unreachable-hop", text).message).toContain("never reach C: the first list of A is read");
    expect(found(chains("[{A: [B]}, {A: [B]}]"))).toEqual(["duplicate-chain warning"]);
  });

  it.each([
    ["a line as long as the depth", line(6)],
    ["a flat list longer than max_fallbacks", chains("[{A: [B, C]}]", "  max_fallbacks: 1\n")],
    ["a hop that a deeper chain has asked already", chains("[{A: [B, C]}, {B: [C]}]", "  max_fallbacks: 1\n")],
    [
      "a hop that one chain cannot reach and another does",
      chains("[{A: [x]}, {x: [B, C]}, {B: [C]}]", "  max_fallbacks: 2\n  model_group_alias: {x: B}\n"),
    ],
    ["an alias beside its model", chains("[{A: [B, x]}, {x: [C]}]", "  model_group_alias: {x: B}\n")],
  ])("is not %s", (_, text) => {
    expect(foundOf("unreachable-hop", text)).toEqual([]);
  });
});
