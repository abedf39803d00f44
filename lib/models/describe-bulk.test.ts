import { expect, it } from "vitest";
import { applyEdits } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { Edit } from "@/lib/config/schema";
import { sourceOf } from "@/lib/config/testing";
import { describeChanges } from "./describe-changes";

const readText = (text: string) => readConfig(sourceOf(text));
const change = (text: string, ...edits: Edit[]): string[] => {
  const edited = applyEdits(sourceOf(text), edits);
  if (!edited.ok) throw new Error(edited.detail ?? edited.reason);
  return describeChanges(readText(text), readText(edited.value.text));
};
const rename = (from: string, to: string): Edit => ({ type: "rename-model", from, to });

const model = (name: string, port: number) =>
  `  - {model_name: ${name}, litellm_params: {model: ollama/${name}, api_base: "http://h:${port}"}}\n`;
const text = `model_list:
${model("a", 1)}${model("b", 2)}${model("c", 3)}router_settings:
  fallbacks: [{a: [b, c]}, {b: [c]}, {x: [c, a]}]
  model_group_alias: {al: a}
  model_group_retry_policy: {a: {TimeoutErrorRetries: 0}}
`;

it("a rename is one line with the number of its places, and what else changed is told under the new name", () => {
  expect(change(text, rename("a", "new"))).toEqual(["model `a` renamed to `new` in 5 places"]);
  expect(
    change(text, rename("a", "new"), { type: "set-chain", kind: "general", model: "new", targets: ["c"] }),
  ).toEqual(["model `a` renamed to `new` in 5 places", "`new`: removed `b`"]);
  expect(change(text, rename("a", "new"), rename("b", "other"))).toEqual([
    "model `a` renamed to `new` in 5 places",
    "model `b` renamed to `other` in 3 places",
  ]);
});

it("a rename by hand that forgets a reference is told as what it is", () => {
  const half = describeChanges(readText(text), readText(text.replace("model_name: a", "model_name: new")));
  expect(half.join()).not.toContain("renamed");
  expect(half).toContain("`a`: deployment `ollama/a` removed");
});

it("a model that goes and another that comes are no rename", () => {
  const swapped = text.replaceAll(/\ba\b/g, "new").replace("http://h:1", "http://elsewhere:1");
  expect(describeChanges(readText(text), readText(swapped)).join()).not.toContain("renamed");
});

it("names of every kind are renamed", () => {
  const odd = "__proto__ `x` 🚂";
  expect(change(text, rename("a", odd))[0]).toBe(`model \`a\` renamed to \`${odd}\` in 5 places`);
});

it("what is done to several chains alike is one line", () => {
  expect(change(text, { type: "replace-target", from: "c", to: "z" })).toEqual([
    "`c` replaced by `z` in 3 chains: `a`, `b`, `x`",
  ]);
  expect(change(text, { type: "replace-target", from: "c", to: null })).toEqual([
    "`b`: chain removed (it was `c`)",
    "`c` removed in 2 chains: `a`, `x`",
  ]);
  expect(change(text, { type: "append-target", kind: "general", models: ["a", "b", "c", "d"], target: "z" })).toEqual([
    "`z` added as the last hop in 2 chains: `a`, `b`",
    "new chain `z` for 2 models: `c`, `d`",
  ]);
});

it("many chains are counted, and some of them named", () => {
  const chains = Array.from({ length: 9 }, (_, at) => `{m${at}: [old]}`).join(", ");
  const before = `router_settings: {fallbacks: [${chains}]}\n`;
  expect(change(before, { type: "replace-target", from: "old", to: "new" })).toEqual([
    "`old` replaced by `new` in 9 chains: `m0`, `m1`, `m2`, `m3`, `m4`, `m5` and 3 more",
  ]);
});

it("a setting that moves is one line, and one that changes on the way is two", () => {
  const before = "router_settings: {k: 60, a: 1}\ngeneral_settings: {b: 2}\n";
  expect(change(before, { type: "move-setting", key: "k", from: "router_settings", to: "general_settings" })).toEqual([
    "settings: k moved from router_settings to general_settings",
  ]);
  const other = "router_settings: {a: 1}\ngeneral_settings: {b: 2, k: 61}\n";
  expect(describeChanges(readText(before), readText(other))).toHaveLength(2);
});
