import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase } from "@/lib/testing/db";
import { openDatabase } from "./db";
import { acquireLease, releaseLease } from "./lease";

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
