import { afterAll, beforeAll, expect, test } from "vitest";
import { appendAudit } from "@/lib/audit/store";
import { consoleActor } from "@/lib/people/schema";
import { createTestDatabase } from "@/lib/testing/db";
import { openDatabase } from "./db";
import { inTransaction } from "./transaction";

let base: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.close());

test("two processes that write at once both get through, each once", async () => {
  const other = openDatabase(base.url);
  const write = (db: typeof other, target: string) =>
    inTransaction(db, (tx) => appendAudit(tx, consoleActor, { action: "t", target, outcome: "done" }, new Date()));
  await Promise.all(Array.from({ length: 20 }, (_, index) => write(index % 2 === 0 ? base.db : other, `${index}`)));
  const rows = await base.db.auditEntry.findMany({ orderBy: { seq: "asc" } });
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(new Set(rows.map((row) => row.target)).size).toBe(20);
  await other.$disconnect();
});

test("a bug is thrown at once and leaves nothing behind", async () => {
  let runs = 0;
  const work = inTransaction(base.db, async (tx) => {
    runs += 1;
    await tx.setting.create({ data: { key: "half", value: "" } });
    throw new Error("bug");
  });
  await expect(work).rejects.toThrow("bug");
  expect(runs).toBe(1);
  expect(await base.db.setting.findUnique({ where: { key: "half" } })).toBeNull();
});
