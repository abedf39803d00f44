import { err, ok, type Result } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import { type FoundDeployment, readDeployments } from "../read-deployments";
import type { SourceReading } from "../read-source";
import type { DeploymentInput, YamlPath } from "../schema";
import { fieldAt, isListAt, itemsAt, valueAt } from "../yaml-cursor";
import { type Compiled, refuseLocked, whereOf } from "./compile-chain";
import type { Arranged, Operation } from "./operation";
import { entriesOf } from "./render-value";

const editable = new Set<unknown>(["model_name", "litellm_params", "model_info"]);

function findDeployment(reading: SourceReading, identity: string): Result<FoundDeployment, EditRefusal> {
  const found = readDeployments(reading).found.find(({ entry }) => entry.identity === identity);
  if (!found) return err("unknown-deployment", `There is no deployment "${identity}" in the file.`);
  return refuseLocked(found.cursor, reading) ?? ok(found);
}

export function compileAddDeployment(reading: SourceReading, { group, params, info }: DeploymentInput): Compiled {
  const taken = readDeployments(reading).found.find(
    ({ entry }) => info?.id !== undefined && entry.writtenId === String(info.id),
  );
  if (taken)
    return err(
      "invalid-value",
      `The id "${taken.entry.writtenId}" belongs to another deployment (line ${taken.entry.lines[0]}).`,
    );
  const { model, ...rest } = params;
  const value = {
    model_name: group,
    litellm_params: { model, ...rest },
    ...(info && entriesOf(info).length > 0 ? { model_info: info } : {}),
  };
  const list = reading.sections.get("model_list")?.parts.find(({ file }) => file === reading.main);
  if (list && !isListAt(list) && valueAt(list) !== null)
    return err("unexpected-shape", `${whereOf(list)} is not a list.`);
  const refusal = list ? refuseLocked(list, reading) : null;
  if (refusal) return refusal;
  const kept = list ? itemsAt(list).map((_, keep): Arranged => ({ keep })) : [];
  return ok({ operations: [{ do: "arrange", path: ["model_list"], items: [...kept, { value }] }], warnings: [] });
}

export function compileRemoveDeployment(reading: SourceReading, identity: string): Compiled {
  const found = findDeployment(reading, identity);
  if (!found.ok) return found;
  return ok({ operations: [{ do: "remove", path: found.value.cursor.path }], warnings: [] });
}

function findFault(path: YamlPath, value: unknown): string | null {
  if (!editable.has(path[0])) return "A change must start at model_name, litellm_params or model_info.";
  const isName = path.length === 1 && path[0] === "model_name";
  const isModel = path.length === 2 && path[0] === "litellm_params" && path[1] === "model";
  if ((isName || isModel) && (typeof value !== "string" || value === ""))
    return `${path.join(".")} must be text and cannot be removed.`;
  if (path.length !== 1 || path[0] === "model_name") return null;
  if (value === null) return path[0] === "model_info" ? null : "litellm_params cannot be removed.";
  if (typeof value !== "object" || Array.isArray(value)) return `${path.join(".")} must be a map.`;
  const isModelless =
    path[0] === "litellm_params" && !("model" in value && typeof value.model === "string" && value.model !== "");
  return isModelless ? "litellm_params needs a model." : null;
}

function isWritten(found: FoundDeployment, path: YamlPath): boolean {
  let cursor = found.cursor;
  for (const segment of path) {
    const next = typeof segment === "number" ? itemsAt(cursor)[segment] : fieldAt(cursor, segment)?.value;
    if (!next) return false;
    cursor = next;
  }
  return true;
}

export function compileUpdateDeployment(
  reading: SourceReading,
  identity: string,
  set: { path: YamlPath; value: unknown }[],
): Compiled {
  const found = findDeployment(reading, identity);
  if (!found.ok) return found;
  const operations: Operation[] = [];
  for (const { path, value = null } of set) {
    const fault = findFault(path, value);
    if (fault) return err("invalid-value", fault);
    const whole = [...found.value.cursor.path, ...path];
    if (value !== null) operations.push({ do: "set", path: whole, value });
    else if (isWritten(found.value, path)) operations.push({ do: "remove", path: whole });
  }
  return ok({ operations, warnings: [] });
}
