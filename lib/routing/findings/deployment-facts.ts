import { environmentName } from "@/lib/config/key-reference";
import type { DeploymentEntry } from "@/lib/config/schema";
import { isKnownProvider } from "./known-models";
import type { FindingContext } from "./rule";
import { findEntry, isRecord } from "./setting-values";

/** The provider as it is written: `custom_llm_provider`, or a known name before the first slash. */
export const writtenProvider = ({ model, params }: DeploymentEntry): string | null => {
  if (typeof params.custom_llm_provider === "string" && params.custom_llm_provider !== "")
    return params.custom_llm_provider;
  const slash = model.indexOf("/");
  const prefix = slash > 0 ? model.slice(0, slash) : null;
  return prefix !== null && isKnownProvider(prefix) ? prefix : null;
};

/** A named credential, or parameters for all deployments, may bring what the deployment does not have. */
export const comesFromElsewhere = ({ reading }: FindingContext, { params }: DeploymentEntry, key: string): boolean => {
  const everywhere = findEntry(reading, "router_settings", "default_litellm_params")?.value;
  return typeof params.litellm_credential_name === "string" || (isRecord(everywhere) && Object.hasOwn(everywhere, key));
};

/** Whether a variable is set: by the file, by the environment where it is known; null where nobody knows. */
export const isVariableSet = ({ reading, facts }: FindingContext, names: readonly string[]): boolean | null => {
  if (names.some((name) => findEntry(reading, "environment_variables", name) !== null)) return true;
  const environment = facts?.environment;
  return environment ? names.some((name) => environment.has(name)) : null;
};

/** The address where it can be looked at: not one from the environment, nor one with a variable in it. */
export const plainAddress = ({ apiBase }: DeploymentEntry): string | null =>
  apiBase === null || environmentName(apiBase) !== null || apiBase.includes("$") ? null : apiBase.trim();

export const nameDeployment = ({ model, group }: DeploymentEntry): string =>
  model === group ? model : `${model} of ${group}`;
