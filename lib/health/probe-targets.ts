import type { DeploymentEntry } from "@/lib/config/schema";
import { ownKeys } from "./plan-probes";

/** Finds a provider's key by the name of its variable; null when the console was not given it. */
export type KeyFinder = (name: string) => string | null;

/** A key under its label. `missing` names the variable that the console was not given. */
export type LabelledKey = { value: string | null; missing: string | null };

export type ResolvedTargets = {
  addresses: Map<string, string | null>;
  /** Label of each deployment's key; labels hold no secret. */
  keys: Map<string, string>;
  /** The secrets themselves, by label: for the duration of a probe, never stored or shown. */
  secrets: Map<string, LabelledKey>;
};

const reference = /^os\.environ\/(.+)$/;

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : null;

/** Addresses and keys of the file's deployments, environment references resolved as far as the console can. */
export function resolveTargets(entries: readonly DeploymentEntry[], find: KeyFinder): ResolvedTargets {
  const resolved: ResolvedTargets = { addresses: new Map(), keys: new Map(), secrets: new Map() };
  const literals = new Map<string, string>();
  for (const { identity, model, apiBase, params } of entries) {
    const variable = apiBase?.match(reference)?.[1];
    resolved.addresses.set(identity, variable ? (find(variable) ?? apiBase) : apiBase);
    const written = textOf(params.api_key);
    const prefix = model.slice(0, Math.max(0, model.indexOf("/"))) || "openai";
    const fallback =
      written === null && apiBase === null && Object.hasOwn(ownKeys, prefix) ? ownKeys[prefix] : undefined;
    const name = written?.match(reference)?.[1] ?? fallback;
    if (name !== undefined) {
      const value = find(name);
      resolved.keys.set(identity, `env ${name}`);
      resolved.secrets.set(`env ${name}`, { value, missing: value === null ? name : null });
    } else if (written !== null) {
      const label = literals.get(written) ?? `literal ${literals.size + 1}`;
      literals.set(written, label);
      resolved.keys.set(identity, label);
      resolved.secrets.set(label, { value: written, missing: null });
    }
  }
  return resolved;
}
