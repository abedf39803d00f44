import { expect, test } from "vitest";
import { groupReasons } from "./group-reasons";

const of = (names: string[], rest: string) => names.map((name) => ({ name, reason: `${name}${rest}` }));

test("one or two models keep a sentence each", () => {
  expect(groupReasons(of(["a", "b"], " is off."))).toEqual(["a is off.", "b is off."]);
});

test("three models or more share a sentence that names them all", () => {
  expect(
    groupReasons([...of(["a", "b", "c"], " answers directly; the gateway is silent."), ...of(["d"], " is off.")]),
  ).toEqual(["3 models answer directly; the gateway is silent: a, b, c.", "d is off."]);
});
