import { applyEdits } from "@/lib/config/apply-edit";
import { checkConfig } from "../check-config";
import { toRoutingGraph } from "../graph";
import type { Finding } from "../schema";
import { readText, textOf } from "../testing";
import { aliasRules } from "./alias-rules";
import { capabilityRules } from "./capability-rules";
import { chainReachRules } from "./chain-reach-rules";
import { chainRules } from "./chain-rules";
import { cycleRules } from "./cycle-rules";
import { fateRules } from "./fate-rules";
import { headerRules } from "./header-rules";
import { nameRules } from "./name-rules";

const families = [
  nameRules,
  headerRules,
  chainRules,
  cycleRules,
  chainReachRules,
  aliasRules,
  fateRules,
  capabilityRules,
];

/** Ids of the rules about names, chains, aliases, shared fate and capability. */
export const routingRuleIds: ReadonlySet<string> = new Set([
  ...families.flat().map(({ id }) => id),
  "chain-shape",
  "alias-shape",
]);

/** What those rules find in a file as the given gateway version reads it. */
export const check = (text: string, version: string | null = "1.106.2"): Finding[] => {
  const reading = readText(text);
  const all = checkConfig({ reading, graph: toRoutingGraph(reading), version });
  return all.filter(({ rule }) => routingRuleIds.has(rule));
};

/** `rule severity` of what is found, in the order of the file. */
export const found = (text: string, version?: string): string[] =>
  check(text, version).map(({ rule, severity }) => `${rule} ${severity}`);

export const foundOf = (rule: string, text: string, version?: string): Finding[] =>
  check(text, version).filter((finding) => finding.rule === rule);

/** The one finding of a rule. */
export const oneOf = (rule: string, text: string, version?: string): Finding => {
  const [finding, ...others] = foundOf(rule, text, version);
  if (!finding || others.length > 0) throw new Error(`${rule} was found ${others.length + (finding ? 1 : 0)} times.`);
  return finding;
};

/** The file after the fix of a finding. */
export const fixed = (text: string, { fix, message }: Finding): string => {
  if (!fix) throw new Error(`No fix: ${message}`);
  const outcome = applyEdits({ main: { path: "config.yaml", text }, included: [], missing: [] }, fix.edits);
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.value.text;
};

/** Three sound models A, B and C on servers of their own, with router settings after them. */
export const chains = (list: string, more = ""): string =>
  textOf(["A", "B", "C"], `router_settings:\n  fallbacks: ${list}\n${more}`);

/** One deployment of the model list. */
export const entry = (name: string, params: string, info = ""): string =>
  `  - model_name: ${JSON.stringify(name)}\n    litellm_params: {${params}}\n${info === "" ? "" : `    model_info: {${info}}\n`}`;

/** A file of these deployments with a master key, and what follows. */
export const fileOf = (entries: readonly string[], rest = ""): string =>
  `model_list:\n${entries.join("")}general_settings: {master_key: os.environ/MASTER}\n${rest}`;
