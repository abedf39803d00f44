import { isAlias, isMap, isScalar } from "yaml";
import { err, ok } from "@/lib/result";
import type { YamlPath } from "../schema";
import type { YamlFile } from "../yaml-file";
import { isBlockScalar } from "../yaml-layout";
import { locate, placeText, refuseShared } from "./locate";
import type { Operation } from "./operation";
import { planMove } from "./plan-move";
import { orRefuse, type Planned, planArrangement, planRemoval, planSet, refuseSharedInside } from "./plan-splices";
import type { Splice } from "./splice";
import { writeText } from "./write-value";

const notThere = (path: YamlPath) => err("unexpected-shape", `${path.join(".")} is not in the file.`);

function planText(file: YamlFile, path: YamlPath, to: string): Planned {
  const found = locate(file, path);
  if (!found.ok) return found;
  const { cursor, missing, inFlow } = found.value;
  const { node } = cursor;
  if (missing.length > 0 || !isScalar(node)) return notThere(path);
  if (cursor.shared) return refuseShared(cursor);
  if (isBlockScalar(node)) return planSet(file, path, to);
  return ok([writeText(node, to, inFlow)]);
}

function planKey(file: YamlFile, path: YamlPath, to: string): Planned {
  const found = locate(file, path);
  if (!found.ok) return found;
  const { parent, pair, missing, inFlow, cursor } = found.value;
  if (missing.length > 0 || !parent || !pair) return notThere(path);
  if (parent.shared) return refuseShared(parent);
  const { key } = pair;
  if (isAlias(key) || !isMap(parent.node) || !parent.node.items.includes(pair)) return refuseShared(cursor);
  const refusal = refuseSharedInside(file, key);
  if (refusal) return refusal;
  if (!isScalar(key) || isBlockScalar(key)) return orRefuse(found.value, null);
  return ok([writeText(key, to, inFlow)]);
}

function planTogether(file: YamlFile, operations: Operation[]): Planned {
  const splices: Splice[] = [];
  for (const operation of operations) {
    const part = planSplices(file, operation);
    if (!part.ok) return part;
    splices.push(...part.value);
  }
  const inOrder = splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const clash = inOrder.find((splice, at) => splice.start < (inOrder[at - 1]?.end ?? 0));
  return clash
    ? err("unexpected-shape", `Two of these changes meet at ${placeText({ ...rootOf(file), offset: clash.start })}.`)
    : ok(splices);
}

const rootOf = (file: YamlFile) => ({ file, node: file.root, path: [], offset: 0, shared: null });

/** The changes of text that carry out an operation, or why it cannot be done in place. */
export function planSplices(file: YamlFile, operation: Operation): Planned {
  const { path } = operation;
  switch (operation.do) {
    case "set":
      return planSet(file, path, operation.value);
    case "remove":
      return planRemoval(file, path);
    case "arrange":
      return planArrangement(file, path, operation.items);
    case "rename-text":
      return planText(file, path, operation.to);
    case "rename-key":
      return planKey(file, path, operation.to);
    case "move":
      return planMove(file, operation.path, operation.to);
    case "together":
      return planTogether(file, operation.operations);
  }
}
