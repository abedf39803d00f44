import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import type { ChainTarget } from "@/lib/config/schema";
import { findGateway } from "@/lib/server/gateway";
import { discardDraft, saveEdit } from "./edit-draft";
import { readChangesDesk } from "./read-changes-desk";
import { readRoutingDesk } from "./read-routing-desk";
import { readChangeDesk, rollBackToRevision } from "./roll-back";
import { saveChain } from "./save-chain";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

const secret = "sk-key-of-one-target";
const file = startFile.replace("a: [b]", `a: [b, {model: c, api_key: ${secret}}]`);

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway(file);
});
afterEach(() => stage.close());

const given = () => ({ db: stage.db, actor: operator, now: new Date(), gatewayId: "main", ...stage.means() });
const read = async () => {
  const desk = await readRoutingDesk(given());
  if (!desk.ok) throw new Error(desk.reason);
  return desk.value;
};
const listOf = async (model: string) => (await read()).lists.find(({ source }) => source === model)?.targets ?? [];
const arrange = async (targets: ChainTarget[], expectedVersion: number, model = "a") =>
  saveChain({ ...given(), kind: "general", model, targets, expectedVersion });
const drafted = async () => (await findDraft(stage.db, "main"))?.text ?? "";

test("a list with a key in it is moved about in the browser without the key, and written with it", async () => {
  expect(JSON.stringify(await read())).not.toContain(secret);
  const [first, kept] = await listOf("a");
  expect(await arrange([kept ?? "", first ?? ""], 0)).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await drafted()).toContain(`a: [{model: c, api_key: ${secret}}, b]   # local first`);
  expect(JSON.stringify(await read())).not.toContain(secret);
});

test("a map that was taken out of the draft comes back from the file by undoing", async () => {
  const before = await listOf("a");
  await arrange(["b"], 0);
  expect(await drafted()).not.toContain(secret);
  await arrange(before, 1);
  expect(await drafted()).toBe(file);
});

test("a map that nobody wrote is refused instead of being made up", async () => {
  expect(await arrange(["b", { model: "c", kept: "0123" }], 0)).toMatchObject({ ok: false, reason: "stale" });
  expect(await findDraft(stage.db, "main")).toBeNull();
});

test("an empty list is no chain, also when there never was one", async () => {
  expect(await arrange([], 0, "b")).toMatchObject({ ok: true, value: { version: 0 } });
  expect(await arrange([], 0, "a")).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await listOf("a")).toEqual([]);
});

test("an edit against a draft that somebody else changed is refused, and says what they changed", async () => {
  await saveEdit({
    ...given(),
    actor: { ...operator, name: "user:eve" },
    edit: { type: "set-chain", kind: "general", model: "b", targets: ["c"] },
  });
  const refused = await arrange(["b"], 0);
  expect(refused).toMatchObject({ ok: false, reason: "stale" });
  expect(refused.ok ? "" : refused.detail).toContain("user:eve");
});

test("the desk shows the draft beside the file that it began with, also when that has moved on", async () => {
  await arrange(["b"], 0);
  writeFileSync(stage.configPath, file.replace("num_retries: 0", "num_retries: 1"));
  const desk = await read();
  expect(desk.draft).toMatchObject({ version: 1, edits: 1, stale: true });
  expect(desk.onDisk.find(({ source }) => source === "a")?.targets).toHaveLength(2);
  expect(desk.lists.find(({ source }) => source === "a")?.targets).toEqual(["b"]);
});

const changesDesk = async (from: string | null = null, to: string | null = null) => {
  const record = await findGateway(stage.db, "main");
  if (!record) throw new Error("no gateway");
  return readChangesDesk({ db: stage.db, record, asked: { from, to, changesBefore: null, revisionsBefore: null } });
};

test("the page of changes has the effect of the draft, and both sides when the file moved on", async () => {
  await arrange([], 0);
  const { draft } = await changesDesk();
  expect(draft?.effects.map(({ model }) => model)).toEqual(["a"]);
  expect(draft?.threeWay).toBeNull();
  writeFileSync(stage.configPath, file.replace("num_retries: 0", "num_retries: 1"));
  const moved = (await changesDesk()).draft;
  expect(moved?.view.stale).toBe(true);
  expect(moved?.threeWay?.theirs.join()).toContain("num_retries");
  expect(JSON.stringify(moved)).not.toContain(secret);
});

test("revisions that are compared are found by id, and one that is not there is said to be missing", async () => {
  const { revisions } = (await changesDesk()).revisions;
  const first = revisions.at(-1)?.id ?? "";
  expect((await changesDesk(first, "current")).comparison).toMatchObject({ unified: "" });
  expect((await changesDesk("nowhere", "current")).comparison).toBe("missing");
});

test("a rollback is refused when the file is not the one that was previewed", async () => {
  const revisionId = (await changesDesk()).revisions.revisions[0]?.id ?? "";
  const asked = { ...given(), revisionId };
  const moved = await rollBackToRevision({ ...asked, diskSha: "0".repeat(64) });
  expect(moved).toMatchObject({ ok: false, reason: "stale" });
  const { diskSha } = await changesDesk();
  expect(await rollBackToRevision({ ...asked, diskSha })).toMatchObject({ ok: false, reason: "nothing-to-apply" });
});

test("a change that does not exist has no desk", async () => {
  expect(await readChangeDesk(stage.db, "nothing")).toBeNull();
  await arrange(["b"], 0);
  expect((await discardDraft(given())).ok).toBe(true);
});
