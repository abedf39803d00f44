import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandOf, moveTarget, removeTarget, targetKeys } from "./chain-list";

test("a move changes the order and nothing else, and moving back is identity", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), fc.nat(), (list, a, b) => {
      const from = a % list.length;
      const to = b % list.length;
      const moved = moveTarget(list, from, to);
      expect(moved[to]).toBe(list[from]);
      expect([...moved].sort()).toEqual([...list].sort());
      expect(moveTarget(moved, to, from)).toEqual(list);
    }),
  );
});

test("a move past an end stops at the end, and one of nothing does nothing", () => {
  expect(moveTarget(["a", "b", "c"], 0, 9)).toEqual(["b", "c", "a"]);
  expect(moveTarget(["a", "b", "c"], 2, -4)).toEqual(["c", "a", "b"]);
  expect(moveTarget(["a"], 3, 0)).toEqual(["a"]);
});

test("removing one of two equal targets leaves the other", () => {
  expect(removeTarget(["a", "b", "a"], 0)).toEqual(["b", "a"]);
});

test("keys tell equal targets apart", () => {
  expect(targetKeys(["a", { model: "a", timeout: 3 }, "__proto__"])).toEqual(["a#0", "a#1", "__proto__#0"]);
});

describe("keys of the list", () => {
  const press = (key: string, held: "alt" | "ctrl" | "meta" | null = null) =>
    commandOf({ key, altKey: held === "alt", ctrlKey: held === "ctrl", metaKey: held === "meta" }, 1, 3);

  test.each([
    ["ArrowUp", "alt", { do: "move", to: 0 }],
    ["ArrowDown", "alt", { do: "move", to: 2 }],
    ["Home", "alt", { do: "move", to: 0 }],
    ["End", "alt", { do: "move", to: 2 }],
    ["ArrowDown", null, { do: "focus", to: 2 }],
    ["Delete", null, { do: "remove" }],
    ["Escape", null, { do: "undo" }],
    ["z", "ctrl", { do: "undo" }],
    ["z", "meta", { do: "undo" }],
    ["z", null, null],
    ["a", "ctrl", null],
    ["Delete", "alt", null],
  ] as const)("%s with %s", (key, held, command) => expect(press(key, held)).toEqual(command));
});
