import { fingerprint } from "@/lib/config/fingerprint";
import { chainKeys } from "@/lib/config/read-chains";
import {
  type ChainEntry,
  type ChainKind,
  type ChainTarget,
  type Edit,
  type Place,
  targetName,
  type YamlPath,
} from "@/lib/config/schema";
import type { Finding, GraphChain } from "../schema";
import { isKnownName } from "./name-lookup";
import type { CheckInput, FindingContext } from "./rule";

/*
 * Mechanical fixes of chains. A list whose targets are maps with overrides is edited node by node and never copied into a fix: such
 * a map may hold a key, and findings leave the server.
 */

export type Fix = NonNullable<Finding["fix"]>;

/** False where a list has a shape in which an edit by the model's name is refused. */
export const canSetChain = ({ reading }: CheckInput, kind: ChainKind, model: string): boolean =>
  reading.settings
    .filter(
      ({ section, key }) =>
        (section === "router_settings" || section === "litellm_settings") && key === chainKeys[kind],
    )
    .every(({ value }) => {
      if (value === null || kind === "default") return true;
      const isCrowded = (entry: unknown) =>
        isMap(entry) && Object.hasOwn(entry, model) && Object.keys(entry).length > 1;
      return Array.isArray(value) && !value.some(isCrowded);
    });

/** The entry that a chain of the graph was made from; null where it may not be edited in place. */
const entryOf = (input: CheckInput, chain: GraphChain): ChainEntry | null => {
  const entry = input.reading.chains[input.graph.chains.indexOf(chain)];
  const isOpen = entry?.locked === null && entry.source === chain.source;
  return isOpen && canSetChain(input, entry.kind, entry.source) ? entry : null;
};

const isPlain = (target: ChainTarget): boolean => typeof target === "string" || Object.keys(target).length === 1;

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The parsed value at a path of a settings section; undefined where there is none. */
export const valueAtPath = ({ reading }: CheckInput, { file, path }: Pick<Place, "file" | "path">): unknown => {
  const [section, key, ...rest] = path;
  const setting = reading.settings.find(
    (entry) => entry.section === section && entry.key === key && entry.place.file === file,
  );
  let value: unknown = setting?.value;
  for (const part of rest) {
    if (!isMap(value) || !Object.hasOwn(value, part)) return undefined;
    value = Array.isArray(value) ? value[Number(part)] : value[`${part}`];
  }
  return value;
};

/** False for what an included file holds: only the main file is edited. */
export const isEditable = ({ reading }: CheckInput, { file }: Pick<Place, "file">): boolean =>
  !reading.includes.some((name) => file === name || file.endsWith(`/${name.replace(/^\.\//, "")}`));

export const setNode = (input: CheckInput, place: Place, path: YamlPath, value: unknown): Edit | null => {
  const old = valueAtPath(input, { file: place.file, path });
  return old === undefined || !isEditable(input, place)
    ? null
    : { type: "set-node", path, was: fingerprint(old), value };
};

export const removeNode = (input: CheckInput, place: Place, path: YamlPath): Edit | null => {
  const old = valueAtPath(input, { file: place.file, path });
  return old === undefined || !isEditable(input, place) ? null : { type: "remove-node", path, was: fingerprint(old) };
};

export const fixWith = (title: string, ...edits: (Edit | null)[]): { fix?: Fix } => {
  const whole = edits.filter((edit) => edit !== null);
  return whole.length === edits.length && whole.length > 0 ? { fix: { title, edits: whole } } : {};
};

const setChain = (entry: ChainEntry, targets: ChainTarget[]): Edit =>
  targets.length > 0
    ? { type: "set-chain", kind: entry.kind, model: entry.source, targets }
    : { type: "remove-chain", kind: entry.kind, model: entry.source };

/** True where another list of the same model stands beside this one, so an edit by name could mean both. */
const hasTwin = ({ reading }: CheckInput, entry: ChainEntry): boolean =>
  reading.chains.some((other) => other !== entry && other.kind === entry.kind && other.source === entry.source);

/** Gives a chain to another name; null where a second list would then be read under the old one. */
export const renameChain = (input: CheckInput, chain: GraphChain, to: string): Edit | null => {
  const entry = entryOf(input, chain);
  const old = valueAtPath(input, chain.place);
  return !entry || old === undefined || hasTwin(input, entry)
    ? null
    : { type: "rename-key", path: chain.place.path, was: fingerprint(old), to };
};

/** Takes a hop out of a chain; with the last one the chain goes too, since an empty chain keeps even the default chain away. */
export const dropHop = (input: CheckInput, chain: GraphChain, at: number): Edit | null => {
  const entry = entryOf(input, chain);
  const place = chain.targetPlaces[at];
  if (!entry || !place) return null;
  const rest = entry.targets.filter((_, index) => index !== at);
  if (rest.length === 0 && (hasTwin(input, entry) || chain.kind === "default"))
    return hasTwin(input, entry) ? null : removeNode(input, place, chain.place.path);
  return entry.targets.every(isPlain) ? setChain(entry, rest) : removeNode(input, place, place.path);
};

/** Puts another name in the place of a hop. */
export const renameHop = (input: CheckInput, chain: GraphChain, at: number, to: string): Edit | null => {
  const entry = entryOf(input, chain);
  const place = chain.targetPlaces[at];
  const old = entry?.targets[at];
  if (!entry || !place || old === undefined) return null;
  const path = typeof old === "string" ? place.path : [...place.path, "model"];
  if (!entry.targets.every(isPlain)) return setNode(input, place, path, to);
  const swapped = typeof old === "string" ? to : { model: to };
  return setChain(
    entry,
    entry.targets.map((target, index) => (index === at ? swapped : target)),
  );
};

export const dropChain = (input: CheckInput, chain: GraphChain): Edit | null => {
  const entry = entryOf(input, chain);
  if (!entry || hasTwin(input, entry)) return null;
  return chain.kind === "default" ? removeNode(input, chain.place, chain.place.path) : setChain(entry, []);
};

/** Takes one of several lists of a model away, by its place: the entry of the list that holds it. */
export const dropEntry = (input: CheckInput, chain: GraphChain): Edit | null => {
  const entry = entryOf(input, chain);
  return (
    entry && removeNode(input, chain.place, chain.kind === "default" ? chain.place.path : chain.place.path.slice(0, 3))
  );
};

/** The same chain for another name, without what nothing answers to; null where its targets cannot be copied. */
export const copyChain = (context: FindingContext, chain: GraphChain, model: string): Edit | null => {
  const entry = context.reading.chains[context.graph.chains.indexOf(chain)];
  const targets = entry?.targets.filter((target) => {
    const name = targetName(target);
    return name !== model && isKnownName(context, name);
  });
  if (!targets || targets.length === 0 || !targets.every(isPlain)) return null;
  if (!canSetChain(context, chain.kind, model)) return null;
  return { type: "set-chain", kind: chain.kind, model, targets };
};
