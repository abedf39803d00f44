import { afterEach, beforeEach, expect, test } from "vitest";
import { consoleActor } from "@/lib/people/schema";
import { inTransaction } from "@/lib/server/transaction";
import { createTestDatabase } from "@/lib/testing/db";
import { exportAudit, verifyAudit } from "./operations";
import { AuditFilter } from "./schema";
import { appendAudit, listAudit } from "./store";

let base: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  base = await createTestDatabase();
});
afterEach(() => base.close());

const start = Date.parse("2026-01-01T00:00:00Z");
const write = (count: number) =>
  inTransaction(base.db, async (tx) => {
    for (let i = 1; i <= count; i += 1) {
      const actor = i % 3 === 0 ? { ...consoleActor, name: "user:a@b.c" } : consoleActor;
      const action = i % 2 === 0 ? "draft.set-chain" : "person.create";
      const record = { action, target: `"${i}" ✂ __proto__`, outcome: "done", after: { i } } as const;
      await appendAudit(tx, actor, record, new Date(start + i * 1000));
    }
  });
const filter = (given: Record<string, unknown> = {}) => AuditFilter.parse(given);

test("an empty and an untouched chain verify", async () => {
  expect(await verifyAudit(base.db)).toEqual({ ok: true, rows: 0, head: null, firstBroken: null });
  await write(1003);
  expect(await verifyAudit(base.db)).toMatchObject({ ok: true, rows: 1003, head: { seq: 1003 }, firstBroken: null });
});

test("tampering in the database is named at its row", async () => {
  await write(600);
  await base.db.auditEntry.update({ where: { seq: 550 }, data: { target: "someone else" } });
  expect(await verifyAudit(base.db)).toMatchObject({ ok: false, firstBroken: { seq: 550 } });
  await base.db.auditEntry.deleteMany({ where: { seq: { in: [100, 101] } } });
  expect(await verifyAudit(base.db)).toMatchObject({
    ok: false,
    rows: 99,
    firstBroken: { seq: 102, why: "rows 100 to 101 are missing before it" },
  });
});

test("cutting off the end, the beginning or the note of the end is found", async () => {
  await write(10);
  await base.db.auditEntry.deleteMany({ where: { seq: { gt: 8 } } });
  expect(await verifyAudit(base.db)).toMatchObject({
    firstBroken: { seq: 9, why: "rows 9 to 10 are missing at the end" },
  });
  await base.db.setting.deleteMany({ where: { key: "audit-head" } });
  expect(await verifyAudit(base.db)).toMatchObject({ ok: false, firstBroken: { seq: 8 } });
  await base.db.auditEntry.deleteMany();
  await base.db.setting.create({ data: { key: "audit-head", value: JSON.stringify({ seq: 10, hash: "x" }) } });
  expect(await verifyAudit(base.db)).toMatchObject({ ok: false, firstBroken: { seq: 1 } });
});

test("pages follow each other without gap or overlap", async () => {
  await write(25);
  const seqs: number[] = [];
  for (let before: number | null = 1000; before !== null; ) {
    const page = await listAudit(base.db, filter({ before, limit: 10 }));
    seqs.push(...page.entries.map((entry) => entry.seq));
    before = page.next;
  }
  expect(seqs).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
});

test("filters narrow by person, verb, outcome and time", async () => {
  await write(12);
  const seqs = async (given: Record<string, unknown>) =>
    (await listAudit(base.db, filter(given))).entries.map((entry) => entry.seq);
  expect(await seqs({ actor: "user:a@b.c" })).toEqual([12, 9, 6, 3]);
  expect(await seqs({ action: "draft." })).toEqual([12, 10, 8, 6, 4, 2]);
  expect(await seqs({ outcome: "denied" })).toEqual([]);
  expect(await seqs({ from: "2026-01-01T00:00:03Z", to: "2026-01-01T01:00:05+01:00" })).toEqual([4, 3]);
});

test("the export has every row once, as one JSON object a line", async () => {
  await write(501);
  let text = "";
  for await (const piece of exportAudit(base.db, {})) text += piece;
  const entries = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries).toHaveLength(501);
  expect(entries.at(-1)).toMatchObject({ seq: 1, target: '"1" ✂ __proto__', after: '{"i":1}' });
});
