import type { ConfigProblem } from "./problem";
import { lockOf, type SourceReading } from "./read-source";
import { type ChainEntry, ChainKind, type ChainTarget, type Place, type SettingsSection } from "./schema";
import { allFieldsAt, type Cursor, fieldAt, isListAt, isMapAt, itemsAt, placeOf, valueAt } from "./yaml-cursor";

export const chainKeys: Record<ChainKind, string> = {
  general: "fallbacks",
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
  default: "default_fallbacks",
};

export const settingsSections: SettingsSection[] = ["router_settings", "litellm_settings"];

type Found = { chains: ChainEntry[]; problems: ConfigProblem[] };
type Context = { reading: SourceReading; kind: ChainKind; section: SettingsSection; found: Found };

/** As Python sees it: an empty list, map or text, zero, false and nothing are all passed over. */
export const isTruthy = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === "object" && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);

const isTargetMap = (value: unknown): value is { model: string; [key: string]: unknown } =>
  typeof value === "object" && value !== null && "model" in value && typeof value.model === "string";

function complain(context: Context, cursor: Cursor, message: string): void {
  context.found.problems.push({ rule: "chain-shape", severity: "error", message, place: placeOf(cursor) });
}

const inWords = (value: unknown): string =>
  value === null
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "a map"
        : `${JSON.stringify(value) ?? "?"}`;

export function targetAt(cursor: Cursor): ChainTarget | null {
  const value = valueAt(cursor);
  if (typeof value === "string" && !isMapAt(cursor)) return value;
  return isTargetMap(value) ? value : null;
}

function readTargets(context: Context, list: Cursor): { targets: ChainTarget[]; targetPlaces: Place[] } {
  const targets: ChainTarget[] = [];
  const targetPlaces: Place[] = [];
  for (const item of itemsAt(list)) {
    const target = targetAt(item);
    if (target === null) {
      const value = valueAt(item);
      const advice = typeof value === "boolean" || typeof value === "number" ? " If it is a name, quote it." : "";
      complain(
        context,
        item,
        `A fallback target must be a model name or a map with \`model\`; here it is ${inWords(value)}.${advice}`,
      );
    } else {
      targets.push(target);
      targetPlaces.push(placeOf(item));
    }
  }
  return { targets, targetPlaces };
}

function add(context: Context, source: string, at: Cursor, list: Cursor): void {
  if (!isListAt(list)) {
    const value = valueAt(list);
    const misread = typeof value === "string" ? "; the gateway reads a text letter by letter" : "";
    complain(context, list, `The fallbacks of "${source}" must be a list; here they are ${inWords(value)}${misread}.`);
    return;
  }
  const { kind, section, reading } = context;
  const locked = lockOf(list, reading.main);
  context.found.chains.push({
    kind,
    source,
    ...readTargets(context, list),
    section,
    place: placeOf(at),
    effective: false,
    locked,
  });
}

function readEntry(context: Context, entry: Cursor): void {
  const fields = allFieldsAt(entry);
  const [field] = fields;
  if (!isMapAt(entry) || !field || fields.length !== 1) {
    const count = isMapAt(entry) ? `a map with ${fields.length} keys` : inWords(valueAt(entry));
    complain(
      context,
      entry,
      `Each entry of ${chainKeys[context.kind]} must be a map with exactly one model; here it is ${count}.`,
    );
  } else if (!field.keyIsText) {
    complain(context, field.value, `The name ${field.key} is not read as text; quote it.`);
  } else {
    add(
      context,
      field.key,
      field.keyNode ? { ...field.value, offset: field.keyNode.range?.[0] ?? entry.offset } : entry,
      field.value,
    );
  }
}

function readList(context: Context, list: Cursor): void {
  const value = valueAt(list);
  if (value === null) return;
  const name = chainKeys[context.kind];
  if (!isListAt(list)) complain(context, list, `${name} must be a list; here it is ${inWords(value)}.`);
  else if (context.kind === "default") add(context, "*", list, list);
  else for (const entry of itemsAt(list)) readEntry(context, entry);
}

/** The first entry of a source is read, but of several `*` the last (source: LiteLLM 1.106 behaviour, docs/litellm-rules.md). */
function markEffective(chains: ChainEntry[]): void {
  const read = new Map<string, ChainEntry>();
  for (const chain of chains) if (!read.has(chain.source) || chain.source === "*") read.set(chain.source, chain);
  for (const chain of read.values()) chain.effective = true;
}

/** Chains of all kinds, those of `router_settings` first; a falsy value there lets the other section's copy through. */
export function readChains(reading: SourceReading): Found {
  const found: Found = { chains: [], problems: [] };
  for (const kind of ChainKind.options) {
    let isDecided = false;
    for (const section of settingsSections) {
      const { parts = [], replaced = [] } = reading.sections.get(section) ?? {};
      const context: Context = { reading, kind, section, found };
      for (const cursor of replaced) {
        const field = fieldAt(cursor, chainKeys[kind]);
        if (field) readList(context, field.value);
      }
      const field = parts[0] ? fieldAt(parts[0], chainKeys[kind]) : null;
      const first = found.chains.length;
      if (field) readList(context, field.value);
      if (!isDecided) markEffective(found.chains.slice(first));
      isDecided ||= field !== null && isTruthy(valueAt(field.value));
    }
  }
  return found;
}
