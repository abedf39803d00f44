import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits } from "./apply-edit";
import { readConfig } from "./read-config";
import type { ConfigSource, Edit } from "./schema";
import { sourceOf } from "./testing";

const edited = (text: string, ...edits: Edit[]): string => {
  const result = applyEdits(sourceOf(text), edits);
  return result.ok ? result.value.text : `${result.reason}: ${result.detail}`;
};
const warningsOf = (text: string, edit: Edit): string[] => {
  const result = applyEdit(sourceOf(text), edit);
  return result.ok ? result.value.warnings : [`${result.reason}: ${result.detail}`];
};
const refusal = (text: string, edit: Edit, more: Partial<ConfigSource> = {}): string => {
  const result = applyEdit({ ...sourceOf(text), ...more }, edit);
  return result.ok ? `done: ${result.value.text}` : `${result.reason}: ${result.detail}`;
};
const rename = (from: string, to: string): Edit => ({ type: "rename-model", from, to });
const replace = (from: string, to: string | null): Edit => ({ type: "replace-target", from, to });
const append = (
  models: string[],
  target: string,
  kind: "general" | "context_window" | "default" = "general",
): Edit => ({
  type: "append-target",
  kind,
  models,
  target,
});
const router = (lines: string): string => `router_settings:\n${lines}`;
const model = (name: string, more = ""): string =>
  `  - model_name: ${name}\n    litellm_params: {model: ollama/x, api_base: "http://h:1"${more}}\n`;

describe("renaming a model", () => {
  const everywhere = `# who is "old"
model_list:
  - model_name: "old"  # local
    litellm_params: {model: old, api_base: http://h:1}
    model_info: {id: old}
  - model_name: 'old'
    litellm_params: {model: ollama/y, silent_model: old}
  - model_name: smart
    litellm_params:
      model: auto_router/complexity_router
      complexity_router_default_model: old
      complexity_router_config:
        default_model: old
        tiers: {SIMPLE: old, MEDIUM: [other, old], COMPLEX: other}
        classifier_llm_config: {model: old}
  - model_name: best
    litellm_params:
      model: auto_router/quality_router
      quality_router_config: {available_models: [old, other]}
router_settings:
  fallbacks:
    - old: [other]  # keep
    - other:
        - old # last
        - {model: old, temperature: 0}
    - "*": [old]
  content_policy_fallbacks: [{old: [other]}]
  model_group_alias: {gpt-4: old, gpt-5: {model: old, hidden: true}}
  model_group_retry_policy:
    old: {TimeoutErrorRetries: 0}
  routing_groups: [{group_name: old, models: [old, other], routing_strategy: simple-shuffle}]
litellm_settings:
  default_fallbacks: [old]
  context_window_fallbacks:
    - other: [ 'old' ]
  public_model_groups: [old]
general_settings:
  completion_model: old
`;

  it("changes every place that names it, in its quotes and with its comments, and nothing that merely reads the same", () => {
    const changed = edited(everywhere, rename("old", "new"));
    const kept = [/^# who is "old"/, /model: old, api_base/, /id: old/, /group_name: old/];
    expect(changed.match(/\bold\b/g)).toHaveLength(kept.length);
    for (const pattern of kept) expect(changed).toMatch(pattern);
    expect(changed).toContain(`model_name: "new"  # local`);
    expect(changed).toContain(`model_name: 'new'`);
    expect(changed).toContain(
      "    - new: [other]  # keep\n    - other:\n        - new # last\n        - {model: new, temperature: 0}",
    );
    expect(changed).toContain("tiers: {SIMPLE: new, MEDIUM: [other, new], COMPLEX: other}");
    expect(changed).toContain("- other: [ 'new' ]");
  });

  it("is undone to the very same bytes by renaming back", () => {
    expect(edited(everywhere, rename("old", "new"), rename("new", "old"))).toBe(everywhere);
  });

  it("names the places that hold the name and were left", () => {
    expect(warningsOf(everywhere, rename("old", "new")).join("\n")).toContain(
      "router_settings.routing_groups.0.group_name (line 31)",
    );
    const inText = `model_list:\n${model("old")}${model("smart", `, auto_router_config: '{"routes": [{"name": "old"}]}'`)}`;
    expect(warningsOf(inText, rename("old", "new")).join()).toContain(
      "model_list.1.litellm_params.auto_router_config (line 5)",
    );
    expect(warningsOf(`model_list:\n${model("old")}`, rename("old", "new"))).toEqual([]);
  });

  it("quotes a new name where it must", () => {
    const text = `model_list:\n${model("old")}${router("  fallbacks: [{old: [old2]}, {x: [old]}]\n")}`;
    expect(edited(text, rename("old", "a, b: #c"))).toContain('fallbacks: [{"a, b: #c": [old2]}, {x: ["a, b: #c"]}]');
    for (const odd of ["yes", "it's", "__proto__", "constructor", "12", "", "🚂 : x"].filter(Boolean)) {
      const changed = edited(text, rename("old", odd));
      expect(readConfig(sourceOf(changed)).chains.map(({ source, targets }) => [source, targets])).toEqual([
        [odd, ["old2"]],
        ["x", [odd]],
      ]);
      expect(edited(changed, rename(odd, "old"))).toContain("old2");
    }
  });

  it("leaves the key * of a chain alone when a model is called *", () => {
    const text = `model_list:\n${model('"*"')}${router('  fallbacks: [{"*": [x]}, {x: ["*"]}]\n')}`;
    expect(edited(text, rename("*", "all"))).toContain('fallbacks: [{"*": [x]}, {x: ["all"]}]');
  });

  it.each([
    ["a name that a model has", rename("a", "b"), /^invalid-value: There is a model "b" already \(line 4\)/],
    ["a name that an alias has", rename("a", "al"), /^invalid-value: "al" is an alias already \(line 7\)/],
    ["*", rename("a", "*"), /^invalid-value/],
    ["a model that is not there", rename("gone", "c"), /^unknown-deployment: There is no model "gone"/],
    ["a key that the map has", rename("b", "policy"), /^invalid-value: router_settings\.model_group_retry_policy/],
  ])("is refused for %s", (_, edit, why) => {
    const policies = "  model_group_alias: {al: a}\n  model_group_retry_policy: {b: {}, policy: {}}\n";
    expect(refusal(`model_list:\n${model("a")}${model("b")}${router(policies)}`, edit)).toMatch(why);
  });

  it("is refused for a model that an alias hides: what names it means the alias", () => {
    const text = `model_list:\n${model("a")}${router("  model_group_alias: {a: b}\n")}`;
    expect(refusal(text, rename("a", "c"))).toMatch(/^invalid-value: The alias "a" \(line 5\) hides/);
  });

  it("is refused with the place where an anchor or an included file has a part in it", () => {
    const shared = `model_list:\n${model("&n old")}${router("  fallbacks: [{x: [*n]}]\n")}`;
    expect(refusal(shared, rename("old", "new"))).toMatch(/^shared-node: .*line 2/);
    const included = { included: [{ path: "more.yaml", text: `model_list:\n${model("old")}` }] };
    const main = `include: [more.yaml]\nmodel_list:\n${model("x")}`;
    expect(refusal(main, rename("old", "new"), included)).toMatch(/^in-included-file: .*more\.yaml line 2/);
  });
});

describe("replacing a target", () => {
  const cases: [name: string, before: string, edit: Edit, then: string][] = [
    [
      "changes every kind of chain in both sections, in place",
      "router_settings:\n  fallbacks:\n    - a: [x, 'b'] # c\n    - d:\n        - b # why\n  default_fallbacks: [b]\nlitellm_settings:\n  fallbacks: [{q: [b]}]\n  context_window_fallbacks: [{a: [b]}]\n",
      replace("b", "t"),
      "router_settings:\n  fallbacks:\n    - a: [x, 't'] # c\n    - d:\n        - t # why\n  default_fallbacks: [t]\nlitellm_settings:\n  fallbacks: [{q: [t]}]\n  context_window_fallbacks: [{a: [t]}]\n",
    ],
    [
      "keeps the overrides of a map and leaves chain keys and aliases alone",
      router(
        "  fallbacks:\n    - b: [{model: b2, timeout: 3}, {model: x}]\n    - a: [{model: b, timeout: 3}]\n  model_group_alias: {z: b}\n",
      ),
      replace("b", "t"),
      router(
        "  fallbacks:\n    - b: [{model: b2, timeout: 3}, {model: x}]\n    - a: [{model: t, timeout: 3}]\n  model_group_alias: {z: b}\n",
      ),
    ],
    [
      "drops what would stand twice, where the first of both stood",
      router("  fallbacks:\n    - a:\n        - b # one\n        - c\n        - t # two\n"),
      replace("b", "t"),
      router("  fallbacks:\n    - a:\n        - t # two\n        - c\n"),
    ],
    [
      "keeps a repeat that was there before, and a map that differs",
      router("  fallbacks: [{a: [x, x, b]}, {c: [t, {model: b, timeout: 1}]}]\n"),
      replace("b", "t"),
      router("  fallbacks: [{a: [x, x, t]}, {c: [t, {model: t, timeout: 1}]}]\n"),
    ],
    [
      "leaves a model out of its own chain",
      router("  fallbacks: [{t: [b, c]}, {a: [b]}]\n"),
      replace("b", "t"),
      router("  fallbacks: [{t: [c]}, {a: [t]}]\n"),
    ],
    [
      "takes a target out, with the entries that it leaves empty",
      router(
        "  fallbacks:\n    - a: [b, c]\n    - d: [b] # gone\n    - e: [c]\n  default_fallbacks: [b]\n  num_retries: 1\n",
      ),
      replace("b", null),
      router("  fallbacks:\n    - a: [c]\n    - e: [c]\n  num_retries: 1\n"),
    ],
    [
      "leaves an empty list when every entry goes",
      router("  fallbacks: [{a: [b]}]\n"),
      replace("b", null),
      router("  fallbacks: []\n"),
    ],
  ];
  it.each(cases)("%s", (_, before, edit, then) => {
    expect(edited(before, edit)).toBe(then);
  });

  it("tells which chains were removed, and where a model was left out of its own", () => {
    expect(warningsOf(router("  fallbacks: [{d: [b]}, {t: [b, c]}]\n"), replace("b", "t"))).toEqual([
      '"t" was left out of its own chain.',
    ]);
    expect(warningsOf(router("  fallbacks: [{d: [b]}]\n"), replace("b", null)).join()).toContain('the chain of "d"');
  });

  it("is refused where no chain names it, and where a list is shared", () => {
    expect(refusal(router("  fallbacks: [{a: [b]}]\n"), replace("z", "t"))).toMatch(/^unknown-chain/);
    const shared = router("  fallbacks:\n    - a: &l [b]\n    - c: *l\n");
    expect(refusal(shared, replace("b", "t"))).toMatch(/^shared-node: .*line 3/);
  });
});

describe("appending a last hop", () => {
  const cases: [name: string, before: string, edit: Edit, then: string][] = [
    [
      "adds it behind chains that lack it and writes the missing ones",
      router("  fallbacks:\n    - a: [b]\n    - c: [b, z]\n    - d:\n        - {model: z, timeout: 1}\n"),
      append(["a", "c", "d", "e", "a", "z"], "z"),
      router(
        "  fallbacks:\n    - a: [b, z]\n    - c: [b, z]\n    - d:\n        - {model: z, timeout: 1}\n    - e:\n        - z\n",
      ),
    ],
    [
      "begins a new chain with what the default gave",
      router("  fallbacks:\n    - a: [b]\n  default_fallbacks: [e, x, {model: w, timeout: 2}]\n"),
      append(["e"], "z"),
      router(
        "  fallbacks:\n    - a: [b]\n    - e: [x, {model: w, timeout: 2}, z]\n  default_fallbacks: [e, x, {model: w, timeout: 2}]\n",
      ),
    ],
    [
      "writes no chain where the default holds the target already",
      router('  fallbacks: [{"*": [x, z]}]\n'),
      append(["e"], "z"),
      router('  fallbacks: [{"*": [x, z]}]\n'),
    ],
    [
      "appends to the default list itself",
      router("  default_fallbacks: [x]\n"),
      append(["any"], "z", "default"),
      router("  default_fallbacks: [x, z]\n"),
    ],
    [
      "begins the first list",
      "model_list: []\n",
      append(["a"], "z"),
      "model_list: []\nrouter_settings:\n  fallbacks:\n    - a:\n        - z\n",
    ],
    [
      "begins a special list with the general chain that served until now",
      router("  fallbacks:\n    - a: [b]\n"),
      append(["a"], "z", "context_window"),
      router("  fallbacks:\n    - a: [b]\n  context_window_fallbacks:\n    - a: [b, z]\n"),
    ],
  ];
  it.each(cases)("%s", (_, before, edit, then) => {
    const changed = edited(before, edit);
    expect(readConfig(sourceOf(changed)).chains.map(({ source, targets }) => [source, targets])).toEqual(
      readConfig(sourceOf(then)).chains.map(({ source, targets }) => [source, targets]),
    );
    expect(changed.replaceAll(/\n +- z\n/g, " [z]\n")).toBe(then.replaceAll(/\n +- z\n/g, " [z]\n"));
    expect(edited(changed, edit)).toBe(changed);
  });

  it("warns of what a new chain hides, and of a special list that is new", () => {
    expect(warningsOf(router("  default_fallbacks: [x]\n"), append(["e"], "z"))).toEqual([
      '"e" was served by default_fallbacks; a chain of its own hides that, so the new one begins with its targets.',
    ]);
    expect(warningsOf(router("  fallbacks: [{b: [c]}]\n"), append(["a"], "z", "context_window")).join()).toContain(
      "context_window_fallbacks is new",
    );
  });
});
