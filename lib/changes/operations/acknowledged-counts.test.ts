import { afterEach, beforeEach, expect, it } from "vitest";
import { readRegistry } from "@/lib/models/operations/read-registry";
import { readOverview } from "@/lib/overview/operations/read-overview";
import { acknowledgeFinding } from "./acknowledge-finding";
import { readRoutingDesk } from "./read-routing-desk";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway(startFile.replace("- a: [b]", "- a: [nobody]"));
});
afterEach(() => stage.close());

const given = () => ({ db: stage.db, gatewayId: "main", now: new Date() });
const desk = async () => {
  const read = await readRoutingDesk(given());
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};
const countEverywhere = async () => {
  const [overview, registry] = [await readOverview(given()), await readRegistry({ ...given(), keys: () => null })];
  const needs = overview.ok ? overview.value.needs : [];
  const row = registry.ok ? registry.value.rows.find(({ group }) => group === "a") : undefined;
  return {
    needs: needs.filter(({ key }) => key === "finding-unknown-target").length,
    worst: row?.worstFinding,
    desk: (await desk()).findings.filter(({ rule }) => rule === "unknown-target").length,
    accepted: (await desk()).accepted.filter(({ rule }) => rule === "unknown-target").length,
  };
};

it("an acknowledged finding is no need, no badge of its model, and stands apart in routing", async () => {
  expect(await countEverywhere()).toEqual({ needs: 1, worst: "error", desk: 1, accepted: 0 });
  const finding = (await desk()).findings.find(({ rule }) => rule === "unknown-target")?.id ?? "";
  await acknowledgeFinding({ ...given(), actor: operator, finding, reason: "it comes back tomorrow" });
  const after = await countEverywhere();
  expect(after).toMatchObject({ needs: 0, desk: 0, accepted: 1 });
  expect(after.worst).not.toBe("error");
});
