import { createClient } from "@libsql/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendAudit } from "@/lib/audit/store";
import { consoleActor } from "@/lib/people/schema";
import { createTestDatabase } from "@/lib/testing/db";
import { openDatabase, patienceMs } from "./db";
import { inTransaction, unlessLocked } from "./transaction";

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

test("writes wait for another process's lock, hold nothing up meanwhile, and leave no lock behind", async () => {
  const locker = createClient({ url: base.url });
  const stranger = createClient({ url: base.url });
  await base.db.setting.create({ data: { key: "stamp", value: "0" } });
  const stamp = (value: string) => base.db.setting.updateMany({ where: { key: "stamp" }, data: { value } });
  const audit = (target: string) =>
    inTransaction(base.db, (tx) => appendAudit(tx, consoleActor, { action: "t", target, outcome: "done" }, new Date()));
  await locker.execute("BEGIN IMMEDIATE");
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 20);
  const writes = Promise.all([stamp("1"), audit("waits"), stamp("2"), audit("waits too")]);
  await new Promise((resume) => setTimeout(resume, 1500));
  await locker.execute("COMMIT");
  await writes;
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(10);
  expect(await base.db.auditEntry.count({ where: { target: { startsWith: "waits" } } })).toBe(2);
  await stranger.execute("UPDATE Setting SET value = 'theirs'");
  await locker.execute("BEGIN IMMEDIATE");
  const begun = Date.now();
  const refused = await Promise.allSettled([stamp("3"), stamp("3"), stamp("3")]);
  expect(refused.map((one) => one.status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(Date.now() - begun).toBeLessThan(1.6 * patienceMs);
  await locker.execute("COMMIT");
  await stamp("4");
  await stranger.execute("UPDATE Setting SET value = 'theirs again'");
  await audit("after");
  locker.close();
  stranger.close();
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

test("a note that a look leaves behind is given up while another program writes, and a bug is not", async () => {
  await expect(unlessLocked(Promise.reject(new Error("database is locked")))).resolves.toBeUndefined();
  await expect(unlessLocked(Promise.reject(new Error("no such column")))).rejects.toThrow("no such column");
});
