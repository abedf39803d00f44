import type { RunningGraph, RunningModel } from "@/lib/adapters/litellm/schema";
import type { ConfigReading, DeploymentEntry } from "@/lib/config/schema";
import { equalValues, isSensitiveKey, renderValue } from "./equal-values";
import { aliasesInForce } from "./expected-chains";
import type { Difference } from "./schema";

const isWildcard = (group: string): boolean => group.includes("*");

/**
 * Every deployment of the file must run, with each parameter that the gateway states, and nothing else may run but what
 * the gateway adds by itself: a row per alias, what wildcards expand to, and models of its own database.
 */
export function compareModels(reading: ConfigReading, running: RunningGraph): Difference[] {
  const unclaimed = new Set(running.models);
  const differences: Difference[] = [];
  for (const deployment of reading.deployments) {
    if (isWildcard(deployment.group) || isWildcard(deployment.model)) continue;
    const match = findRunning(deployment, unclaimed);
    if (!match) {
      differences.push(missing(deployment));
      continue;
    }
    unclaimed.delete(match);
    differences.push(...compareFields(deployment, match));
  }
  return [...differences, ...listForeign(reading, unclaimed)];
}

const nameOf = ({ group, writtenId, model }: DeploymentEntry): string => `${group} (${writtenId ?? model})`;

const missing = (deployment: DeploymentEntry): Difference => ({
  about: "model",
  subject: nameOf(deployment),
  field: "deployment",
  expected: `${deployment.model}${deployment.apiBase === null ? "" : ` at ${deployment.apiBase}`}`,
  running: "nothing: the gateway dropped it",
});

/** By written id; a generated id changes with any edit, so otherwise by group, upstream and as many equal fields as can be. */
function findRunning(deployment: DeploymentEntry, unclaimed: Set<RunningModel>): RunningModel | undefined {
  const ofGroup = [...unclaimed].filter((model) => model.group === deployment.group);
  if (deployment.writtenId !== null) return ofGroup.find((model) => model.id === deployment.writtenId);
  const candidates = ofGroup.filter((model) => equalValues(deployment.model, model.model));
  return candidates.toSorted((a, b) => compareFields(deployment, a).length - compareFields(deployment, b).length)[0];
}

function compareFields(deployment: DeploymentEntry, model: RunningModel): Difference[] {
  const field = (name: string, written: unknown, stated: unknown): Difference[] =>
    equalValues(written, stated)
      ? []
      : [
          {
            about: "model",
            subject: nameOf(deployment),
            field: name,
            expected: renderValue(written),
            running: renderValue(stated),
          },
        ];
  const params = comparable(deployment.params).filter(([key]) => key !== "model" && key !== "api_base");
  const info = comparable(deployment.info).filter(
    ([key]) => key !== "id" && deployment.params[key] === undefined && model.info[key] !== undefined,
  );
  return [
    ...field("litellm_params.model", deployment.model, model.model),
    ...(deployment.apiBase === null ? [] : field("litellm_params.api_base", deployment.apiBase, model.apiBase)),
    ...params.flatMap(([key, written]) => field(`litellm_params.${key}`, written, model.params[key])),
    ...info.flatMap(([key, written]) => field(`model_info.${key}`, written, model.info[key])),
  ];
}

const comparable = (fields: Record<string, unknown>): [string, unknown][] =>
  Object.entries(fields).filter(([key]) => !isSensitiveKey(key));

function listForeign(reading: ConfigReading, unclaimed: Set<RunningModel>): Difference[] {
  const aliases = new Set(aliasesInForce(reading).map((alias) => alias.name));
  const hasWildcard = reading.deployments.some(({ group, model }) => isWildcard(group) || isWildcard(model));
  const groups = new Set(reading.deployments.map((deployment) => deployment.group));
  return [...unclaimed]
    .filter((model) => model.info.db_model !== true && !aliases.has(model.group))
    .filter((model) => !hasWildcard || groups.has(model.group))
    .map((model) => ({
      about: "model",
      subject: `${model.group} (${model.id})`,
      field: "deployment",
      expected: "nothing",
      running: model.model,
    }));
}
