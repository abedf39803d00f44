import { afterEach, beforeEach, expect, it } from "vitest";
import { sha256 } from "@/lib/adapters/files/sha256";
import { nextStates } from "@/lib/changes/schema";
import { createTestDatabase } from "@/lib/testing/db";
import {
  advanceChange,
  findAppliedChange,
  findChange,
  findChangeNamed,
  insertChange,
  insertStep,
  listChanges,
  type NewChange,
  updateStep,
} from "./changes";
import { findRevisionNamed, insertRevision, listRevisions } from "./revisions";

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
      sha: sha256(bytes),
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

it("finds a change or a revision by its number or id, however old, and the last one that took", async () => {
  const [first, second] = [await insertChange(base.db, change, at), await insertChange(base.db, change, at)];
  expect(await findAppliedChange(base.db, "g")).toBeNull();
  for (const { id } of [first, second])
    await base.db.change.update({ where: { id }, data: { state: id === first.id ? "applied" : "rolled_back" } });
  expect(await findAppliedChange(base.db, "g")).toBe(first.id);
  expect(await findAppliedChange(base.db, "other")).toBeNull();
  expect(await findChangeNamed(base.db, "g", "2")).toBe(second.id);
  expect(await findChangeNamed(base.db, "g", first.id)).toBe(first.id);
  for (const name of ["3", "", "1.0", "-1", "9".repeat(30), "__proto__"])
    expect(await findChangeNamed(base.db, "g", name), name).toBeNull();
  expect(await findChangeNamed(base.db, "other", "1")).toBeNull();
  const file = { bytes: new Uint8Array(), includes: [], origin: "outside", author: "outside" } as const;
  const kept = { ...file, includes: [], gatewayId: "g", sha: "s", note: null, changeId: null };
  const { id } = await insertRevision(base.db, kept, at);
  expect([await findRevisionNamed(base.db, "g", "1"), await findRevisionNamed(base.db, "g", id)]).toEqual([id, id]);
  expect(await findRevisionNamed(base.db, "g", "2")).toBeNull();
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
