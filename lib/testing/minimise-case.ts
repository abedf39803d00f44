import { parse, stringify } from "yaml";
import type { YamlPath } from "@/lib/config/schema";
import { graphOfText, type OracleCase } from "./routing-cases";

type Node = unknown;

const childrenOf = (node: Node): [string | number, Node][] =>
  Array.isArray(node) ? [...node.entries()] : typeof node === "object" && node !== null ? Object.entries(node) : [];

/** Paths of all parts, large ones first. */
const pathsIn = (root: Node): YamlPath[] => {
  const paths: YamlPath[] = [];
  let level: { path: YamlPath; node: Node }[] = [{ path: [], node: root }];
  while (level.length > 0) {
    level = level.flatMap(({ path, node }) =>
      childrenOf(node).map(([key, child]) => ({ path: [...path, key], node: child })),
    );
    paths.push(...level.map(({ path }) => path).toReversed());
  }
  return paths;
};

const without = (node: Node, [key, ...rest]: YamlPath): Node => {
  if (key === undefined) return node;
  if (Array.isArray(node))
    return rest.length === 0
      ? node.filter((_, at) => at !== key)
      : node.map((child, at) => (at === key ? without(child, rest) : child));
  const kept = childrenOf(node).filter(([name]) => name !== key || rest.length > 0);
  return Object.fromEntries(kept.map(([name, child]) => [name, name === key ? without(child, rest) : child]));
};

/** Parts that a configuration cannot do without; a chain keeps its key. */
const isFixed = (path: YamlPath): boolean =>
  (path[0] === "model_list" && path.length > 2 && !["order", "num_retries"].includes(String(path.at(-1)))) ||
  (path[1] === "model_group_alias" && path.length > 3) ||
  (typeof path.at(-1) === "string" && typeof path.at(-2) === "number");

/**
 * Takes parts out of a configuration, and answers out of what answers, as long as `stillFails`.
 * Greedy and repeated until nothing more can go.
 */
export const minimiseCase = async (
  fault: OracleCase,
  stillFails: (smaller: OracleCase) => Promise<boolean>,
): Promise<OracleCase> => {
  let smallest = fault;
  const keepIfFailing = async (text: string, answering: string[]): Promise<boolean> => {
    const smaller = { ...smallest, text, answering, graph: graphOfText(text) };
    if (!(await stillFails(smaller).catch(() => false))) return false;
    smallest = smaller;
    return true;
  };
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const path of pathsIn(parse(smallest.text)).filter((found) => !isFixed(found)))
      if (await keepIfFailing(stringify(without(parse(smallest.text), path), { lineWidth: 0 }), smallest.answering)) {
        shrunk = true;
        break;
      }
    for (const identity of smallest.answering)
      if (
        await keepIfFailing(
          smallest.text,
          smallest.answering.filter((other) => other !== identity),
        )
      )
        shrunk = true;
  }
  return smallest;
};
