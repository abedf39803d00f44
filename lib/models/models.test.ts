import { describe, expect, it } from "vitest";
import { graphOf, readText, textOf } from "@/lib/routing/testing";
import { describeChanges } from "./describe-changes";
import { toChainViews, toModelViews } from "./views";

const rest =
  "router_settings:\n  model_group_alias: {x: B}\n  fallbacks: [{A: [x, C]}, {A: [B]}]\n  default_fallbacks: [C]\n";

describe("views of the registry", () => {
  it("count the uses of a model through aliases, and leave out lists that are not read", () => {
    const models = toModelViews(graphOf(["A", "B", "C"], rest));
    expect(models.map(({ name }) => name)).toEqual(["A", "B", "C"]);
    expect(models[1]?.usedBy).toEqual({ chains: [{ kind: "general", source: "A", position: 1 }], aliases: ["x"] });
    expect(models[2]?.usedBy.chains).toEqual([
      { kind: "general", source: "A", position: 2 },
      { kind: "default", source: "*", position: 1 },
    ]);
  });

  it("say of each chain whether it is read", () => {
    expect(toChainViews(graphOf(["A", "B", "C"], rest)).map(({ source, effective }) => [source, effective])).toEqual([
      ["A", true],
      ["A", false],
      ["*", true],
    ]);
  });
});

const change = (before: string, after: string): string[] => describeChanges(readText(before), readText(after));

const chains = (list: string): string => textOf(["A", "B", "C", "D"], `router_settings: {fallbacks: ${list}}\n`);

describe("the list of changes", () => {
  const cases: [before: string, after: string, expected: string[]][] = [
    ["[{A: [B, C]}]", "[{A: [B, C]}]", []],
    ["[{A: [B, C]}]", "[{A: [B, C, D]}]", ["`A`: added `D` as hop 3"]],
    ["[{A: [B, C]}]", "[{A: [C]}]", ["`A`: removed `B`"]],
    ["[{A: [B, C, D]}]", "[{A: [D, B, C]}]", ["`A`: moved `D` from hop 3 to hop 1"]],
    ["[]", "[{A: [B]}]", ["`A`: new chain `B`"]],
    ["[{A: [B]}]", "[]", ["`A`: chain removed (it was `B`)"]],
    ["[{A: [B]}, {C: [D]}]", "[{C: [D]}, {A: [B]}]", []],
  ];
  it.each(cases)("from %s to %s", (before, after, expected) => {
    expect(change(chains(before), chains(after))).toEqual(expected);
  });

  const entry = (name: string, params: string, info = "{}") =>
    `  - {model_name: ${name}, litellm_params: {${params}}, model_info: ${info}}\n`;
  const one = `model_list:\n${entry("A", "model: x/a, api_base: 'http://h:1', api_key: sk-oldsecretoldsecret")}`;

  it("names added and removed deployments, and changed fields, also when the derived identity changes", () => {
    expect(change(one, `${one}${entry("B", "model: x/b")}`)).toEqual(["`B`: deployment `x/b` added"]);
    expect(change(one, one.replace("h:1", "h:2"))).toEqual([
      "`A`: deployment `x/a`: api_base from http://h:1 to http://h:2",
    ]);
    expect(change(`${one}${entry("B", "model: x/b")}`, one)).toEqual(["`B`: deployment `x/b` removed"]);
  });

  it("says that a secret changed, and shows neither", () => {
    const lines = change(one, one.replace("sk-oldsecretoldsecret", "sk-newsecretnewsecret"));
    expect(lines).toEqual(["`A`: deployment `x/a`: api_key changed"]);
    const moved = change(one, one.replace("model: x/a", "model: x/a, note: sk-oldsecretoldsecret"));
    expect(moved.join()).not.toContain("oldsecret");
    const address = change(one, one.replace("http://h:1", "http://me:pass1word@h:1"));
    expect(address.join()).not.toContain("pass1word");
  });

  it("names aliases and settings", () => {
    const lines = change(
      "model_list: []\nrouter_settings: {num_retries: 1, model_group_alias: {a: b}}\n",
      "model_list: []\nrouter_settings: {num_retries: 2, timeout: 9, model_group_alias: {a: c, d: {model: e, hidden: true}}}\n",
    );
    expect(lines).toEqual([
      "alias `a` from `b` to `c`",
      "alias `d` added for `e` (hidden)",
      "settings: router_settings.num_retries from 1 to 2",
      "settings: router_settings.timeout set to 9",
    ]);
  });
});
