import fc from "fast-check";
import { expect, test } from "vitest";
import { renderWait, type SignInHistory, signInWaitMs, windowMs } from "./sign-in-limit";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const none: SignInHistory = { pair: [], address: [], account: [], total: 0, known: false };
const attempts = (count: number, newestMs = 60_000) =>
  Array.from({ length: count }, (_, i) => ago(newestMs + i * 1000));

test("the fifth failure of an account from one address closes until the first of the five is old", () => {
  expect(signInWaitMs({ ...none, pair: attempts(4) }, now)).toBe(0);
  expect(signInWaitMs({ ...none, pair: attempts(5) }, now)).toBe(windowMs - 64_000);
});

test("twenty failures from one address close it for strangers, not for who signed in from there before", () => {
  expect(signInWaitMs({ ...none, address: attempts(20) }, now)).toBeGreaterThan(0);
  expect(signInWaitMs({ ...none, address: attempts(20), known: true }, now)).toBe(0);
});

test("a flood on one account slows its strangers to one attempt every ten seconds", () => {
  expect(signInWaitMs({ ...none, account: attempts(20, 3000) }, now)).toBe(7000);
  expect(signInWaitMs({ ...none, account: attempts(20, 10_000) }, now)).toBe(0);
  expect(signInWaitMs({ ...none, account: attempts(20, 3000), known: true }, now)).toBe(0);
});

test("a flood on everything never closes an account for longer than the brake", () => {
  expect(signInWaitMs({ ...none, account: attempts(1, 1000), total: 100_000 }, now)).toBe(9000);
  expect(signInWaitMs({ ...none, total: 100_000 }, now)).toBe(0);
});

test("whoever is known waits for nobody else's failures", () => {
  const dates = fc.array(fc.integer({ min: 0, max: windowMs }).map(ago), { maxLength: 20 });
  fc.assert(
    fc.property(dates, dates, fc.nat(), (address, account, total) => {
      expect(signInWaitMs({ pair: [], address, account, total, known: true }, now)).toBe(0);
    }),
  );
});

test("a wait is told in whole units, never too early", () => {
  expect([1, 1000, 1001, 90_000, 90_001, 600_000].map(renderWait)).toEqual([
    "in 1 second",
    "in 1 second",
    "in 2 seconds",
    "in 90 seconds",
    "in 2 minutes",
    "in 10 minutes",
  ]);
});
