import fc from "fast-check";
import { expect, it } from "vitest";
import { toRoutingGraph } from "../graph";
import { type Finding, findingKey } from "../schema";
import { groupsOf, planOf, readText, textOf } from "../testing";
import { check, fixed } from "./testing-rules";

const seed = Number(process.env.SIGNALBOX_SEED ?? 20261124);
const numRuns = Number(process.env.SIGNALBOX_RUNS ?? 120);

const models = ["llama3.1:8b", "gpt-4o", "qwen coder", "openai/o3", "k: v"];
const near = ["llama3.1-8b", "gpt4o", "qwen-coder", "o3", "nobody", "openai", "id-1", "fast", "slow"];
const quoted = (name: string) => JSON.stringify(name);

const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...models) }, fc.constantFrom(...near));
const target = fc.oneof(
  { weight: 8, arbitrary: name.map(quoted) },
  name.map((model) => `{model: ${quoted(model)}}`),
  name.map((model) => `{model: ${quoted(model)}, api_key: sk-hidden}`),
  name.map((model) => `[${quoted(model)}]`),
);
const list = fc.array(target, { maxLength: 4 }).map((targets) => `[${targets.join(", ")}]`);
const source = fc.oneof({ weight: 5, arbitrary: name }, fc.constantFrom("*", "default", "openai/*"));
const chain = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(source, list).map(([key, targets]) => `{${quoted(key)}: ${targets}}`) },
  fc.tuple(source, name).map(([key, text]) => `{${quoted(key)}: ${quoted(text)}}`),
  fc
    .tuple(source, list, source, list)
    .filter(([one, , other]) => one !== other)
    .map(([one, first, other, second]) => `{${quoted(one)}: ${first}, ${quoted(other)}: ${second}}`),
);
const chains = fc.array(chain, { maxLength: 5 });

const aliasValue = fc.oneof(
  name.map(quoted),
  fc.array(name.map(quoted), { maxLength: 3 }).map((names) => `[${names.join(", ")}]`),
  name.map((model) => `{model: ${quoted(model)}}`),
  name.map((model) => `{model: ${quoted(model)}, hidden: true}`),
);
const aliases = fc.dictionary(fc.constantFrom("fast", "slow", "gpt-4o"), aliasValue, {
  maxKeys: 3,
  noNullPrototype: true,
});

const inBlock = (key: string, chains: readonly string[]): string =>
  chains.length === 0 ? `  ${key}: []\n` : `  ${key}:\n${chains.map((one) => `    - ${one} # why\n`).join("")}`;

const configs = fc
  .record({
    general: chains,
    context: chains,
    defaults: fc.option(list),
    aliases,
    depth: fc.constantFrom(null, 0, 1, 2),
  })
  .map(({ general, context, defaults, aliases, depth }) => {
    const map = Object.entries(aliases).map(([alias, value]) => `    ${quoted(alias)}: ${value}\n`);
    return textOf(
      models,
      `router_settings:
${depth === null ? "" : `  max_fallbacks: ${depth}\n`}${inBlock("fallbacks", general)}${inBlock("context_window_fallbacks", context)}${
  defaults === null ? "" : `  default_fallbacks: ${defaults}\n`
}${map.length > 0 ? `  model_group_alias:\n${map.join("")}` : ""}`,
    );
  });

const errorsOf = (findings: readonly Finding[]) =>
  new Set(
    findings
      .filter(({ severity }) => severity === "error")
      .map(({ rule, subject, message }) => `${rule}: ${subject ?? message}`),
  );

const countOf = (findings: readonly Finding[], key: string) =>
  findings.filter((finding) => findingKey(finding) === key).length;

const plansOf = (text: string): string[] =>
  models.map((model) => groupsOf(planOf(toRoutingGraph(readText(text)), model)));

it("a fix takes its finding away, adds no error and tells no secret", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(configs, (text) => {
      const before = check(text);
      expect(JSON.stringify(before)).not.toContain("sk-hidden");
      for (const finding of before.filter(({ fix }) => fix)) {
        const after = check(fixed(text, finding));
        const key = findingKey(finding);
        seen.set(finding.rule, (seen.get(finding.rule) ?? 0) + 1);
        expect(countOf(after, key), `${finding.rule}: ${finding.message}`).toBeLessThan(countOf(before, key));
        expect(
          [...errorsOf(after)].filter((error) => !errorsOf(before).has(error)),
          finding.fix?.title,
        ).toEqual([]);
      }
    }),
    { seed, numRuns },
  );
  const rules = ["unknown-target", "unknown-key", "self-reference", "unreachable-hop", "duplicate-chain", "dead-chain"];
  for (const rule of [...rules, "empty-chain", "alias-without-chain", "alias-shape", "chain-shape"])
    expect(seen.get(rule) ?? 0, rule).toBeGreaterThan(2);
}, 120_000);

it("a fix that takes away what is not read changes no plan", () => {
  fc.assert(
    fc.property(configs, (text) => {
      const plans = plansOf(text);
      const silent = check(text).filter(({ rule, fix }) => rule === "duplicate-chain" && fix);
      for (const finding of silent) expect(plansOf(fixed(text, finding)), finding.message).toEqual(plans);
    }),
    { seed, numRuns },
  );
}, 120_000);
