import type { ConfigProblem } from "@/lib/config/problem";
import type { Edit } from "@/lib/config/schema";
import { canSetChain, type Fix, fixWith, isEditable, setNode, valueAtPath } from "./chain-edits";
import { isKnownName } from "./name-lookup";
import type { FindingContext } from "./rule";

/*
 * Fixes for lists and aliases of a shape that the gateway refuses or misreads. Only names are moved: a target that is a map may
 * hold a key, and a fix leaves the server.
 */

type Offer = { fix?: Fix; advice?: string };

const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text, a list of texts, or lists in a list, as one list of names; null for anything else, and for unknown names. */
const toNames = (context: FindingContext, value: unknown): string[] | null => {
  const flat: unknown[] = Array.isArray(value) ? value.flat(3) : [value];
  const names = flat.filter(isName).filter((name) => isKnownName(context, name));
  return names.length > 0 && names.length === flat.length ? [...new Set(names)] : null;
};

/** A map of several chains as one entry for each. */
const toEntries = (context: FindingContext, value: Record<string, unknown>): Record<string, string[]>[] | null => {
  const entries = Object.entries(value).map(([source, targets]) => ({ source, targets: toNames(context, targets) }));
  const whole = entries.flatMap(({ source, targets }) =>
    targets && !targets.includes(source) ? [Object.fromEntries([[source, targets]])] : [],
  );
  return whole.length > 0 && whole.length === entries.length ? whole : null;
};

const offer = (title: string, edit: Edit | null): Offer => fixWith(title, edit);

const splitEntry = (context: FindingContext, { place }: ConfigProblem, value: Record<string, unknown>): Offer => {
  const list = place.path.slice(0, 2);
  const old = valueAtPath(context, { file: place.file, path: list });
  const at = place.path[2];
  const entries = toEntries(context, value);
  if (!Array.isArray(old) || typeof at !== "number" || !entries || JSON.stringify(old).includes('"model":')) return {};
  return offer("Give each model an entry of its own", setNode(context, place, list, old.toSpliced(at, 1, ...entries)));
};

/** What the list should have been, where only its shape is wrong. */
export const fixChainShape = (context: FindingContext, problem: ConfigProblem): Offer => {
  const { place } = problem;
  const { path } = place;
  const value = valueAtPath(context, place);
  const names = toNames(context, value);
  if (path[1] === "default_fallbacks")
    return path.length === 2 && names ? offer("Write it as a list", setNode(context, place, path, names)) : {};
  if (path.length === 2 && isMap(value)) {
    const entries = toEntries(context, value);
    return entries ? offer("Write one entry for each model", setNode(context, place, path, entries)) : {};
  }
  if (path.length === 3 && isMap(value)) return splitEntry(context, problem, value);
  if (path.length === 4 && typeof value === "string" && names && !names.includes(String(path[3])))
    return offer("Write the fallbacks as a list", setNode(context, place, path, names));
  if (path.length !== 5 || !Array.isArray(value)) return {};
  const chain = path.slice(0, 4);
  const whole = toNames(context, valueAtPath(context, { file: place.file, path: chain }));
  return whole && !whole.includes(String(path[3]))
    ? offer("Write the targets as one list", setNode(context, place, chain, whole))
    : {};
};

/**
 * A list becomes what it is meant as: the alias leads to the first name, and the others are its chain. An alias that has the name of a
 * model is only its chain. Without an alias the name could not be asked for: the gateway answers 400.
 */
const listToChain = (context: FindingContext, alias: string, list: unknown[]): Offer => {
  const names = toNames(context, list)?.filter((name) => name !== alias) ?? [];
  const [first, ...others] = names;
  const isWhole = names.length > 0 && list.every((name) => name === alias || names.some((known) => known === name));
  if (first === undefined || !isWhole) return {};
  const { general } = context.lists;
  const isGroup = context.index.groups.has(alias);
  if (!canSetChain(context, "general", alias)) return {};
  if (!isGroup && !context.index.groups.has(first)) return {};
  const own = general.exact.get(alias);
  const inherited = others.length > 0 || isGroup ? undefined : general.exact.get(first);
  const after = own ?? inherited;
  if (after?.mapTarget.includes(true)) return {};
  const rest = [...new Set([...(isGroup ? names : others), ...(after?.targets ?? [])])].filter(
    (name) => name !== alias && (isGroup || name !== first),
  );
  const head: Edit = isGroup
    ? { type: "remove-alias", alias }
    : { type: "set-alias", alias, target: first, hidden: false };
  const chain: Edit[] = rest.length > 0 ? [{ type: "set-chain", kind: "general", model: alias, targets: rest }] : [];
  const title =
    rest.length === 0
      ? `Let ${alias} lead to ${first}`
      : `Make it a chain: ${isGroup ? "" : `${first}, then `}${rest.join(", ")}`;
  return { ...fixWith(title, head, ...chain), advice: `${title}.` };
};

/** A list-valued alias becomes a chain, and a map without `hidden` gets it. */
export const fixAliasShape = (context: FindingContext, { place }: ConfigProblem): Offer => {
  const alias = place.path[2];
  const value = valueAtPath(context, place);
  if (typeof alias !== "string" || place.path.length !== 3 || place.path[0] !== "router_settings") return {};
  if (!isEditable(context, place)) return {};
  if (Array.isArray(value)) return listToChain(context, alias, value);
  if (!isMap(value) || !isName(value.model) || !context.index.groups.has(value.model)) return {};
  return fixWith("Add hidden: false", { type: "set-alias", alias, target: value.model, hidden: false });
};
