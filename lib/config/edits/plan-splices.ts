import { isMap, isSeq } from "yaml";
import { err, ok, type Result } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import { isSameValue } from "../same-value";
import type { YamlPath } from "../schema";
import { valueAt } from "../yaml-cursor";
import { lineAt, type YamlFile } from "../yaml-file";
import { assign, isNode, startOf } from "../yaml-value";
import { styleAt } from "./chain-style";
import { addField, appendSection, findSharedInside, removeField } from "./fields";
import { isHollow, locate, placeText, refuseShared, type Spot } from "./locate";
import { isUnchanged, matchItems } from "./match-items";
import type { Arranged } from "./operation";
import { planList } from "./plan-list";
import type { Splice } from "./splice";
import { isQuotedText, writeText, writeValue } from "./write-value";

export type Planned = Result<Splice[], EditRefusal>;

export const orRefuse = (spot: Spot, splices: Splice[] | null): Planned =>
  splices
    ? ok(splices)
    : err("unexpected-shape", `${placeText(spot.cursor)} is written in a way that cannot be edited line by line.`);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function refuseSharedInside(file: YamlFile, node: unknown): ReturnType<typeof err<"shared-node">> | null {
  const shared = isNode(node) ? findSharedInside(file, node) : null;
  if (!shared) return null;
  const uses = file.aliases
    .get(shared)
    ?.map((use) => lineAt(file, startOf(use)))
    .join(", ");
  return err(
    "shared-node",
    `The anchor &${shared.anchor} at line ${lineAt(file, startOf(shared))} would go, but line ${uses} uses it.`,
  );
}

function single(key: string, value: unknown): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  assign(map, key, value);
  return map;
}

const nest = (value: unknown, path: YamlPath): unknown =>
  path.reduceRight<unknown>((inner, segment) => single(String(segment), inner), value);

function planAddition(file: YamlFile, path: YamlPath, spot: Spot, value: unknown): Planned {
  const { cursor, missing, pair, inFlow } = spot;
  const [key, ...deeper] = missing;
  if (cursor.shared) return refuseShared(cursor);
  if (typeof key !== "string") return err("unexpected-shape", `${placeText(cursor)} has no place for this.`);
  const style = styleAt(file, path, cursor.node);
  const nested = nest(value, deeper);
  const isRoot = cursor.path.length === 0;
  if (isMap(cursor.node) && cursor.node.items.length > 0) {
    if (isRoot && !cursor.node.flow) return ok([appendSection(file, key, nested, style)]);
    return orRefuse(spot, addField(file, cursor.node, key, nested, style, null));
  }
  if (!isRoot)
    return pair ? orRefuse(spot, writeValue(file, pair, single(key, nested), inFlow, style)) : orRefuse(spot, null);
  const [start = 0, end = start] = cursor.node?.range ?? [];
  const append = appendSection(file, key, nested, style);
  return ok(start === end ? [append] : [{ start, end, insert: append.insert.replace(/\r?\n$/, "") }]);
}

function planMap(
  file: YamlFile,
  path: YamlPath,
  spot: Spot,
  old: Record<string, unknown>,
  value: Record<string, unknown>,
): Planned | null {
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  const changed = Object.keys(value).filter((key) => !Object.hasOwn(old, key) || !isSameValue(old[key], value[key]));
  const keepsSome = gone.length < Object.keys(old).length;
  const isFlow = spot.inFlow || (isMap(spot.cursor.node) && spot.cursor.node.flow === true);
  if (!keepsSome || (isFlow && gone.length + changed.length > 1)) return null;
  const splices: Splice[] = [];
  for (const key of changed) {
    const part = planSet(file, [...path, key], value[key]);
    if (!part.ok) return part;
    splices.push(...part.value);
  }
  for (const key of gone) {
    const part = planRemoval(file, [...path, key]);
    if (!part.ok) return part;
    splices.push(...part.value);
  }
  return ok(splices);
}

export function planSet(file: YamlFile, path: YamlPath, value: unknown): Planned {
  const found = locate(file, path);
  if (!found.ok) return found;
  const spot = found.value;
  if (spot.missing.length > 0) return planAddition(file, path, spot, value);
  const old = valueAt(spot.cursor);
  if (isSameValue(old, value)) return ok([]);
  if (spot.cursor.shared) return refuseShared(spot.cursor);
  const last = path.at(-1);
  if (typeof last === "number" && spot.parent && isSeq(spot.parent.node)) {
    const items = spot.parent.node.items.map((_, keep): Arranged => (keep === last ? { value } : { keep }));
    return planArrangement(file, path.slice(0, -1), items);
  }
  if (isRecord(old) && isRecord(value) && Object.keys(old).length > 0) {
    const fine = planMap(file, path, spot, old, value);
    if (fine) return fine;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length > 0)
    return planArrangement(file, path, matchItems(old, value));
  const refusal = refuseSharedInside(file, spot.pair?.value);
  if (refusal) return refusal;
  const { node } = spot.cursor;
  if (typeof value === "string" && isQuotedText(node) && !node.tag) return ok([writeText(node, value, spot.inFlow)]);
  return orRefuse(
    spot,
    spot.pair && writeValue(file, spot.pair, value, spot.inFlow, styleAt(file, path, spot.cursor.node)),
  );
}

export function planArrangement(file: YamlFile, path: YamlPath, items: Arranged[]): Planned {
  const found = locate(file, path);
  if (!found.ok) return found;
  const spot = found.value;
  if (spot.missing.length > 0 || isHollow(spot.cursor))
    return planSet(
      file,
      path,
      items.map((item) => ("value" in item ? item.value : null)),
    );
  const { node } = spot.cursor;
  if (!isSeq(node)) return err("unexpected-shape", `${placeText(spot.cursor)} is not a list.`);
  if (isUnchanged(items, node.items.length)) return ok([]);
  if (spot.cursor.shared) return refuseShared(spot.cursor);
  const kept = new Set(items.flatMap((item) => ("keep" in item ? [item.keep] : [])));
  for (const [index, item] of node.items.entries()) {
    const refusal = kept.has(index) ? null : refuseSharedInside(file, item);
    if (refusal) return refusal;
  }
  if (items.length === 0 && !node.flow && spot.pair) {
    return orRefuse(spot, writeValue(file, spot.pair, [], spot.inFlow, styleAt(file, path, node)));
  }
  return orRefuse(spot, planList(file, node, items, styleAt(file, [...path, 0], node)));
}

export function planRemoval(file: YamlFile, path: YamlPath): Planned {
  const found = locate(file, path);
  if (!found.ok) return found;
  const { cursor, parent, pair, missing } = found.value;
  if (missing.length > 0 || !parent) return err("unexpected-shape", `${path.join(".")} is not in the file.`);
  if (parent.shared) return refuseShared(parent);
  if (isSeq(parent.node)) {
    const at = path.at(-1);
    return planArrangement(
      file,
      path.slice(0, -1),
      parent.node.items.flatMap((_, keep): Arranged[] => (keep === at ? [] : [{ keep }])),
    );
  }
  if (!pair || !isMap(parent.node) || !parent.node.items.includes(pair)) return refuseShared(cursor);
  const refusal = refuseSharedInside(file, pair.value);
  if (refusal) return refusal;
  if (parent.node.items.length === 1 && !parent.node.flow) return planSet(file, path.slice(0, -1), {});
  return orRefuse(found.value, removeField(file, parent.node, pair));
}
