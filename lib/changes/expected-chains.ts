import type { AliasEntry, ChainEntry, ChainTarget, ConfigReading, SettingsSection } from "@/lib/config/schema";
import { stripProvider } from "@/lib/routing/known-providers";
import type { FailureKind } from "@/lib/routing/schema";

const isDefault = (chain: ChainEntry): boolean => chain.source === "*";

/** `router_settings` wins as soon as it holds one entry of the list; the other section is then not read. */
function inSectionThatWins<Entry extends { section: SettingsSection }>(entries: Entry[]): Entry[] {
  const ofRouter = entries.filter((entry) => entry.section === "router_settings");
  return ofRouter.length > 0 ? ofRouter : entries;
}

/** The entries of one kind that the gateway reads, in its order: `default_fallbacks` are appended to the general list. */
export function chainsInForce(reading: ConfigReading, kind: FailureKind): ChainEntry[] {
  const own = inSectionThatWins(reading.chains.filter((chain) => chain.kind === kind));
  if (kind !== "general") return own;
  return [...own, ...inSectionThatWins(reading.chains.filter((chain) => chain.kind === "default"))];
}

/**
 * What the gateway answers when asked for the chain of `name`: its own entry, the first one that is written; else an entry
 * that differs only by a provider prefix; else the last `*`. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export function expectedChain(chains: ChainEntry[], name: string): ChainTarget[] {
  const own = chains.find((chain) => !isDefault(chain) && chain.source === name);
  if (own) return own.targets;
  const bare = stripProvider(name);
  const prefixed = chains.findLast((chain) => !isDefault(chain) && isPrefixed(chain.source, name, bare));
  return (prefixed ?? chains.findLast(isDefault))?.targets ?? [];
}

const isPrefixed = (source: string, name: string, bare: string | null): boolean =>
  source === bare || (!name.includes("/") && stripProvider(source) === name);

export const aliasesInForce = (reading: ConfigReading): AliasEntry[] => inSectionThatWins(reading.aliases);

/** Where the gateway looks when `router_settings` says nothing; other settings it reads from that section only. */
const otherSource: Record<string, string> = {
  num_retries: "num_retries",
  allowed_fails: "allowed_fails",
  timeout: "request_timeout",
};

/** A setting as the gateway reads it. A time-out of 0 counts as none. */
export function settingInForce(reading: ConfigReading, key: string): unknown {
  const find = (section: string, name: string | undefined) =>
    reading.settings.find((setting) => setting.section === section && setting.key === name)?.value;
  const ofRouter = find("router_settings", key);
  const isNothing = ofRouter === undefined || ofRouter === null || (key === "timeout" && Number(ofRouter) === 0);
  return isNothing ? find("litellm_settings", otherSource[key]) : ofRouter;
}
