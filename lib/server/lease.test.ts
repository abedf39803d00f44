import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/db";
import { openDatabase } from "./db";
import { acquireLease, isLeaseHeld, newHolder, releaseLease, renewLease, withLease } from "./lease";

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const start = Date.parse("2026-11-23T09:00:00.000Z");
const ask = (name: string, holder: string, seconds: number) =>
  acquireLease(test.db, { name, holder, ttlMs: 10_000, now: new Date(start + seconds * 1000) });

it("is held by one, renewed by it, and free when it runs out", async () => {
  expect(await ask("a", "one", 0)).toBe(true);
  expect(await ask("a", "two", 5)).toBe(false);
  expect(await ask("a", "one", 8)).toBe(true);
  expect(await ask("a", "two", 17)).toBe(false);
  expect(await ask("a", "two", 18)).toBe(true);
  expect(await ask("a", "one", 19)).toBe(false);
  expect(await ask("b", "one", 19)).toBe(true);
});

it("is given back by its holder only", async () => {
  await ask("c", "one", 0);
  await releaseLease(test.db, { name: "c", holder: "two" });
  expect(await ask("c", "two", 1)).toBe(false);
  await releaseLease(test.db, { name: "c", holder: "one" });
  expect(await ask("c", "two", 1)).toBe(true);
});

it("does not wait for a clock that was far ahead", async () => {
  await ask("d", "from the future", 86_400);
  expect(await ask("d", "two", 0)).toBe(true);
});

it("goes to exactly one of many that ask at once, over two connections", async () => {
  const other = openDatabase(test.url);
  const now = new Date(start);
  const asked = Array.from({ length: 12 }, (_, index) =>
    acquireLease(index % 2 ? test.db : other, { name: "e", holder: `h${index}`, ttlMs: 10_000, now }),
  );
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  await other.$disconnect();
});

it("is taken at once when its holder's process is gone from this machine, and not when it lives", async () => {
  await ask("f", newHolder().replace(/\/\d+\//, `/${process.ppid}/`), 0);
  expect(await ask("f", "two", 1)).toBe(false);
  expect(await isLeaseHeld(test.db, { name: "f", ttlMs: 10_000, now: new Date(start + 1000) })).toBe(true);
  await ask("g", newHolder().replace(/\/\d+\//, "/4194303/"), 0);
  expect(await isLeaseHeld(test.db, { name: "g", ttlMs: 10_000, now: new Date(start + 1000) })).toBe(false);
  expect(await ask("g", "two", 1)).toBe(true);
});

it("is not taken again by renewing what has gone to someone else or was given back", async () => {
  const renew = (holder: string) =>
    renewLease(test.db, { name: "h", holder, ttlMs: 10_000, now: new Date(start + 20_000) });
  await ask("h", "one", 0);
  await ask("h", "two", 10);
  expect(await renew("one")).toBe(false);
  expect(await renew("two")).toBe(true);
  await releaseLease(test.db, { name: "h", holder: "two" });
  expect(await renew("two")).toBe(false);
});

it("lasts as long as the work under it, however long that takes, and no longer", async () => {
  const work = { db: test.db, name: "i", ttlMs: 100, clock: () => new Date() };
  const first = async () => (await test.db.lease.findUniqueOrThrow({ where: { name: "i" } })).expiresAt;
  const done = await withLease(work, async () => {
    const begun = await first();
    await vi.waitFor(async () => expect((await first()).getTime()).toBeGreaterThan(begun.getTime() + work.ttlMs));
    return (await withLease(work, async () => "beside it")).ok;
  });
  expect(done).toEqual({ ok: true, value: false });
  await expect(withLease(work, () => Promise.reject(new Error("work failed")))).rejects.toThrow("work failed");
  expect((await withLease(work, async () => null)).ok).toBe(true);
});
