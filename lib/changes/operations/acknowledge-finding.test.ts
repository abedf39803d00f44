import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import { listAcknowledgements } from "@/lib/findings/store";
import type { Role } from "@/lib/people/schema";
import { acknowledgeFinding, withdrawAcknowledgement } from "./acknowledge-finding";
import { discardDraft, saveEdit } from "./edit-draft";
import { readDraftDiff } from "./read-draft";
import { readFindings } from "./read-findings";
import { startChange } from "./start-change";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

const looping = startFile.replace("- a: [b]   # local first", "- a: [b]\n    - b: [a]");
const now = new Date("2026-03-01T12:00:00Z");
let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway(looping);
});
afterEach(() => stage.close());

const given = (role: Role = "operator", at = now) => ({
  db: stage.db,
  actor: { ...operator, role },
  now: at,
  gatewayId: "main",
  ...stage.means(),
});
const read = async (of: "file" | "draft" = "file", at = now) => {
  const view = await readFindings({ ...given("viewer", at), of });
  if (!view.ok) throw new Error(view.reason);
  return view.value;
};
const cycleOf = async (of: "file" | "draft" = "file", at = now) =>
  (await read(of, at)).findings.find(({ rule }) => rule === "cycle");
const idOfCycle = async (of: "file" | "draft" = "file") => (await cycleOf(of))?.id ?? "";
const setChain = (model: string, targets: string[]) =>
  saveEdit({ ...given(), edit: { type: "set-chain", kind: "general", model, targets } });

describe("an acknowledgement", () => {
  it("is kept with its reason, who and when, audited, and takes the finding out of the counts", async () => {
    const before = (await read()).summary;
    const finding = await idOfCycle();
    expect(await acknowledgeFinding({ ...given(), finding, reason: "  mutual backup  " })).toMatchObject({ ok: true });
    const { summary, gone } = await read();
    expect([summary.warnings, summary.acknowledged]).toEqual([before.warnings - 1, 1]);
    expect(gone).toEqual([]);
    expect((await cycleOf())?.acknowledgement).toEqual({
      reason: "mutual backup",
      by: operator.name,
      at: now.toISOString(),
      until: null,
      ended: false,
    });
    const row = await stage.db.auditEntry.findFirstOrThrow({ where: { action: "finding.acknowledge" } });
    expect(row).toMatchObject({ target: "main", outcome: "done", after: expect.stringContaining("mutual backup") });
  });

  it("ends after its last day, and the finding counts again", async () => {
    await acknowledgeFinding({
      ...given(),
      finding: await idOfCycle(),
      reason: "until it is mended",
      until: "2026-03-05",
    });
    const lastDay = new Date("2026-03-05T23:00:00Z");
    const nextDay = new Date("2026-03-06T00:00:00Z");
    expect((await cycleOf("file", lastDay))?.acknowledgement).toMatchObject({ ended: false });
    expect((await cycleOf("file", nextDay))?.acknowledgement).toMatchObject({ ended: true });
    expect((await read("file", nextDay)).summary.acknowledged).toBe(0);
  });

  it("is refused for a day that has passed, and for a finding that is not there", async () => {
    const finding = await idOfCycle();
    const said = { finding, reason: "mutual backup" };
    expect(await acknowledgeFinding({ ...given(), ...said, until: "2026-02-28" })).toMatchObject({
      reason: "past-date",
    });
    expect(await acknowledgeFinding({ ...given(), ...said, finding: "f".repeat(32) })).toMatchObject({
      reason: "unknown-finding",
    });
    expect(await acknowledgeFinding({ ...given(), ...said, gatewayId: "other" })).toMatchObject({
      reason: "unknown-gateway",
    });
    expect(await listAcknowledgements(stage.db, "main")).toEqual([]);
  });

  it("is replaced when it is said again, and the audit keeps what was said before", async () => {
    const finding = await idOfCycle();
    await acknowledgeFinding({ ...given(), finding, reason: "first", until: "2026-04-01" });
    await acknowledgeFinding({ ...given(), finding, reason: "second" });
    expect(await listAcknowledgements(stage.db, "main")).toMatchObject([{ reason: "second", until: null }]);
    const rows = await stage.db.auditEntry.findMany({
      where: { action: "finding.acknowledge" },
      orderBy: { seq: "asc" },
    });
    expect(rows[1]?.before).toContain("first");
  });

  it("outlives its finding, counts again when that returns, and can be taken back meanwhile", async () => {
    const finding = await idOfCycle();
    await acknowledgeFinding({ ...given(), finding, reason: "mutual backup" });
    writeFileSync(stage.configPath, startFile);
    expect((await read()).gone).toMatchObject([{ id: finding, rule: "cycle", reason: "mutual backup" }]);
    writeFileSync(stage.configPath, looping);
    expect(await cycleOf()).toMatchObject({ acknowledgement: { reason: "mutual backup" } });
    writeFileSync(stage.configPath, startFile);
    expect(await withdrawAcknowledgement({ ...given(), finding })).toEqual({ ok: true, value: null });
    expect((await read()).gone).toEqual([]);
    expect(await withdrawAcknowledgement({ ...given(), finding })).toMatchObject({ reason: "no-acknowledgement" });
    expect(await stage.db.auditEntry.count({ where: { action: "finding.withdraw", outcome: "done" } })).toBe(1);
  });

  it("is not gone while only the draft has the finding, or only the file", async () => {
    await acknowledgeFinding({ ...given(), finding: await idOfCycle(), reason: "mutual backup" });
    await setChain("b", ["c"]);
    expect((await read("draft")).findings.map(({ rule }) => rule)).not.toContain("cycle");
    expect((await read("draft")).gone).toEqual([]);
    writeFileSync(stage.configPath, startFile);
    await discardDraft(given());
    await setChain("b", ["a"]);
    expect((await read("file")).gone).toEqual([]);
  });

  it("is said of odd names as they are", async () => {
    const name = `ü 😀: "x" / 'y' # __proto__`;
    const deployment = { group: name, params: { model: "openai/z", api_key: "none" } };
    await saveEdit({ ...given(), edit: { type: "add-deployment", deployment } });
    await setChain(name, ["c"]);
    await setChain("c", [name]);
    const odd = (await read("draft")).findings.find(({ rule, models }) => rule === "cycle" && models?.includes(name));
    await acknowledgeFinding({ ...given(), finding: odd?.id ?? "", reason: "they back each other" });
    const again = (await read("draft")).findings.find(({ id }) => id === odd?.id);
    expect(again?.acknowledgement?.reason).toBe("they back each other");
  });
});

describe("applying a draft", () => {
  const begin = async (role: Role, more: object = {}) =>
    startChange({ ...given(role), baseSha: (await findDraft(stage.db, "main"))?.baseSha ?? "", ...more });

  beforeEach(async () => {
    writeFileSync(stage.configPath, startFile);
  });

  it("stores the reason for a cycle that it adds, so that nobody is asked again", async () => {
    await setChain("b", ["a"]);
    expect(await begin("operator")).toMatchObject({ reason: "needs-acknowledgement" });
    const acknowledged = [{ rule: "cycle", reason: "mutual backup" }];
    expect(await begin("operator", { acknowledged })).toMatchObject({ ok: true });
    expect(await listAcknowledgements(stage.db, "main")).toMatchObject([{ rule: "cycle", reason: "mutual backup" }]);
    await stage.db.change.updateMany({ data: { state: "failed" } });
    expect(await begin("operator")).toMatchObject({ ok: true });
  });

  it("does not ask about a cycle that was acknowledged before", async () => {
    await setChain("b", ["a"]);
    const finding = await idOfCycle("draft");
    await acknowledgeFinding({ ...given(), finding, reason: "mutual backup" });
    const diff = await readDraftDiff(given());
    expect(diff.ok && diff.value.findings.filter((one) => one.needsAcknowledgement)).toEqual([]);
    expect(await begin("operator")).toMatchObject({ ok: true });
  });

  it("stores no reason when it is refused", async () => {
    await setChain("b", ["a", "nobody"]);
    const acknowledged = [{ rule: "cycle", reason: "mutual backup" }];
    expect(await begin("operator", { acknowledged })).toMatchObject({ reason: "blocked" });
    expect(await listAcknowledgements(stage.db, "main")).toEqual([]);
  });

  it("is blocked by an error that it adds, whatever an operator says; an administrator's reason is audited with it", async () => {
    await setChain("b", ["nobody"]);
    const overrideReason = "the model is registered tonight";
    expect(await begin("operator", { overrideReason })).toMatchObject({ ok: false, reason: "blocked" });
    expect(await begin("admin")).toMatchObject({ ok: false, reason: "blocked" });
    expect(await begin("admin", { overrideReason: "   " })).toMatchObject({ ok: false, reason: "blocked" });
    expect(await stage.db.change.count()).toBe(0);
    expect(await begin("admin", { overrideReason })).toMatchObject({ ok: true });
    expect(await stage.db.change.findFirstOrThrow()).toMatchObject({ overrideReason });
    const row = await stage.db.auditEntry.findFirstOrThrow({ where: { action: "change.apply", outcome: "done" } });
    expect(JSON.parse(row.after ?? "{}")).toMatchObject({
      overrideReason,
      overridden: [{ rule: "unknown-target", message: expect.stringContaining("nobody") }],
    });
  });

  it("goes past an old error that an operator has acknowledged", async () => {
    writeFileSync(stage.configPath, startFile.replace("- a: [b]", "- a: [nobody]"));
    await setChain("b", ["c"]);
    expect(await begin("operator")).toMatchObject({ reason: "needs-override" });
    const unknown = (await read()).findings.find(({ rule }) => rule === "unknown-target");
    await acknowledgeFinding({ ...given(), finding: unknown?.id ?? "", reason: "it comes back tomorrow" });
    expect(await begin("operator")).toMatchObject({ ok: true });
  });
});
