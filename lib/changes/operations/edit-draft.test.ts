import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import { listRevisions } from "@/lib/changes/store/revisions";
import type { Edit } from "@/lib/config/schema";
import { discardDraft, rebaseDraft, saveEdit } from "./edit-draft";
import { loadDraft, readDraftDiff, readRevisionDiff, readThreeWay } from "./read-draft";
import { startChange } from "./start-change";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway();
});
afterEach(() => stage.close());

const given = (name = operator.name) => ({
  db: stage.db,
  actor: { ...operator, name },
  now: new Date(),
  gatewayId: "main",
  ...stage.means(),
});
const chain = (targets: string[], model = "a"): Edit => ({ type: "set-chain", kind: "general", model, targets });
const save = (edit: Edit, expectedVersion?: number | null, name?: string) =>
  saveEdit({ ...given(name), edit, ...(expectedVersion === undefined ? {} : { expectedVersion }) });
const diff = async () => {
  const read = await readDraftDiff(given());
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};
const baseSha = async () => (await findDraft(stage.db, "main"))?.baseSha ?? "";

describe("a draft", () => {
  it("gathers edits of the text, touches no file, and shows only the lines that change", async () => {
    expect(await save(chain(["b", "c"]), null)).toMatchObject({ ok: true, value: { version: 1, edits: 1 } });
    expect(await save(chain(["c"], "b"), 1)).toMatchObject({ ok: true, value: { version: 2, edits: 2 } });
    expect(stage.read()).toBe(startFile);
    const { unified, semantic } = await diff();
    expect(unified.split("\n").filter((line) => /^[+-] /.test(line))).toEqual([
      "-    - a: [b]   # local first",
      "+    - a: [b, c]   # local first",
      "+    - b: [c]",
    ]);
    expect(semantic).toHaveLength(2);
    expect(await loadDraft(given())).toMatchObject({ edits: 2, version: 2, stale: false, updatedBy: operator.name });
  });

  it("never shows a secret, also where the line of the secret is what changed", async () => {
    const path = ["litellm_params", "api_key"];
    await save({ type: "update-deployment", identity: "id-a", set: [{ path, value: "sk-another-secret-value" }] });
    const shown = await diff();
    expect(shown.unified).toMatch(/^-.*api_key/m);
    expect(JSON.stringify([shown, await loadDraft(given())])).not.toMatch(/sk-written-secret|sk-another-secret/);
    const audit = JSON.stringify(await stage.db.auditEntry.findMany());
    expect(audit).not.toMatch(/sk-written-secret|sk-another-secret/);
  });

  it("refuses a save on an older version, and says who changed what meanwhile", async () => {
    await save(chain(["b", "c"]), null);
    await save(chain(["a"], "c"), 1, "user:other@example.org");
    const refused = await save(chain(["c"]), 1);
    expect(refused).toMatchObject({ ok: false, reason: "stale" });
    expect(JSON.stringify(refused)).toMatch(/user:other@example\.org: .*`c`/);
    expect(await save(chain(["c"]), null)).toMatchObject({ reason: "stale" });
  });

  it("lets one of two operators win who save at once", async () => {
    const both = await Promise.all([save(chain(["c"]), null), save(chain(["b", "c"]), null, "user:other@example.org")]);
    expect(both.map((one) => (one.ok ? "saved" : one.reason)).toSorted()).toEqual(["saved", "stale"]);
    const again = await Promise.all([save(chain(["a"], "b"), 1), save(chain(["a"], "c"), 1, "user:other@example.org")]);
    expect(again.map((one) => (one.ok ? "saved" : one.reason)).toSorted()).toEqual(["saved", "stale"]);
    expect((await findDraft(stage.db, "main"))?.edits).toHaveLength(2);
  });

  it("passes on why an edit cannot be made", async () => {
    expect(await save({ type: "remove-alias", alias: "nope" })).toMatchObject({ ok: false, reason: "unknown-alias" });
    expect(await findDraft(stage.db, "main")).toBeNull();
  });

  it("keeps names of every kind as they are", async () => {
    const name = `ü 😀: "x" / 'y' # __proto__`;
    const deployment = { group: name, params: { model: "openai/z", api_key: "none" } };
    expect(await save({ type: "add-deployment", deployment })).toMatchObject({ ok: true });
    expect(await save(chain([name]))).toMatchObject({ ok: true });
    expect((await diff()).semantic.join()).toContain(name);
  });

  it("is discarded with a row that tells what it held", async () => {
    await save(chain(["c"]));
    expect(await discardDraft(given())).toEqual({ ok: true, value: null });
    const row = await stage.db.auditEntry.findFirst({ where: { action: "draft.discard" } });
    expect(row?.before).toContain("`a`");
  });

  it("is not discarded with an edit that came after what was seen", async () => {
    await save(chain(["c"]));
    await save(chain(["b", "c"]));
    expect(await discardDraft({ ...given(), expectedVersion: 1 })).toMatchObject({ ok: false, reason: "stale" });
    expect((await findDraft(stage.db, "main"))?.edits).toHaveLength(2);
    expect(await discardDraft({ ...given(), expectedVersion: 2 })).toMatchObject({ ok: true });
  });
});

describe("a file that someone else wrote meanwhile", () => {
  const theirs = startFile.replace("num_retries: 0", "num_retries: 1");

  beforeEach(async () => {
    await save(chain(["b", "c"]));
    writeFileSync(stage.configPath, theirs);
  });

  it("makes the draft stale, and an apply is refused with what each side changed", async () => {
    expect(await loadDraft(given())).toMatchObject({ stale: true });
    const refused = await startChange({ ...given(), baseSha: await baseSha() });
    expect(refused).toMatchObject({ ok: false, reason: "stale" });
    expect(JSON.stringify(refused)).toContain("num_retries");
    const ways = await readThreeWay(given());
    expect(ways.ok && ways.value.theirs.join()).toContain("num_retries");
    expect(ways.ok && ways.value.unifiedTheirs).toContain("+  num_retries: 1");
    expect(ways.ok && ways.value.yours.join()).toContain("`a`");
    expect(await stage.db.auditEntry.count({ where: { action: "change.apply", outcome: "refused" } })).toBe(1);
  });

  it("is said to be broken, and not to lack all that cannot be read from it", async () => {
    writeFileSync(stage.configPath, `${theirs}broken: [\n`);
    const refused = await startChange({ ...given(), baseSha: await baseSha() });
    expect(refused).toMatchObject({ ok: false, reason: "stale", detail: expect.stringContaining("Line 18") });
    expect(JSON.stringify(refused)).not.toContain("removed");
    expect(await readThreeWay(given())).toMatchObject({ ok: true, value: { theirs: [] } });
  });

  it("gets the draft's edits put on it when they can still be made", async () => {
    expect(await rebaseDraft(given())).toMatchObject({ ok: true, value: { edits: 1 } });
    const draft = await findDraft(stage.db, "main");
    expect(draft?.text).toBe(theirs.replace("- a: [b]", "- a: [b, c]"));
    expect(await loadDraft(given())).toMatchObject({ stale: false });
    expect(await startChange({ ...given(), baseSha: draft?.baseSha ?? "" })).toMatchObject({ ok: true });
  });

  it("keeps the draft as it was when an edit cannot be made on it", async () => {
    await discardDraft(given());
    await save({ type: "remove-deployment", identity: "id-c" });
    const before = await findDraft(stage.db, "main");
    writeFileSync(stage.configPath, theirs.replace(/ {2}- model_name: c[\s\S]*?id-c}\n/, ""));
    expect(await rebaseDraft(given())).toMatchObject({ ok: false, reason: "unknown-deployment" });
    expect(await findDraft(stage.db, "main")).toEqual(before);
  });
});

describe("starting a change", () => {
  const begin = async (more: object = {}) => startChange({ ...given(), baseSha: await baseSha(), ...more });

  it("is refused when there is nothing to apply", async () => {
    expect(await begin()).toMatchObject({ reason: "nothing-to-apply" });
    await save(chain(["c"]));
    await save(chain(["b"]));
    expect(await begin()).toMatchObject({ reason: "nothing-to-apply" });
    expect(await loadDraft(given())).toMatchObject({ edits: 2, changed: false, semantic: [] });
  });

  it("is refused for what blocks, with its line", async () => {
    await save(chain(["nobody"]));
    expect(await begin()).toMatchObject({ ok: false, reason: "blocked", detail: expect.stringContaining("nobody") });
    expect((await diff()).findings).toContainEqual(expect.objectContaining({ isNew: true, blocking: true }));
  });

  it("goes past an error that was there before only for an administrator with a reason", async () => {
    writeFileSync(stage.configPath, startFile.replace("- a: [b]", "- a: [nobody]"));
    await save(chain(["c"], "b"));
    const overrideReason = "the other chain is being mended";
    expect(await begin({ overrideReason })).toMatchObject({ ok: false, reason: "needs-override" });
    const actor = { ...operator, role: "admin" as const };
    expect(await begin({ overrideReason, actor })).toMatchObject({ ok: true });
    expect(await stage.db.change.findFirstOrThrow()).toMatchObject({ overrideReason });
  });

  it("keeps no reason of someone who may not override", async () => {
    await save(chain(["c"]));
    expect(await begin({ overrideReason: "because" })).toMatchObject({ ok: true });
    expect(await stage.db.change.findFirstOrThrow()).toMatchObject({ overrideReason: null });
  });

  it("asks for a reason for a cycle that the draft adds, and takes it", async () => {
    await save(chain(["a"], "b"));
    expect(await begin()).toMatchObject({ ok: false, reason: "needs-acknowledgement" });
    const acknowledged = [{ rule: "cycle", reason: "mutual backup is meant" }];
    expect(await begin({ acknowledged })).toMatchObject({ ok: true });
  });

  it("is refused when the draft moved on after it was previewed", async () => {
    await save(chain(["c"]));
    await save(chain(["b", "c"]));
    expect(await begin({ draftVersion: 1 })).toMatchObject({ reason: "stale" });
    expect(await begin({ draftVersion: 2 })).toMatchObject({ ok: true });
  });

  it("is refused where a reload is impossible or would end the gateway", async () => {
    await save(chain(["c"]));
    const unsafe = { what: "", interruption: "", safe: false, why: "A single uvicorn process ends on SIGHUP." };
    const means = stage.means({ describeReload: async () => unsafe });
    expect(await begin(means)).toMatchObject({ reason: "unsafe-reload", detail: unsafe.why });
    const down = stage.means({ describeReload: async () => ({ ...unsafe, isDown: true }) });
    expect(await begin(down)).toMatchObject({ reason: "unsafe-reload" });
    await stage.db.gateway.update({ where: { id: "main" }, data: { reload: "none" } });
    expect(await begin()).toMatchObject({ reason: "no-reload-method" });
    await stage.db.gateway.update({ where: { id: "main" }, data: { reload: "systemd:litellm.service" } });
    expect(await begin(down)).toMatchObject({ ok: true });
  });
});

it("any two revisions can be compared, masked", async () => {
  writeFileSync(stage.configPath, startFile.replace("sk-written-secret-value", "sk-rotated-secret-value"));
  await rebaseDraft(given());
  await save(chain(["c"]));
  const { revisions } = await listRevisions(stage.db, "main");
  const compared = await readRevisionDiff(given(), { from: revisions[1]?.id ?? "", to: revisions[0]?.id ?? "" });
  expect(compared.ok && compared.value.unified).toMatch(/^-.*api_key.*\n\+.*api_key/m);
  expect(JSON.stringify(compared)).not.toMatch(/sk-(written|rotated)/);
});
