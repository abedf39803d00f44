import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "./apply-edit";
import { fingerprint } from "./fingerprint";
import { readConfig } from "./read-config";
import type { ChainEntry, Edit, YamlPath } from "./schema";
import { damage, damages, names, sourceOf, writtenConfigs } from "./testing";
import { cursorAtRoot, valueAt } from "./yaml-cursor";
import { parseYamlFile } from "./yaml-file";

const runs = { numRuns: 120, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true };
const fresh = "a-name-that-is-new";

const bare = ({ kind, source, targets }: ChainEntry) => ({ kind, source, targets });
const chainsOf = (text: string) => readConfig(sourceOf(text)).chains.map(bare);
const rootOf = (text: string) => valueAt(cursorAtRoot(parseYamlFile({ path: "config.yaml", text })));

function edited(text: string, edit: Edit): string {
  const result = applyEdit(sourceOf(text), edit);
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}\n${JSON.stringify(edit)}\n${text}`);
  return result.value.text;
}

const configWithGroup = writtenConfigs
  .filter(({ groups }) => groups.length > 0)
  .chain((config) => fc.record({ config: fc.constant(config), group: fc.constantFrom(...config.groups) }));

const configWithTarget = writtenConfigs
  .filter(({ chains }) => chains.some(({ targets }) => targets.length > 0))
  .chain((config) =>
    fc.record({
      config: fc.constant(config),
      from: fc.constantFrom(...config.chains.flatMap(({ targets }) => targets)),
    }),
  );

/** The lines that differ, without those that both texts begin and end with. */
const changedLines = (before: string, after: string): [number, number] => {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const count = old.filter((line, at) => line !== now[at]).length;
  return [old.length - now.length, count];
};

describe("bulk edits over generated files", { timeout: 120_000 }, () => {
  it("a rename changes every name and nothing else, and back leads to the very same bytes", () => {
    fc.assert(
      fc.property(configWithGroup, ({ config, group }) => {
        const text = edited(config.text, { type: "rename-model", from: group, to: fresh });
        const name = (old: string) => (old === group ? fresh : old);
        const reading = readConfig(sourceOf(text));
        expect(reading.deployments.map((entry) => entry.group)).toEqual(config.groups.map(name));
        expect(reading.chains.map(bare)).toEqual(
          chainsOf(config.text).map(({ kind, source, targets }) => ({
            kind,
            source: source === "*" ? source : name(source),
            targets: targets.map((target) => (typeof target === "string" ? name(target) : target)),
          })),
        );
        expect(changedLines(config.text, text)[0]).toBe(0);
        // Code points that this product escapes in another of YAML's ways come back equal, not as the same bytes.
        const isPlain = !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(group) || group === "tab\there";
        if (isPlain) expect(edited(text, { type: "rename-model", from: fresh, to: group })).toBe(config.text);
      }),
      runs,
    );
  });

  it("a rename to any name is read as that name, or refused because it is taken", () => {
    fc.assert(
      fc.property(configWithGroup, names, ({ config, group }, to) => {
        const result = applyEdit(sourceOf(config.text), { type: "rename-model", from: group, to });
        if (!result.ok) {
          expect(result.reason).toBe("invalid-value");
          expect(to === "*" || config.groups.includes(to)).toBe(true);
          return;
        }
        const { deployments } = readConfig(sourceOf(result.value.text));
        expect(deployments.map((entry) => entry.group)).toEqual(config.groups.map((old) => (old === group ? to : old)));
      }),
      runs,
    );
  });

  it("a replaced target stands in no chain any more, and every chain keeps the order that the gateway reads", () => {
    fc.assert(
      fc.property(configWithTarget, fc.oneof(names, fc.constant(null), fc.constant(fresh)), ({ config, from }, to) => {
        fc.pre(from !== to);
        const text = edited(config.text, { type: "replace-target", from, to });
        const expected = config.chains.flatMap(({ kind, source, targets }) => {
          if (!targets.includes(from)) return [{ kind, source, targets }];
          const left = targets.flatMap((target) =>
            target !== from ? [target] : to === null || to === source ? [] : [to],
          );
          const once = left.filter((target, at) => target !== to || left.indexOf(target) === at);
          return once.length > 0 ? [{ kind, source, targets: once }] : [];
        });
        expect(chainsOf(text)).toEqual(expected);
        const isOwn = config.chains.some(({ source, targets }) => source === from && targets.includes(from));
        if (to === fresh && !isOwn) {
          const back = edited(text, { type: "replace-target", from: fresh, to: from });
          expect(chainsOf(back)).toEqual(chainsOf(config.text));
          expect(changedLines(config.text, text)[0]).toBe(0);
        }
        if (!config.chains.some(({ targets }) => targets.includes(from) && targets.length === 1))
          expect(text.endsWith("\n")).toBe(config.text.endsWith("\n"));
      }),
      runs,
    );
  });

  it("an appended target ends or is in every selected chain, other chains stay, and a second time changes nothing", () => {
    const selected = fc.uniqueArray(names, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(writtenConfigs, selected, fc.boolean(), ({ text, chains }, more, withOwn) => {
        const own = withOwn ? chains.filter(({ kind }) => kind === "general").map(({ source }) => source) : [];
        const models = [...new Set([...own, ...more])].filter((model) => model !== "*");
        fc.pre(models.length > 0);
        const edit: Edit = { type: "append-target", kind: "general", models, target: fresh };
        const after = edited(text, edit);
        const now = chainsOf(after).filter(({ kind }) => kind === "general");
        const everybody = chains.findLast(({ kind, source }) => kind === "general" && source === "*")?.targets ?? [];
        for (const model of models) {
          const before = chains.find(({ kind, source }) => kind === "general" && source === model)?.targets;
          const rest = before ?? everybody.filter((target) => target !== model);
          expect(now.find(({ source }) => source === model)?.targets).toEqual([...rest, fresh]);
        }
        const others = (list: ReturnType<typeof chainsOf>) =>
          list.filter(({ kind, source }) => kind !== "general" || !models.includes(source));
        expect(others(chainsOf(after))).toEqual(others(chainsOf(text)));
        expect(edited(after, edit)).toBe(after);
      }),
      runs,
    );
  });

  it("an edit by path changes what stands there and nothing else, and is refused for any other value", () => {
    const values = fc.oneof(names, fc.integer(), fc.boolean(), fc.constant(null), fc.array(names, { maxLength: 3 }));
    fc.assert(
      fc.property(
        writtenConfigs,
        fc.nat(),
        values,
        fc.constantFrom("set-node", "remove-node"),
        ({ text }, pick, value, type) => {
          const paths = listPaths(rootOf(text), []);
          const path = paths[pick % paths.length];
          fc.pre(path !== undefined);
          const present = at(rootOf(text), path);
          const stale = applyEdit(sourceOf(text), { type, path, was: fingerprint({ present }), value });
          expect(stale.ok ? "done" : stale.reason).toBe("changed-meanwhile");
          const result = applyEdit(sourceOf(text), { type, path, was: fingerprint(present), value });
          if (!result.ok) return expect(result.reason).toBe("unexpected-shape");
          const now = rootOf(result.value.text);
          expect(now).toEqual(changed(rootOf(text), path, type === "set-node" ? value : undefined));
        },
      ),
      runs,
    );
  });

  it("no bulk edit throws or leaves a file that cannot be read, whatever was cut out of or put into it", () => {
    fc.assert(
      fc.property(configWithTarget, names, damages, ({ config, from }, to, cuts) => {
        const text = damage(config.text, cuts);
        const [group = from] = config.groups;
        const before = readConfig(sourceOf(text));
        const path = ["router_settings"];
        const edits: Edit[] = [
          { type: "rename-model", from: group, to },
          { type: "replace-target", from, to },
          { type: "replace-target", from, to: null },
          { type: "append-target", kind: "general", models: [group, from], target: to },
          { type: "append-target", kind: "context_window", models: [group], target: to },
          { type: "move-setting", key: "num_retries", from: "router_settings", to: "general_settings" },
          { type: "rename-key", path, was: fingerprint(at(rootOf(text), path)), to },
        ];
        for (const edit of edits) {
          const result = applyEdit(sourceOf(text), edit);
          if (result.ok) expect(readConfig(sourceOf(result.value.text)).usable).toBe(before.usable);
        }
      }),
      runs,
    );
  });
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function listPaths(value: unknown, path: YamlPath): YamlPath[] {
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return [...(path.length > 0 ? [path] : []), ...steps.flatMap(([step, child]) => listPaths(child, [...path, step]))];
}

function at(value: unknown, [step, ...rest]: YamlPath): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") return Array.isArray(value) ? at(value[step], rest) : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? at(value[step], rest) : undefined;
}

/** A copy with another value at the path, or without what stands there. */
function changed(value: unknown, [step, ...rest]: YamlPath, to: unknown): unknown {
  const isLast = rest.length === 0;
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      index !== step ? [item] : isLast ? (to === undefined ? [] : [to]) : [changed(item, rest, to)],
    );
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([key, child]): [string, unknown][] =>
    key !== step ? [[key, child]] : isLast ? (to === undefined ? [] : [[key, to]]) : [[key, changed(child, rest, to)]],
  );
  return Object.fromEntries(entries);
}
