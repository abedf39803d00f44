import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits } from "./apply-edit";
import type { ConfigSource, Edit } from "./schema";
import { sourceOf } from "./testing";

const set = (model: string, ...targets: string[]): Edit => ({ type: "set-chain", kind: "general", model, targets });
const remove = (model: string): Edit => ({ type: "remove-chain", kind: "general", model });
const setting = (key: string, value: unknown): Edit => ({
  type: "set-setting",
  section: "router_settings",
  key,
  value,
});

const afterEdits = (text: string, ...edits: Edit[]): string => {
  const result = applyEdits(sourceOf(text), edits);
  return result.ok ? result.value.text : `${result.reason}: ${result.detail}`;
};

const refusal = (text: string, edit: Edit, more: Partial<ConfigSource> = {}) => {
  const result = applyEdit({ ...sourceOf(text), ...more }, edit);
  return result.ok ? result.value : { reason: result.reason, detail: result.detail ?? "" };
};

const router = (lines: string): string => `router_settings:\n${lines}`;

const cases: [name: string, before: string, edits: Edit[], after: string][] = [
  [
    "adds to a list in brackets",
    router("  fallbacks:\n    - a: [b, c]  # x\n"),
    [set("a", "b", "z", "c")],
    router("  fallbacks:\n    - a: [b, z, c]  # x\n"),
  ],
  [
    "moves a trailing comment with its item",
    router("  fallbacks:\n  - a:\n    - b # one\n    - c\n"),
    [set("a", "c", "b")],
    router("  fallbacks:\n  - a:\n    - c\n    - b # one\n"),
  ],
  [
    "keeps a comment between items that stay",
    router("  fallbacks:\n    - a:\n        - b\n        # two\n        - c\n"),
    [set("a", "b", "c", "d")],
    router("  fallbacks:\n    - a:\n        - b\n        # two\n        - c\n        - d\n"),
  ],
  [
    "keeps quotes of old names and writes new ones bare",
    router('  fallbacks: [{"a": ["b", \'c\']}]\n'),
    [set("a", "c", "d", "b")],
    router('  fallbacks: [{"a": [\'c\', d, "b"]}]\n'),
  ],
  [
    "quotes in brackets what would split there",
    router("  fallbacks:\n    - a: [b]\n"),
    [set("a", "b", "x,gpu", "x[1m]", "q?r")],
    router('  fallbacks:\n    - a: [b, "x,gpu", "x[1m]", "q?r"]\n'),
  ],
  [
    "does not quote the same names outside brackets",
    router("  fallbacks:\n    - a:\n      - b\n"),
    [set("a", "b", "x,gpu", "x[1m]", "a:b")],
    router("  fallbacks:\n    - a:\n      - b\n      - x,gpu\n      - x[1m]\n      - a:b\n"),
  ],
  [
    "quotes what YAML 1.1 would misread",
    router("  fallbacks:\n  - a:\n    - b\n"),
    [set("a", "yes", "on", "012", "1:30", "null", "~", "1e3", "k: v", "h #1", "*s", "@t")],
    router(
      '  fallbacks:\n  - a:\n    - "yes"\n    - "on"\n    - "012"\n    - "1:30"\n    - "null"\n    - "~"\n    - "1e3"\n    - "k: v"\n    - "h #1"\n    - "*s"\n    - "@t"\n',
    ),
  ],
  [
    "writes a new chain like its neighbour in a flow map",
    router("  fallbacks:\n    - {a: [b]}\n    # tail\n"),
    [set("m", "c", "d")],
    router("  fallbacks:\n    - {a: [b]}\n    - {m: [c, d]}\n    # tail\n"),
  ],
  [
    "writes a new chain wrapped under its key like its neighbour",
    router("  fallbacks:\n    - a:\n        [b, c]\n"),
    [set("m", "c")],
    router("  fallbacks:\n    - a:\n        [b, c]\n    - m:\n        [c]\n"),
  ],
  [
    "writes a new chain with the neighbour's zero indent",
    router("  fallbacks:\n  - a:\n    - b"),
    [set("m", "c", "d")],
    router("  fallbacks:\n  - a:\n    - b\n  - m:\n    - c\n    - d"),
  ],
  [
    "writes a new chain into a list on one line",
    router("  fallbacks: [{a: [b]}]\n"),
    [set("m", "c")],
    router("  fallbacks: [{a: [b]}, {m: [c]}]\n"),
  ],
  [
    "keeps the lines and comments of a list in brackets over several lines",
    router("  fallbacks: [\n    {a: [b]}, # one\n    {c: [d]}  # two\n  ]\n"),
    [set("m", "c"), remove("a")],
    router("  fallbacks: [\n    {c: [d]},  # two\n    {m: [c]}\n  ]\n"),
  ],
  [
    "fills an empty section",
    "model_list: []\nrouter_settings:\n",
    [set("a", "b")],
    "model_list: []\nrouter_settings:\n  fallbacks:\n    - a: [b]\n",
  ],
  [
    "fills a section that is null and keeps its comment",
    "router_settings: null # later\nmodel_list: []\n",
    [set("a", "b")],
    "router_settings: # later\n  fallbacks:\n    - a: [b]\nmodel_list: []\n",
  ],
  [
    "fills a section of braces",
    "router_settings: {}\n",
    [set("a", "b")],
    "router_settings:\n  fallbacks:\n    - a: [b]\n",
  ],
  [
    "fills a section of comments only",
    "router_settings:\n  # fallbacks go here\n\ngeneral_settings: {}\n",
    [set("a", "b")],
    "router_settings:\n  fallbacks:\n    - a: [b]\n  # fallbacks go here\n\ngeneral_settings: {}\n",
  ],
  [
    "fills an empty list",
    router("  fallbacks: []  # none yet\n  timeout: 3\n"),
    [set("a", "b")],
    router("  fallbacks:  # none yet\n    - a: [b]\n  timeout: 3\n"),
  ],
  [
    "adds a missing section at the end, apart as the others are",
    "model_list: []\n\ngeneral_settings: {}\n# end\n",
    [set("a", "b")],
    "model_list: []\n\ngeneral_settings: {}\n# end\n\nrouter_settings:\n  fallbacks:\n    - a: [b]\n",
  ],
  [
    "adds a section to a file without a final line break",
    "model_list: []",
    [set("a", "b")],
    "model_list: []\nrouter_settings:\n  fallbacks:\n    - a: [b]",
  ],
  [
    "adds a section before the document end marker",
    "---\nmodel_list: []\n...\n",
    [setting("timeout", 3)],
    "---\nmodel_list: []\nrouter_settings:\n  timeout: 3\n...\n",
  ],
  [
    "keeps CRLF and the byte order mark",
    "\ufeffrouter_settings:\r\n  fallbacks:\r\n    - a:\r\n        - b\r\n",
    [set("a", "b", "c"), set("m", "x")],
    "\ufeffrouter_settings:\r\n  fallbacks:\r\n    - a:\r\n        - b\r\n        - c\r\n    - m:\r\n        - x\r\n",
  ],
  [
    "edits a chain where it lives",
    "litellm_settings:\n  fallbacks:\n    - a: [b]\n  drop_params: true\nrouter_settings:\n  timeout: 3\n",
    [set("m", "c")],
    "litellm_settings:\n  fallbacks:\n    - a: [b]\n    - m: [c]\n  drop_params: true\nrouter_settings:\n  timeout: 3\n",
  ],
  [
    "writes the first chain of a kind beside the other kinds, in their form",
    "litellm_settings:\n  fallbacks:\n  - a:\n    - b\n",
    [{ type: "set-chain", kind: "content_policy", model: "k", targets: ["l"] }],
    "litellm_settings:\n  fallbacks:\n  - a:\n    - b\n  content_policy_fallbacks:\n  - k:\n    - l\n",
  ],
  [
    "sets the default chain",
    router("  fallbacks:\n    - a: [b]\n"),
    [{ type: "set-chain", kind: "default", model: "*", targets: ["d", "e"] }],
    router("  fallbacks:\n    - a: [b]\n  default_fallbacks: [d, e]\n"),
  ],
  [
    "empties a block list and keeps its comments",
    router("  fallbacks:\n    - a: # why\n        # x\n        - b\n        - c\n"),
    [set("a")],
    router("  fallbacks:\n    - a: [] # why\n        # x\n"),
  ],
  [
    "leaves a valid list when the last chain goes",
    router("  fallbacks:\n    - a: [b]\n  timeout: 3"),
    [remove("a")],
    router("  fallbacks: []\n  timeout: 3"),
  ],
  [
    "removes every copy of a chain",
    router("  fallbacks:\n    - a: [b]\n    - c: [d]\n    - a: [e]\n"),
    [remove("a")],
    router("  fallbacks:\n    - c: [d]\n"),
  ],
  [
    "repairs a chain that is a text",
    router("  fallbacks:\n    - a: b # oops\n"),
    [set("a", "b")],
    router("  fallbacks:\n    - a: [b] # oops\n"),
  ],
  [
    "keeps a target that is a map",
    router("  fallbacks:\n    - a:\n        - model: b\n          temperature: 0 # cold\n        - c\n"),
    [{ type: "set-chain", kind: "general", model: "a", targets: ["c", { model: "b", temperature: 0 }] }],
    router("  fallbacks:\n    - a:\n        - c\n        - model: b\n          temperature: 0 # cold\n"),
  ],
  [
    "sets, changes and removes aliases",
    router("  num_retries: 0\n"),
    [
      { type: "set-alias", alias: "x", target: "a", hidden: false },
      { type: "set-alias", alias: "hid", target: "a", hidden: true },
      { type: "remove-alias", alias: "x" },
    ],
    router("  num_retries: 0\n  model_group_alias:\n    hid:\n      model: a\n      hidden: true\n"),
  ],
  [
    "changes a setting and keeps the rest of its line",
    router("  num_retries: 2   # was 5\n  timeout: 3\n"),
    [setting("num_retries", 0), setting("timeout", null)],
    router("  num_retries: 0   # was 5\n"),
  ],
  [
    "replaces a block scalar and a wrapped text",
    router("  note: |\n    one\n    two\n  more: a\n    b\n  timeout: 3\n"),
    [setting("note", "new"), setting("more", "m")],
    router("  note: new\n  more: m\n  timeout: 3\n"),
  ],
];

describe("applyEdit", () => {
  it.each(cases)("%s", (_, before, edits, after) => {
    expect(afterEdits(before, ...edits)).toBe(after);
  });

  const model =
    "model_list:\n  - model_name: a\n    litellm_params:\n      model: ollama/a\n      api_base: http://h:1\n\n  - model_name: b\n    litellm_params: {model: ollama/b} # flow\n";

  it("adds a deployment in the form of the others and takes it away to the same bytes", () => {
    const added = afterEdits(model, {
      type: "add-deployment",
      deployment: { group: "n: x", params: { model: "openai/z" }, info: { id: "z" } },
    });
    expect(added).toBe(
      `${model}\n  - model_name: "n: x"\n    litellm_params:\n      model: openai/z\n    model_info:\n      id: z\n`,
    );
    expect(afterEdits(added, { type: "remove-deployment", identity: "z" })).toBe(model);
  });

  it("changes only the lines of a deployment that it names", () => {
    const edit: Edit = {
      type: "update-deployment",
      identity: "a|ollama/a|h:1",
      set: [
        { path: ["litellm_params", "api_base"], value: "http://h:2" },
        { path: ["model_info", "id"], value: "012" },
        { path: ["litellm_params", "rpm"], value: null },
      ],
    };
    expect(afterEdits(model, edit)).toBe(
      model.replace("http://h:1\n", 'http://h:2\n    model_info:\n      id: "012"\n'),
    );
    expect(refusal(model, { ...edit, identity: "gone" })).toMatchObject({ reason: "unknown-deployment" });
    expect(
      refusal(model, {
        type: "update-deployment",
        identity: "a|ollama/a|h:1",
        set: [{ path: ["litellm_params", "model"], value: null }],
      }),
    ).toMatchObject({ reason: "invalid-value" });
  });

  it("refuses what an anchor shares and says where", () => {
    const text = "x: &l [b]\nrouter_settings:\n  fallbacks:\n    - a: *l\n    - c: [&q d]\n    - e: [*q]\n";
    expect(refusal(text, set("a", "z"))).toMatchObject({
      reason: "shared-node",
      detail: expect.stringContaining("line 4"),
    });
    expect(refusal(text, set("c", "z"))).toMatchObject({
      reason: "shared-node",
      detail: expect.stringMatching(/line 5.*line 6/),
    });
    expect(afterEdits(text, set("e", "p", "d"))).toBe(text.replace("[*q]", "[p, *q]"));
    const merged = "x: &d {fallbacks: [{a: [b]}]}\nrouter_settings:\n  <<: *d\n";
    expect(refusal(merged, set("a", "c"))).toMatchObject({
      reason: "shared-node",
      detail: expect.stringContaining("line 1"),
    });
  });

  it("refuses to edit what an included file holds", () => {
    const included = [{ path: "routing.yaml", text: "router_settings:\n  fallbacks:\n    - a: [b]\n" }];
    expect(refusal("include: [routing.yaml]\n", set("a", "c"), { included })).toMatchObject({
      reason: "in-included-file",
      detail: expect.stringContaining("routing.yaml"),
    });
  });

  it("warns of generated files, owned regions and two copies", () => {
    const text =
      "# Generated by ansible, do not edit\nlitellm_settings:\n  fallbacks: [{a: [x]}]\nrouter_settings:\n  # BEGIN managed block\n  fallbacks: [{a: [b]}]\n  # END managed block\n";
    const result = refusal(text, set("a", "c"));
    expect(result).toMatchObject({ text: text.replace("[b]", "[c]") });
    expect("warnings" in result ? result.warnings.length : 0).toBe(3);
  });

  it.each([
    ["unusable-file", "a: [", set("a", "b")],
    ["unusable-file", "- a\n", set("a", "b")],
    ["unusable-file", "a: 1\n---\nb: 2\n", set("a", "b")],
    ["unexpected-shape", router("  fallbacks: {a: [b]}\n"), set("a", "b")],
    ["unexpected-shape", router("  fallbacks:\n    - a: [b]\n      c: [d]\n"), set("a", "b")],
    ["unknown-chain", router("  timeout: 1\n"), remove("a")],
    ["unknown-alias", router("  timeout: 1\n"), { type: "remove-alias", alias: "a" } satisfies Edit],
    ["invalid-value", router("  timeout: 1\n"), set("a", "")],
    ["invalid-value", router("  timeout: 1\n"), set("a", "\ud800")],
    ["invalid-value", router("  timeout: 1\n"), setting("timeout", new Date(0))],
  ])("refuses with %s: %j", (reason, text, edit) => {
    expect(refusal(text, edit)).toMatchObject({ reason });
  });
});
