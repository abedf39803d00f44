import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits } from "./apply-edit";
import { maskYaml } from "./mask-yaml";
import { readConfig } from "./read-config";
import type { ChainEntry, Edit } from "./schema";
import { damage, damages, names, sourceOf, writtenConfigs } from "./testing";
import type { WrittenChain } from "./testing-writer";

const runs = { numRuns: 300, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true };

const bare = ({ kind, source, targets, section, effective }: ChainEntry) => ({
  kind,
  source,
  targets,
  section,
  effective,
});
const chainsOf = (text: string) => readConfig(sourceOf(text)).chains.map(bare);
const setChain = ({ kind, source }: WrittenChain, targets: string[]): Edit => ({
  type: "set-chain",
  kind,
  model: source,
  targets,
});

/** The new text, or a failure that shows why it was refused and for what text. */
function edited(text: string, edit: Edit): string {
  const result = applyEdit(sourceOf(text), edit);
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}\n${JSON.stringify(edit)}\n${text}`);
  return result.value.text;
}

const configWithChain = writtenConfigs
  .filter(({ chains }) => chains.length > 0)
  .chain((config) =>
    fc.record({
      config: fc.constant(config),
      chain: fc.constantFrom(...config.chains),
      wanted: fc.uniqueArray(names, { maxLength: 5 }),
      pick: fc.nat(),
    }),
  );

describe("splicing over generated files", { timeout: 120_000 }, () => {
  it("reads every chain and group as it was meant", () => {
    fc.assert(
      fc.property(writtenConfigs, ({ text, chains, groups }) => {
        const reading = readConfig(sourceOf(text));
        expect(reading.problems).toEqual([]);
        expect(reading.deployments.map(({ group }) => group)).toEqual(groups);
        expect(reading.chains.map(({ kind, source, targets }) => ({ kind, source, targets }))).toEqual(
          chains.map(({ kind, source, targets }) => ({ kind, source, targets })),
        );
      }),
      runs,
    );
  });

  it("changes nothing without an edit, or when a chain is set to what it is", () => {
    fc.assert(
      fc.property(writtenConfigs, ({ text, chains }) => {
        const same = applyEdits(
          sourceOf(text),
          chains.map((chain) => setChain(chain, chain.targets)),
        );
        expect(same).toEqual({ ok: true, value: { text, warnings: [] } });
      }),
      runs,
    );
  });

  it("changes no byte outside the chain that is set, and nothing else that is read", () => {
    fc.assert(
      fc.property(configWithChain, ({ config, chain, wanted }) => {
        const text = edited(config.text, setChain(chain, wanted));
        const tail = config.text.slice(chain.end);
        expect(text.startsWith(config.text.slice(0, chain.start))).toBe(true);
        expect(text.endsWith(tail)).toBe(true);
        const expected = chainsOf(config.text).map((one) =>
          one.kind === chain.kind && one.source === chain.source ? { ...one, targets: wanted } : one,
        );
        expect(chainsOf(text)).toEqual(expected);
        expect(text.replaceAll("\r\n", "").includes("\r")).toBe(false);
        if (config.text.includes("\r\n")) expect(/[^\r]\n/.test(text)).toBe(false);
        expect(text.endsWith("\n")).toBe(config.text.endsWith("\n"));
      }),
      runs,
    );
  });

  it("undoes an added target and a new order to the very same bytes", () => {
    fc.assert(
      fc.property(configWithChain, fc.infiniteStream(fc.nat()), ({ config, chain, wanted }, keys) => {
        fc.pre(chain.targets.length > 0);
        const added = wanted.filter((name) => !chain.targets.includes(name));
        const mixed = [...chain.targets]
          .map((name) => ({ name, key: keys.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ name }) => name);
        expect(edited(edited(config.text, setChain(chain, mixed)), setChain(chain, chain.targets))).toBe(config.text);
        const at = (keys.next().value ?? 0) % (chain.targets.length + 1);
        const more = [...chain.targets.slice(0, at), ...added, ...chain.targets.slice(at)];
        expect(edited(edited(config.text, setChain(chain, more)), setChain(chain, chain.targets))).toBe(config.text);
      }),
      runs,
    );
  });

  it("adds a chain and removes it again to the very same bytes", () => {
    fc.assert(
      fc.property(configWithChain, names, ({ config, chain, wanted }, model) => {
        fc.pre(model !== "*" && !config.chains.some((one) => one.source === model));
        const text = edited(config.text, { type: "set-chain", kind: chain.kind, model, targets: wanted });
        expect(chainsOf(text).filter((one) => one.source === model)).toMatchObject([
          { kind: chain.kind, targets: wanted, effective: true },
        ]);
        expect(chainsOf(text).filter((one) => one.source !== model)).toEqual(chainsOf(config.text));
        expect(edited(text, { type: "remove-chain", kind: chain.kind, model })).toBe(config.text);
      }),
      runs,
    );
  });

  it("removes every chain one by one and leaves a document that reads the same but for them", () => {
    fc.assert(
      fc.property(writtenConfigs, ({ text, chains }) => {
        let left = text;
        for (const { kind, source } of chains) left = edited(left, { type: "remove-chain", kind, model: source });
        const reading = readConfig(sourceOf(left));
        expect(reading.chains).toEqual([]);
        expect(reading.problems).toEqual([]);
        expect(reading.deployments.map(({ params }) => params)).toEqual(
          readConfig(sourceOf(text)).deployments.map(({ params }) => params),
        );
      }),
      runs,
    );
  });

  it("hides every planted secret and keeps the number of lines", () => {
    fc.assert(
      fc.property(writtenConfigs, fc.boolean(), ({ text, secrets }, isBroken) => {
        const masked = maskYaml(isBroken ? `${text}\n  - [` : text);
        for (const secret of secrets) expect(masked.includes(secret)).toBe(false);
        expect(masked.split("\n").length).toBe((isBroken ? `${text}\n  - [` : text).split("\n").length);
      }),
      runs,
    );
  });

  it("adds a deployment and an alias and takes them away to the very same bytes", () => {
    fc.assert(
      fc.property(writtenConfigs, names, names, ({ text, groups }, group, model) => {
        fc.pre(groups.length > 0);
        const deployment = { group, params: { model, rpm: 5, tags: [model] }, info: { id: "added" } };
        const added = edited(text, { type: "add-deployment", deployment });
        const last = readConfig(sourceOf(added)).deployments.at(-1);
        expect(last).toMatchObject({ group, params: deployment.params, info: deployment.info });
        expect(edited(added, { type: "remove-deployment", identity: "added" })).toBe(text);
        const aliased = edited(text, { type: "set-alias", alias: group, target: model, hidden: false });
        expect(readConfig(sourceOf(aliased)).aliases).toMatchObject([{ name: group, target: model }]);
        expect(readConfig(sourceOf(edited(aliased, { type: "remove-alias", alias: group }))).aliases).toEqual([]);
      }),
      runs,
    );
  });

  it("never throws, whatever was cut out of or put into a file", () => {
    fc.assert(
      fc.property(configWithChain, damages, ({ config, chain, wanted }, cuts) => {
        const text = damage(config.text, cuts);
        const before = readConfig(sourceOf(text));
        expect(maskYaml(text).split("\n").length).toBe(text.split("\n").length);
        const result = applyEdit(sourceOf(text), setChain(chain, wanted));
        if (!result.ok) return;
        const after = readConfig(sourceOf(result.value.text));
        expect(after.deployments.map(({ params }) => params)).toEqual(before.deployments.map(({ params }) => params));
        const read = after.chains.find(
          (one) => one.kind === chain.kind && one.source === chain.source && one.effective,
        );
        expect(read?.targets).toEqual(wanted);
      }),
      runs,
    );
  });
});
