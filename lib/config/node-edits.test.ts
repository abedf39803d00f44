import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits } from "./apply-edit";
import { fingerprint } from "./fingerprint";
import type { Edit } from "./schema";
import { sourceOf } from "./testing";

const edited = (text: string, ...edits: Edit[]): string => {
  const result = applyEdits(sourceOf(text), edits);
  return result.ok ? result.value.text : `${result.reason}: ${result.detail}`;
};
const refusal = (text: string, edit: Edit): string => {
  const result = applyEdit(sourceOf(text), edit);
  return result.ok ? `done: ${result.value.text}` : `${result.reason}: ${result.detail}`;
};

describe("edits by path", () => {
  const text = "a:\n  list: [1, two] # l\n  m:\n    # about x\n    x: 'one' # here\n    y: 2\n";
  const was = (value: unknown) => fingerprint(value);
  const cases: [name: string, edit: Edit, then: string][] = [
    [
      "sets a text in its quotes",
      { type: "set-node", path: ["a", "m", "x"], was: was("one"), value: "two" },
      text.replace("'one'", "'two'"),
    ],
    [
      "sets an item",
      { type: "set-node", path: ["a", "list", 1], was: was("two"), value: "three" },
      text.replace("two", "three"),
    ],
    [
      "sets another type",
      { type: "set-node", path: ["a", "m", "y"], was: was(2), value: null },
      text.replace("y: 2", "y: null"),
    ],
    [
      "adds a key that is missing",
      { type: "set-node", path: ["a", "m", "z"], was: was(undefined), value: 3 },
      `${text}    z: 3\n`,
    ],
    ["removes a key", { type: "remove-node", path: ["a", "m", "y"], was: was(2) }, text.replace("    y: 2\n", "")],
    ["removes an item", { type: "remove-node", path: ["a", "list", 0], was: was(1) }, text.replace("1, ", "")],
    [
      "renames a key in place",
      { type: "rename-key", path: ["a", "m"], was: was({ y: 2, x: "one" }), to: "on" },
      text.replace("  m:", '  "on":'),
    ],
  ];
  it.each(cases)("%s", (_, edit, then) => {
    expect(edited(text, edit)).toBe(then);
  });

  it.each<[string, Edit, RegExp]>([
    [
      "another value",
      { type: "set-node", path: ["a", "m", "x"], was: was("1"), value: 1 },
      /^changed-meanwhile: a\.m\.x holds/,
    ],
    [
      "a path that is gone",
      { type: "remove-node", path: ["a", "q", "x"], was: was(1) },
      /^changed-meanwhile: a\.q\.x is not/,
    ],
    [
      "a key that came meanwhile",
      { type: "set-node", path: ["a", "m", "y"], was: was(undefined), value: 1 },
      /^changed-meanwhile/,
    ],
    [
      "a key that stands there",
      { type: "rename-key", path: ["a", "m", "x"], was: was("one"), to: "y" },
      /^invalid-value: a\.m\.y/,
    ],
    ["an item's name", { type: "rename-key", path: ["a", "list", 0], was: was(1), to: "y" }, /^invalid-value/],
    ["no path", { type: "set-node", path: [], was: was(1), value: 1 }, /^invalid-value/],
    ["__proto__", { type: "set-node", path: ["__proto__", "x"], was: was(undefined), value: 1 }, /^changed-meanwhile/],
  ])("are refused for %s", (_, edit, why) => {
    expect(refusal(text, edit)).toMatch(why);
  });

  it("are refused in what an anchor shares", () => {
    const shared = "a: &x {k: 1}\nb: *x\n";
    expect(refusal(shared, { type: "set-node", path: ["b", "k"], was: was(1), value: 2 })).toMatch(/^shared-node/);
  });
});

describe("moving a setting", () => {
  const move = (key: string): Edit => ({ type: "move-setting", key, from: "router_settings", to: "general_settings" });
  const cases: [name: string, before: string, then: string][] = [
    [
      "takes its comments along and the other section's indent",
      "general_settings:\n    master_key: k\n\nrouter_settings:\n  num_retries: 1\n  # how often\n  k: # s\n    a: 60 # x\n  z: 1\n",
      "general_settings:\n    master_key: k\n    # how often\n    k: # s\n      a: 60 # x\n\nrouter_settings:\n  num_retries: 1\n  z: 1\n",
    ],
    [
      "writes a section that is not there",
      "router_settings:\n    a: 1\n    # s\n    k: 60 # x\n",
      "router_settings:\n    a: 1\ngeneral_settings:\n    # s\n    k: 60 # x\n",
    ],
    [
      "leaves an empty section",
      "general_settings: {}\nrouter_settings:\n  k: 60\n",
      "general_settings:\n  k: 60\nrouter_settings: {}\n",
    ],
    [
      "moves between sections in braces",
      "general_settings: {a: 1}\nrouter_settings: {k: 60, b: 2}\n",
      "general_settings: {a: 1, k: 60}\nrouter_settings: {b: 2}\n",
    ],
    [
      "only removes what the other section says too",
      "general_settings: {k: 60}\nrouter_settings:\n  k: 60\n  b: 1\n",
      "general_settings: {k: 60}\nrouter_settings:\n  b: 1\n",
    ],
    [
      "keeps a file without a last line break",
      "general_settings:\n  a: 1\nrouter_settings:\n  b: 1\n  k: |\n    x\n     y",
      "general_settings:\n  a: 1\n  k: |\n    x\n     y\nrouter_settings:\n  b: 1",
    ],
    [
      "keeps the line breaks of Windows",
      "router_settings:\r\n  k: 60\r\n  b: 1\r\ngeneral_settings:\r\n  a: 1\r\n",
      "router_settings:\r\n  b: 1\r\ngeneral_settings:\r\n  a: 1\r\n  k: 60\r\n",
    ],
  ];
  it.each(cases)("%s", (_, before, then) => {
    expect(edited(before, move("k"))).toBe(then);
  });

  it("is refused where the other section says something else, or the setting is gone", () => {
    expect(refusal("general_settings: {k: 1}\nrouter_settings: {k: 2}\n", move("k"))).toMatch(
      /^invalid-value: general_settings\.k.*line 1.*router_settings\.k.*line 2/,
    );
    expect(refusal("router_settings: {a: 2}\n", move("k"))).toMatch(/^changed-meanwhile/);
  });
});
