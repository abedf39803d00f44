import { describe, expect, it } from "vitest";
import { listIncludes } from "./list-includes";
import { readConfig } from "./read-config";
import { sourceOf } from "./testing";

const read = (text: string) => readConfig(sourceOf(text));
const faults = (text: string) => read(text).problems.map(({ rule, place }) => `${rule} ${place.line}:${place.column}`);

describe("readConfig", () => {
  it.each([
    ["an empty file", "", "not-a-map 1:1"],
    ["comments only", "# x\n", "not-a-map 1:1"],
    ["a list at the root", "- a\n", "not-a-map 1:1"],
    ["two documents", "a: 1\n---\nb: 2\n", "multiple-documents 2:1"],
    ["binary rubbish", "\u0000\u0001\ufffd{[", "yaml-syntax 1:1"],
    ["a lone surrogate", "a: \ud800\n", "yaml-syntax 1:4"],
    ["a tab between values", "a:\tb\n", "yaml-syntax 1:3"],
    ["deep brackets", "[".repeat(20_000), "too-deep 1:201"],
    ["deep dashes", "- ".repeat(20_000), "too-deep 1:401"],
    ["an anchor around its own alias", "a: &a [*a]\n", "alias-bomb 1:8"],
    ["an unknown alias", "a: *x\n", "yaml-syntax 1:4"],
    ["a key that is a list", "? [a]\n: b\n", "yaml-syntax 1:3"],
    ["an unknown tag", "a: !foo bar\n", "yaml-syntax 1:9"],
    ["an unknown tag of a map", "a: !!python/object:x.Y {}\n", "yaml-syntax 1:24"],
    ["a tag of maps on a list", "a: !!map [b]\n", "yaml-syntax 1:10"],
    ["a date that is none", "a: 2024-02-30\n", "yaml-syntax 1:4"],
    ["a time that is none", "a: 2024-02-28 24:00:00\n", "yaml-syntax 1:4"],
    ["an anchor that stands twice", "a: &x 1\nb: &x 2\n", "yaml-syntax 2:7"],
    ["an anchor that stands twice, once at a key", "a: &x 1\n&x b: 2\n", "yaml-syntax 2:4"],
  ])("names what is wrong with %s and stays unusable", (_, text, fault) => {
    expect(faults(text)[0]).toBe(fault);
    expect(read(text)).toMatchObject({ usable: false, deployments: [], chains: [], settings: [] });
  });

  it("quotes nothing of a value that YAML takes for an alias, an anchor or a tag", () => {
    for (const value of [
      "*hunter2secret",
      "!hunter2secret",
      "!!hunter2secret x",
      "&hunter2secret x\n  b: &hunter2secret y",
    ]) {
      const { problems, usable } = read(`general_settings:\n  master_key: ${value}\n`);
      expect(usable).toBe(false);
      expect(JSON.stringify(problems)).not.toContain("hunter2secret");
    }
  });

  it("refuses a bomb at once, without expanding it", () => {
    const letters = "abcdefghij".split("");
    const lines = letters.map(
      (name, at) =>
        `${name}: &${name} [${Array(9)
          .fill(at === 0 ? "x" : `*${letters[at - 1]}`)
          .join(",")}]`,
    );
    expect(faults(lines.join("\n"))).toEqual(["alias-bomb 6:7"]);
    expect(faults(lines.slice(0, 4).join("\n"))).toEqual([]);
  });

  it("places a duplicate key and reads the last one", () => {
    const reading = read("router_settings:\n  timeout: 1\n  timeout: 2\n");
    expect(reading.problems).toMatchObject([
      { rule: "duplicate-key", severity: "error", place: { line: 3, column: 3 } },
    ]);
    expect(reading.settings).toMatchObject([{ key: "timeout", value: 2 }]);
  });

  it("reads values as the gateway's parser does", () => {
    const values = "a: yes\nb: y\nc: 012\nd: 1:30\ne: 1e3\nf: ~\ng: 0o17\nh: 1_000\ni: 'no'\nj: -.inf\nk: !!str 5\n";
    const section = `general_settings:\n${values.replaceAll(/^/gm, "  ").trimEnd()}\n`;
    const read1 = Object.fromEntries(read(section).settings.map(({ key, value }) => [key, value]));
    expect(read1).toEqual({
      a: true,
      b: "y",
      c: 10,
      d: 90,
      e: "1e3",
      f: null,
      g: "0o17",
      h: 1000,
      i: "no",
      j: Number.NEGATIVE_INFINITY,
      k: "5",
    });
  });

  it("keeps a key named __proto__ as a key", () => {
    const [setting] = read("general_settings:\n  x: {__proto__: {polluted: true}}\n").settings;
    expect(Object.keys(setting?.value ?? {})).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });

  it("marks the copy of a chain that is read", () => {
    const both =
      "litellm_settings:\n  fallbacks: [{a: [x]}, {b: [x]}]\nrouter_settings:\n  fallbacks: [{a: [y]}, {a: [z]}]\n";
    expect(read(both).chains.map(({ source, targets, effective }) => [source, targets, effective])).toEqual([
      ["a", ["y"], true],
      ["a", ["z"], false],
      ["a", ["x"], false],
      ["b", ["x"], false],
    ]);
    const hollow = "litellm_settings:\n  fallbacks: [{a: [x]}]\nrouter_settings:\n  fallbacks: []\n";
    expect(read(hollow).chains).toMatchObject([{ source: "a", section: "litellm_settings", effective: true }]);
    const stars = 'router_settings:\n  fallbacks: [{"*": [x]}, {"*": [y]}]\n  default_fallbacks: [z]\n';
    expect(read(stars).chains.map(({ kind, effective }) => [kind, effective])).toEqual([
      ["general", false],
      ["general", true],
      ["default", true],
    ]);
  });

  it("skips malformed chains and reads the rest", () => {
    const text =
      "router_settings:\n  fallbacks:\n    - a: b\n    - c: [d, 12, {temperature: 1}, {model: e}]\n    - {f: [g], h: [i]}\n    - yes: [k]\n    - text\n  context_window_fallbacks: {a: [b]}\n";
    const reading = read(text);
    expect(reading.chains.map(({ source, targets }) => [source, targets])).toEqual([["c", ["d", { model: "e" }]]]);
    expect(reading.problems.map(({ rule, place }) => `${rule} ${place.line}`)).toEqual([
      "chain-shape 3",
      "chain-shape 4",
      "chain-shape 4",
      "chain-shape 5",
      "chain-shape 6",
      "chain-shape 7",
      "chain-shape 8",
    ]);
  });

  it("reads aliases in every shape and names the broken ones", () => {
    const reading = read(
      "router_settings:\n  model_group_alias:\n    a: b\n    h: {model: b, hidden: true}\n    l: [b]\n    m: {model: b}\n",
    );
    expect(reading.aliases.map(({ name, target, hidden }) => [name, target, hidden])).toEqual([
      ["a", "b", false],
      ["h", "b", true],
      ["l", null, false],
      ["m", "b", false],
    ]);
    expect(reading.problems.map(({ place }) => place.line)).toEqual([5, 6]);
  });

  it("gives deployments identities that survive a reorder and edits elsewhere", () => {
    const one = "  - model_name: a\n    litellm_params: {model: ollama/a, api_base: 'http://h:1'}\n";
    const two = "  - model_name: a\n    litellm_params: {model: ollama/b}\n    model_info: {id: own}\n";
    const ids = (...parts: string[]) =>
      read(`model_list:\n${parts.join("")}`).deployments.map(({ identity }) => identity);
    expect(ids(one, two)).toEqual(["a|ollama/a|h:1", "own"]);
    expect(ids(two, one, one)).toEqual(["own", "a|ollama/a|h:1", "a|ollama/a|h:1#2"]);
    expect(ids(one.replace("{model", "{rpm: 3, api_key: os.environ/K, model"))).toEqual(["a|ollama/a|h:1"]);
    expect(read(`model_list:\n${one}${two}`).deployments.map(({ lines }) => lines)).toEqual([
      [2, 3],
      [4, 6],
    ]);
  });

  it("joins included files by the gateway's rule and locks what they hold", () => {
    const main = {
      path: "main.yaml",
      text: "include: [a.yaml, gone.yaml]\nmodel_list:\n  - {model_name: m, litellm_params: {model: ollama/m}}\nrouter_settings:\n  fallbacks: [{m: [n]}]\n",
    };
    const included = [
      {
        path: "a.yaml",
        text: "model_list:\n  - {model_name: n, litellm_params: {model: ollama/n}}\nrouter_settings:\n  fallbacks: [{n: [m]}]\n",
      },
    ];
    const reading = readConfig({ main, included, missing: ["gone.yaml"] });
    expect(reading.deployments.map(({ group, place }) => [group, place.file])).toEqual([
      ["m", "main.yaml"],
      ["n", "a.yaml"],
    ]);
    expect(
      reading.chains.map(({ source, effective, locked }) => [source, effective, locked?.includes("a.yaml") ?? false]),
    ).toEqual([
      ["m", false, false],
      ["n", true, true],
    ]);
    expect(reading.problems).toMatchObject([{ rule: "missing-include", place: { file: "main.yaml", line: 1 } }]);
    expect(reading.includes).toEqual(["a.yaml", "gone.yaml"]);
    expect(listIncludes(main.text)).toEqual(["a.yaml", "gone.yaml"]);
    expect(listIncludes("include: [")).toEqual([]);
  });

  it("says which chains share a node with another place", () => {
    const reading = read("x: &l [b]\nrouter_settings:\n  fallbacks:\n    - a: *l\n    - c: &own [d]\n");
    expect(reading.chains.map(({ locked }) => locked)).toEqual([expect.stringContaining("&l at line 1"), null]);
  });

  it("finds a header of a generator, and none in an ordinary comment", () => {
    expect(read("# Generated by tool 3. Do not edit.\na: 1\n").generatedBy).toBe("Generated by tool 3. Do not edit.");
    expect(read("# our gateway\na: 1\n").generatedBy).toBeNull();
  });

  it("reads five thousand lines well within a quarter of a second, once warm", () => {
    const entry = (at: number) =>
      `  - model_name: m${at}\n    litellm_params:\n      model: ollama/m${at}\n      api_base: http://127.0.0.1:11434\n      api_key: os.environ/K\n`;
    const text = `model_list:\n${Array.from({ length: 1000 }, (_, at) => entry(at)).join("")}`;
    const times = [1, 2, 3].map(() => {
      const from = performance.now();
      expect(read(text).deployments).toHaveLength(1000);
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});
