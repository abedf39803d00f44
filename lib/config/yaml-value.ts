import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { ConfigProblem } from "./problem";
import type { YamlPath } from "./schema";
import { deepestNesting } from "./yaml-parse";
import { whyRefused } from "./yaml-refused";
import { readScalar } from "./yaml-scalar";

/*
 * One walk in document order gives every node its value. Aliases share the value of their anchor, so a bomb costs
 * nothing here; what it would cost when expanded is counted, and refused above a limit.
 */
const largestExpansion = 200_000;

type Sink = { values: Map<Node, unknown>; targets: Map<Alias, Node>; aliases: Map<Node, Alias[]>; root: Node | null };
type Report = (rule: ConfigProblem["rule"], message: string, offset: number, path?: YamlPath) => void;
type Walk = {
  file: Sink;
  report: Report;
  anchors: Map<string, Node>;
  sizes: Map<Node, number>;
  stopped: boolean;
};

export const isNode = (value: unknown): value is Node =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);

export const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** `__proto__` stays an ordinary key. */
export const assign = (target: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
};

export const keyText = (pair: Pair): string =>
  isScalar(pair.key) ? String(pair.key.source ?? pair.key.value ?? "") : "";

export const isMergeKey = (pair: Pair): boolean =>
  isScalar(pair.key) && pair.key.type === "PLAIN" && pair.key.source === "<<";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function stop(walk: Walk, rule: ConfigProblem["rule"], message: string, node: Node, path: YamlPath): null {
  if (!walk.stopped) walk.report(rule, message, startOf(node), path);
  walk.stopped = true;
  return null;
}

/** The gateway's parser takes each anchor once, also where YAML would let the later one win. */
function remember(walk: Walk, node: Scalar | YAMLMap | YAMLSeq, path: YamlPath): void {
  if (!node.anchor) return;
  if (walk.anchors.has(node.anchor))
    stop(walk, "yaml-syntax", "This anchor stands twice; give each its own name.", node, path);
  walk.anchors.set(node.anchor, node);
}

function readAlias(walk: Walk, node: Alias, path: YamlPath): unknown {
  const target = walk.anchors.get(node.source);
  if (!target) return stop(walk, "yaml-syntax", "This alias has no anchor.", node, path);
  walk.file.targets.set(node, target);
  walk.file.aliases.set(target, [...(walk.file.aliases.get(target) ?? []), node]);
  if (!walk.sizes.has(target)) {
    return stop(walk, "alias-bomb", "This alias stands inside its own anchor.", node, path);
  }
  walk.sizes.set(node, walk.sizes.get(target) ?? 1);
  return walk.file.values.get(target);
}

function readSeq(walk: Walk, node: YAMLSeq, path: YamlPath): unknown[] {
  return node.items.map((item, index) => (isNode(item) ? readNode(walk, item, [...path, index]) : null));
}

function mergeInto(walk: Walk, merged: Record<string, unknown>, pair: Pair, path: YamlPath): void {
  const value = isNode(pair.value) ? readNode(walk, pair.value, [...path, "<<"]) : null;
  const sources = Array.isArray(value) ? value : [value];
  if (!sources.every(isRecord)) {
    if (isNode(pair.key)) stop(walk, "yaml-syntax", "`<<` needs a map or a list of maps.", pair.key, path);
    return;
  }
  for (const [key, inherited] of sources.flatMap(Object.entries<unknown>))
    if (!Object.hasOwn(merged, key)) assign(merged, key, inherited);
}

function readMap(walk: Walk, node: YAMLMap, path: YamlPath): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  const merged: Record<string, unknown> = {};
  for (const pair of node.items) {
    const keyNode = isAlias(pair.key) ? walk.anchors.get(pair.key.source) : pair.key;
    if (isNode(pair.key)) readKey(walk, pair.key, path);
    if (keyNode !== null && !isScalar(keyNode)) {
      stop(
        walk,
        "yaml-syntax",
        "A key must be a plain value, not a list or a map.",
        isNode(pair.key) ? pair.key : node,
        path,
      );
    } else if (isMergeKey(pair)) mergeInto(walk, merged, pair, path);
    else {
      const key = keyNode === null ? "" : String(keyNode.source ?? keyNode.value ?? "");
      const value = isNode(pair.value) ? readNode(walk, pair.value, [...path, key]) : null;
      if (Object.hasOwn(own, key) && isNode(pair.key)) {
        walk.report(
          "duplicate-key",
          `The key "${key}" stands twice in this map; the last one is read.`,
          startOf(pair.key),
          [...path, key],
        );
      }
      assign(own, key, value);
    }
    if (walk.stopped) break;
  }
  const inherited = Object.keys(merged).filter((key) => !Object.hasOwn(own, key));
  if (inherited.length === 0) return own;
  for (const key of inherited) assign(own, key, merged[key]);
  return own;
}

function readKey(walk: Walk, key: Node, path: YamlPath): void {
  if (isAlias(key)) readAlias(walk, key, path);
  else if (isScalar(key)) {
    remember(walk, key, path);
    walk.sizes.set(key, 1);
    const read = readScalar(key);
    walk.file.values.set(key, read?.value ?? null);
    if (!read) stop(walk, "yaml-syntax", "This tag is not one that the gateway can read.", key, path);
  }
}

function sizeOf(walk: Walk, node: Node): number {
  const children = isMap(node) ? node.items.map((pair) => pair.value) : isSeq(node) ? node.items : [];
  return children.reduce((sum: number, child) => sum + (isNode(child) ? (walk.sizes.get(child) ?? 1) : 1), 1);
}

function readNode(walk: Walk, node: Node, path: YamlPath): unknown {
  if (walk.stopped) return null;
  if (path.length > deepestNesting)
    return stop(walk, "too-deep", `The file is nested deeper than ${deepestNesting} levels.`, node, path.slice(0, 8));
  if (isAlias(node)) return readAlias(walk, node, path);
  remember(walk, node, path);
  const refused = whyRefused(node);
  if (refused !== null) return stop(walk, "yaml-syntax", refused, node, path);
  const value = isScalar(node)
    ? readScalar(node)?.value
    : isSeq(node)
      ? readSeq(walk, node, path)
      : readMap(walk, node, path);
  const size = sizeOf(walk, node);
  walk.sizes.set(node, size);
  walk.file.values.set(node, value);
  if (size > largestExpansion && walk.file.aliases.size > 0) {
    return stop(
      walk,
      "alias-bomb",
      "Aliases in this file multiply into more values than can be read safely.",
      node,
      path,
    );
  }
  return value;
}

/** Fills `values`, `targets` and `aliases`; stops at the first thing that makes the file unreadable. */
export function readValues(file: Sink, report: Report): void {
  const walk: Walk = { file, report, anchors: new Map(), sizes: new Map(), stopped: false };
  if (file.root) readNode(walk, file.root, []);
}
