import type { RunningGraph } from "@/lib/adapters/litellm/schema";
import { type ChainTarget, type ConfigReading, targetName } from "@/lib/config/schema";
import type { FailureKind } from "@/lib/routing/schema";
import { compareModels } from "./compare-models";
import { equalValues, isMap, renderValue } from "./equal-values";
import { aliasesInForce, chainsInForce, expectedChain, settingInForce } from "./expected-chains";
import type { Difference } from "./schema";

/**
 * The proof of an apply: what the running gateway says of itself, field by field against what its file says.
 * Every difference is named. What the gateway does not state, and what is secret, is not compared.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export function compareRunning(reading: ConfigReading, running: RunningGraph): Difference[] {
  return [
    ...compareModels(reading, running),
    ...kinds.flatMap((kind) => compareChains(reading, running, kind)),
    ...compareAliases(reading, running),
    ...compareSettings(reading, running),
  ];
}

export const renderDifference = ({ about, subject, field, expected, running }: Difference): string =>
  `${about} ${subject}, ${field}: the file says ${expected}, the gateway says ${running}`;

const kinds: FailureKind[] = ["general", "context_window", "content_policy"];

const renderTargets = (targets: readonly ChainTarget[]): string =>
  targets.length === 0 ? "no fallback" : targets.map(targetName).join(" → ");

function compareChains(reading: ConfigReading, running: RunningGraph, kind: FailureKind): Difference[] {
  const inForce = chainsInForce(reading, kind);
  const stated = new Map<string, readonly ChainTarget[]>(running.models.map((model) => [model.group, []]));
  for (const chain of running.chains) if (chain.kind === kind) stated.set(chain.source, chain.targets);
  for (const [source, targets] of rawChains(running, kind)) if (!stated.has(source)) stated.set(source, targets);
  return [...stated].flatMap(([source, targets]) => {
    const expected = expectedChain(inForce, source);
    if (equalValues(expected, targets)) return [];
    return [
      {
        about: "chain" as const,
        subject: source,
        field: kind,
        expected: renderTargets(expected),
        running: renderTargets(targets),
      },
    ];
  });
}

/** Chains of names that the gateway does not list as models (hidden aliases, names without a deployment). */
function rawChains(running: RunningGraph, kind: FailureKind): Map<string, ChainTarget[]> {
  const list =
    running.settings[kind === "general" ? "fallbacks" : kind === "context_window" ? "context_window_fallbacks" : ""];
  const chains = new Map<string, ChainTarget[]>();
  for (const entry of Array.isArray(list) ? list : [])
    for (const [source, targets] of isMap(entry) ? Object.entries(entry) : [])
      if (source !== "*" && Array.isArray(targets) && !chains.has(source)) chains.set(source, targets);
  return chains;
}

function compareAliases(reading: ConfigReading, running: RunningGraph): Difference[] {
  const stated = running.settings.model_group_alias;
  if (!isMap(stated)) return [];
  const written = new Map(aliasesInForce(reading).map((alias) => [alias.name, alias.raw]));
  const names = new Set([...written.keys(), ...Object.keys(stated)]);
  return [...names].flatMap((name) => {
    const there = Object.hasOwn(stated, name) ? stated[name] : undefined;
    if (written.has(name) && there !== undefined && equalValues(written.get(name), there)) return [];
    return [
      {
        about: "alias" as const,
        subject: name,
        field: "target",
        expected: renderValue(written.get(name)),
        running: renderValue(there),
      },
    ];
  });
}

/** Settings that the gateway states with the value it uses, and takes from the file as they are. */
const statedSettings = [
  "routing_strategy",
  "routing_strategy_args",
  "allowed_fails",
  "cooldown_time",
  "num_retries",
  "timeout",
  "retry_after",
  "retry_policy",
  "model_group_retry_policy",
  "enable_weighted_failover",
  "enable_tag_filtering",
];

function compareSettings(reading: ConfigReading, running: RunningGraph): Difference[] {
  return statedSettings.flatMap((key) => {
    const written = settingInForce(reading, key);
    if (written === undefined || written === null || running.settings[key] === undefined) return [];
    if (equalValues(written, running.settings[key])) return [];
    return [
      {
        about: "setting" as const,
        subject: key,
        field: "value",
        expected: renderValue(written),
        running: renderValue(running.settings[key]),
      },
    ];
  });
}
