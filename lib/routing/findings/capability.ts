import type { DeploymentEntry } from "@/lib/config/schema";
import { type CallMode, callModeOf, upstreamName } from "../call-mode";
import type { GraphDeployment } from "../schema";
import { lookUp } from "./name-lookup";
import type { FindingContext } from "./rule";

/** What a name can do, as far as it is written: figures hold for every deployment that may answer. */
export type Capability = {
  /** Tokens of the smallest and the largest window; null where one of them is not written. */
  window: { least: number; most: number } | null;
  /** What every deployment says it supports, and what one says it does not. */
  supports: ReadonlySet<string>;
  lacks: ReadonlySet<string>;
  /** `chat`, `embedding`, …; `isWritten` is false where it is told from the model's name. */
  mode: CallMode | null;
  /** Dollars for a token in and out, of the dearest deployment; what runs locally and has no price costs nothing. */
  price: { input: number; output: number } | null;
  /** Names of the models upstream, without provider and tag. */
  upstream: ReadonlySet<string>;
};

const prefix = "supports_";

const flagsOf = (entry: DeploymentEntry | undefined, value: boolean): Set<string> =>
  new Set(
    Object.entries(entry?.info ?? {}).flatMap(([key, written]) =>
      key.startsWith(prefix) && written === value ? [key.slice(prefix.length).replaceAll("_", " ")] : [],
    ),
  );

const priceOf = ({ inputCost, outputCost, local }: GraphDeployment): Capability["price"] =>
  typeof inputCost === "number" && typeof outputCost === "number"
    ? { input: inputCost, output: outputCost }
    : local && typeof inputCost !== "number" && typeof outputCost !== "number"
      ? { input: 0, output: 0 }
      : null;

const allOf = <T>(values: readonly (T | null)[]): T[] | null => {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? known : null;
};

const entries = new WeakMap<FindingContext, ReadonlyMap<string, DeploymentEntry>>();

const entryOf = (context: FindingContext, { identity }: GraphDeployment): DeploymentEntry | undefined => {
  const known = entries.get(context) ?? new Map(context.reading.deployments.map((entry) => [entry.identity, entry]));
  entries.set(context, known);
  return known.get(identity);
};

const measure = (context: FindingContext, deployments: readonly GraphDeployment[]): Capability => {
  const windows = allOf(deployments.map(({ contextWindow }) => contextWindow));
  const prices = allOf(deployments.map(priceOf));
  const modes = allOf(deployments.map(callModeOf));
  const written = deployments.map((deployment) => entryOf(context, deployment));
  const [first = new Set<string>(), ...others] = written.map((entry) => flagsOf(entry, true));
  const [mode] = modes ?? [];
  return {
    window: windows && { least: Math.min(...windows), most: Math.max(...windows) },
    supports: new Set([...first].filter((flag) => others.every((flags) => flags.has(flag)))),
    lacks: new Set(written.flatMap((entry) => [...flagsOf(entry, false)])),
    mode: mode && modes?.every(({ name }) => name === mode.name) ? mode : null,
    price: prices && {
      input: Math.max(...prices.map(({ input }) => input)),
      output: Math.max(...prices.map(({ output }) => output)),
    },
    upstream: new Set(deployments.map(({ model }) => upstreamName(model).replace(/:latest$/, ""))),
  };
};

const measured = new WeakMap<FindingContext, Map<string, Capability | null>>();

/** What the deployments behind a name can do; null for a name that nothing answers to, for wildcards and for routers. */
export const capabilityOf = (context: FindingContext, name: string): Capability | null => {
  const known = measured.get(context) ?? new Map<string, Capability | null>();
  measured.set(context, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = lookUp(context, name);
  const isTold = found && found.how !== "wildcard" && !found.deployments.some(({ tiers }) => tiers);
  const capability = isTold ? measure(context, found.deployments) : null;
  known.set(name, capability);
  return capability;
};
