import { err, ok, type Result } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import { chainKeys, targetAt } from "../read-chains";
import type { SourceReading } from "../read-source";
import { type ChainKind, type ChainTarget, targetName } from "../schema";
import { type Cursor, isListAt, itemsAt, valueAt } from "../yaml-cursor";
import { assign } from "../yaml-value";
import {
  type Compiled,
  compileSetChain,
  entriesFor,
  homeOf,
  listsOf,
  manyKeys,
  readList,
  refuseLocked,
  twoCopies,
  whereOf,
} from "./compile-chain";
import type { Arranged, Operation } from "./operation";

/** What a model without a chain of its own falls back on now, and how that is called. */
type Served = { by: string; targets: ChainTarget[] } | null;

const targetsAt = (list: Cursor): ChainTarget[] => itemsAt(list).flatMap((item) => targetAt(item) ?? []);

const readEntry = (list: Cursor | null | undefined, source: string): Cursor | null => {
  const entries = list && isListAt(list) ? entriesFor(list, source) : null;
  return (source === "*" ? entries?.at(-1) : entries?.[0])?.list ?? null;
};

/** `default_fallbacks` is one more `*` at the end of the general list (LiteLLM 1.106 behaviour, docs/litellm-rules.md). */
function defaultOf(reading: SourceReading): Served {
  const written = readList(listsOf(reading, "default"))?.list;
  if (written && isListAt(written)) return { by: "default_fallbacks", targets: targetsAt(written) };
  const everybody = readEntry(readList(listsOf(reading, "general"))?.list, "*");
  return everybody && { by: `the chain of "*"`, targets: targetsAt(everybody) };
}

function servedBy(reading: SourceReading, kind: ChainKind, model: string): Served {
  if (kind === "general") return defaultOf(reading);
  const special = readList(listsOf(reading, kind))?.list;
  if (special) {
    const everybody = readEntry(special, "*");
    return everybody && { by: `"*" in ${chainKeys[kind]}`, targets: targetsAt(everybody) };
  }
  const own = readEntry(readList(listsOf(reading, "general"))?.list, model);
  return own ? { by: `its chain in ${chainKeys.general}`, targets: targetsAt(own) } : defaultOf(reading);
}

const isNamed = (targets: ChainTarget[], name: string): boolean =>
  targets.some((target) => targetName(target) === name);

const appended = (list: Cursor, target: string): Operation => ({
  do: "arrange",
  path: list.path,
  items: [...itemsAt(list).map((_, keep): Arranged => ({ keep })), { value: target }],
});

type Part = { existing?: Operation; added?: Record<string, ChainTarget[]>; warning?: string };

const shadowing = (model: string, { by }: { by: string }): string =>
  `"${model}" was served by ${by}; a chain of its own hides that, so the new one begins with its targets.`;

/** A model that a default serves keeps what it had: its new chain would hide the default. */
function newChain(reading: SourceReading, kind: ChainKind, model: string, target: string): Part {
  const served = servedBy(reading, kind, model);
  if (served && isNamed(served.targets, target)) return {};
  const before = (served?.targets ?? []).filter((one) => targetName(one) !== model);
  const added: Record<string, ChainTarget[]> = {};
  assign(added, model, [...before, target]);
  return served && before.length > 0 ? { added, warning: shadowing(model, served) } : { added };
}

function planModel(
  reading: SourceReading,
  { kind, model, target }: { kind: ChainKind; model: string; target: string },
  chains: Cursor | null,
): Result<Part, EditRefusal> {
  if (model === target) return ok({ warning: `"${model}" was left out: a model does not fall back on itself.` });
  const entries = chains ? entriesFor(chains, model) : [];
  if (chains && !entries) return manyKeys(chains, model);
  const entry = model === "*" ? entries?.at(-1) : entries?.[0];
  if (!entry) return ok(newChain(reading, kind, model, target));
  if (!isListAt(entry.list)) return err("unexpected-shape", `${whereOf(entry.list)} is not a list.`);
  if (isNamed(targetsAt(entry.list), target)) return ok({});
  return refuseLocked(entry.list, reading) ?? ok({ existing: appended(entry.list, target) });
}

const loneList = (kind: ChainKind): string =>
  `${chainKeys[kind]} is new. From now on models without an entry in it fall back on nothing after such a failure; until now their general chain was used.`;

/** Puts a last hop behind the chains of some models. For the default kind the models say nothing: there is one list. */
export function compileAppendTarget(
  reading: SourceReading,
  kind: ChainKind,
  models: string[],
  target: string,
): Compiled {
  const lists = listsOf(reading, kind);
  const { list, settings, section } = readList(lists) ?? homeOf(lists);
  if (list && valueAt(list) !== null && !isListAt(list))
    return err("unexpected-shape", `${whereOf(list)} is not a list.`);
  if (kind === "default") {
    const targets = list ? targetsAt(list) : [];
    return isNamed(targets, target)
      ? ok({ operations: [], warnings: [] })
      : compileSetChain(reading, kind, "*", [...targets, target]);
  }
  const parts: Part[] = [];
  for (const model of new Set(models)) {
    const part = planModel(reading, { kind, model, target }, list);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  const existing = parts.flatMap((part) => part.existing ?? []);
  const added = parts.flatMap((part) => (part.added ? [part.added] : []));
  const around = list ?? settings;
  const refusal = added.length > 0 && around ? refuseLocked(around, reading) : null;
  if (refusal) return refusal;
  const path = [section, chainKeys[kind]];
  const kept = list ? itemsAt(list).map((_, keep): Arranged => ({ keep })) : [];
  const items = [...kept, ...added.map((value): Arranged => ({ value }))];
  const isFirstList = kind !== "general" && added.length > 0 && !readList(lists);
  const warnings = [
    ...twoCopies(lists, kind),
    ...parts.flatMap(({ warning }) => warning ?? []),
    ...(isFirstList ? [loneList(kind)] : []),
  ];
  const operations: Operation[] = [
    ...(existing.length > 0 ? [{ do: "together" as const, path, operations: existing }] : []),
    ...(added.length > 0 ? [{ do: "arrange" as const, path, items }] : []),
  ];
  return ok({ operations, warnings });
}
