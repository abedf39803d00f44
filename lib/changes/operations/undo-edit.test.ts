import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import type { Edit } from "@/lib/config/schema";
import { readDraftSide } from "@/lib/models/operations/draft-side";
import { discardDraft, rebaseDraft, saveEdit } from "./edit-draft";
import { loadDraft } from "./read-draft";
import { readGraph } from "./read-graph";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";
import { redoEdit, undoLastEdit } from "./undo-edit";

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
const save = (edit: Edit) => saveEdit({ ...given(), edit });
const textNow = async () => (await findDraft(stage.db, "main"))?.text;
const theirs = startFile.replace("num_retries: 0", "num_retries: 1");

it("edits are undone one by one to the file itself, and made again to the very same bytes", async () => {
  await save(chain(["b", "c"]));
  const one = await textNow();
  await save(chain(["c"], "b"));
  const two = await textNow();
  expect(await undoLastEdit(given())).toMatchObject({ ok: true, value: { version: 3, edits: 1, redoable: 1 } });
  expect(await textNow()).toBe(one);
  expect(await undoLastEdit(given())).toMatchObject({ ok: true, value: { version: 4, edits: 0, redoable: 2 } });
  expect(await textNow()).toBe(startFile);
  expect(await loadDraft(given())).toMatchObject({ edits: 0, redoable: 2, changed: false, stale: false });
  expect(await undoLastEdit(given())).toMatchObject({ ok: false, reason: "no-draft" });
  expect(await redoEdit(given())).toMatchObject({ ok: true, value: { edits: 1, redoable: 1 } });
  expect(await textNow()).toBe(one);
  expect(await redoEdit(given())).toMatchObject({ ok: true, value: { version: 6, edits: 2, redoable: 0 } });
  expect(await textNow()).toBe(two);
  expect(await redoEdit(given())).toMatchObject({ ok: false, reason: "nothing-undone" });
});

it("a draft without edits shows the file as it is by now, not as it was when they were taken back", async () => {
  await save(chain(["b", "c"]));
  await undoLastEdit(given());
  writeFileSync(stage.configPath, theirs);
  expect(await readDraftSide(stage.db, "main")).toMatchObject({ ok: true, value: { text: theirs } });
  const read = await readGraph({ db: stage.db, gatewayId: "main", of: "draft" });
  expect(read).toMatchObject({ ok: true, value: { graph: { settings: { numRetries: 1 } } } });
});

it("a new edit forgets what was undone, an edit that changes nothing does not", async () => {
  await save(chain(["b", "c"]));
  await undoLastEdit(given());
  expect(await save(chain(["b"]))).toMatchObject({ ok: true, value: { version: 2, edits: 0, redoable: 1 } });
  await save(chain(["c"], "b"));
  expect(await loadDraft(given())).toMatchObject({ edits: 1, redoable: 0 });
  expect(await redoEdit(given())).toMatchObject({ ok: false, reason: "nothing-undone" });
});

it("an edit that changes nothing begins no draft", async () => {
  expect(await save(chain(["b"]))).toMatchObject({ ok: true, value: { version: 0, edits: 0 } });
  expect(await findDraft(stage.db, "main")).toBeNull();
});

it("what was undone is made again on the file that a rebase, or someone else's write, brought", async () => {
  await save(chain(["c"], "b"));
  await save(chain(["b", "c"]));
  await undoLastEdit(given());
  writeFileSync(stage.configPath, theirs);
  expect(await loadDraft(given())).toMatchObject({ stale: true });
  expect(await rebaseDraft(given())).toMatchObject({ ok: true, value: { edits: 1, redoable: 1 } });
  expect(await redoEdit(given())).toMatchObject({ ok: true, value: { edits: 2, redoable: 0 } });
  expect(await textNow()).toContain("num_retries: 1");
  await undoLastEdit(given());
  await undoLastEdit(given());
  writeFileSync(stage.configPath, startFile);
  expect(await loadDraft(given())).toMatchObject({ stale: false, changed: false });
  expect(await redoEdit(given())).toMatchObject({ ok: true });
  expect(await textNow()).toContain("num_retries: 0");
  expect(await loadDraft(given())).toMatchObject({ stale: false, edits: 1, redoable: 1 });
});

it("an edit that cannot be made again is refused and stays in reach", async () => {
  await save({ type: "remove-deployment", identity: "id-c" });
  await undoLastEdit(given());
  writeFileSync(stage.configPath, theirs.replace(/ {2}- model_name: c[\s\S]*?id-c}\n/, ""));
  expect(await redoEdit(given())).toMatchObject({ ok: false, reason: "unknown-deployment" });
  expect(await loadDraft(given())).toMatchObject({ redoable: 1 });
});

it("undo and redo refuse an older version, tell the audit who did it, and keep whose edit it was", async () => {
  await save(chain(["b", "c"]));
  await undoLastEdit({ ...given(), expectedVersion: 1 });
  expect(await redoEdit({ ...given(), expectedVersion: 1 })).toMatchObject({ ok: false, reason: "stale" });
  expect(await undoLastEdit({ ...given(), expectedVersion: 1 })).toMatchObject({ ok: false });
  await redoEdit({ ...given("user:other@example.org"), expectedVersion: 2 });
  const rows = await stage.db.auditEntry.findMany({ orderBy: { seq: "asc" } });
  expect(rows.map(({ actor, action }) => [actor, action])).toEqual(
    expect.arrayContaining([["user:other@example.org", "draft.redo"]]),
  );
  expect((await findDraft(stage.db, "main"))?.edits[0]?.by).toBe(operator.name);
});

it("discarding forgets what was undone", async () => {
  await save(chain(["b", "c"]));
  await undoLastEdit(given());
  await discardDraft(given());
  expect(await findDraft(stage.db, "main")).toBeNull();
});
