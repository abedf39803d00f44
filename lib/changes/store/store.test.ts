import { afterEach, beforeEach, expect, it } from "vitest";
import { nextStates } from "@/lib/changes/schema";
import { createTestDatabase } from "@/lib/testing/db";
import {
  advanceChange,
  findChange,
  insertChange,
  insertStep,
  listChanges,
  type NewChange,
  updateStep,
} from "./changes";
import { insertRevision, listRevisions, shaOf } from "./revisions";

let base: Awaited<ReturnType<typeof createTestDatabase>>;
const at = new Date("2026-11-23T10:00:00Z");

beforeEach(async () => {
  base = await createTestDatabase();
  const times = { createdAt: at, updatedAt: at };
  await base.db.gateway.create({
    data: { id: "g", name: "G", url: "http://h", configPath: "/x", reload: "none", ...times },
  });
});
afterEach(() => base.close());

const change: NewChange = {
  gatewayId: "g",
  kind: "draft",
  baseSha: "old",
  candidate: new Uint8Array([1, 2, 3]),
  candidateSha: "new",
  baseRevisionId: null,
  rollbackOfId: null,
  draftVersion: 1,
  summary: ["`a`: added `b`"],
  acknowledged: [],
  overrideReason: null,
  author: "user:x",
};

it("pages through changes and revisions, newest first, without loading their bytes", async () => {
  for (let i = 0; i < 5; i += 1) {
    await insertChange(base.db, change, at);
    const bytes = Buffer.from(`# ${"x".repeat(i)}\r\n`);
    const text = {
      gatewayId: "g",
      sha: shaOf(bytes),
      bytes,
      includes: [],
      origin: "outside",
      author: "outside",
    } as const;
    await insertRevision(base.db, { ...text, includes: [], note: null, changeId: null }, at);
  }
  const first = await listChanges(base.db, "g", { limit: 2 });
  expect([first.changes.map(({ number }) => number), first.next]).toEqual([[5, 4], 4]);
  const rest = await listChanges(base.db, "g", { before: 4, limit: 9 });
  expect([rest.changes.map(({ number }) => number), rest.next]).toEqual([[3, 2, 1], null]);
  expect(first.changes[0]).not.toHaveProperty("candidate");
  const revisions = await listRevisions(base.db, "g", { limit: 3 });
  expect(revisions.revisions.map(({ number, bytes, current }) => [number, bytes, current])).toEqual([
    [5, 8, true],
    [4, 7, false],
    [3, 6, false],
  ]);
  expect(revisions.revisions[0]?.createdAt).toBe(at.toISOString());
  expect(
    (await listRevisions(base.db, "g", { before: revisions.next ?? 0 })).revisions.map(({ number }) => number),
  ).toEqual([2, 1]);
  expect(await listChanges(base.db, "other")).toEqual({ changes: [], next: null });
});

it("moves a change only along its table, and never out of an end", async () => {
  const { id } = await insertChange(base.db, change, at);
  expect(await advanceChange(base.db, id, "applied")).toBe(false);
  expect(await advanceChange(base.db, id, "applying")).toBe(true);
  expect(await advanceChange(base.db, id, "applying")).toBe(false);
  expect(await advanceChange(base.db, id, "rolled_back", { reason: "no", finishedAt: at })).toBe(true);
  for (const state of Object.keys(nextStates))
    expect(await advanceChange(base.db, id, nextStates.checking[0] ?? "failed"), state).toBe(false);
  expect(await findChange(base.db, id)).toMatchObject({
    state: "rolled_back",
    reason: "no",
    finishedAt: at.toISOString(),
  });
});

it("gives two changes of one moment different numbers, or refuses one", async () => {
  await insertChange(base.db, change, at);
  const clash = base.db.change.create({
    data: {
      ...change,
      id: "x",
      number: 1,
      state: "checking",
      summary: "[]",
      acknowledged: "[]",
      createdAt: at,
      candidate: null,
    },
  });
  await expect(clash).rejects.toThrow();
});

it("keeps steps in the order in which they happened", async () => {
  const { id } = await insertChange(base.db, change, at);
  const first = await insertStep(base.db, id, "check", at);
  await insertStep(base.db, id, "keep", at);
  await updateStep(base.db, first, { state: "done", detail: "fine", finishedAt: at });
  const steps = (await findChange(base.db, id))?.steps.map(({ name, state, detail }) => [name, state, detail]);
  expect(steps).toEqual([
    ["check", "done", "fine"],
    ["keep", "running", null],
  ]);
});
