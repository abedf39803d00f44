import { litellmKeys } from "./known-litellm-settings";
import { generalKeys, routerKeys } from "./known-settings";

export const readers = {
  router_settings: routerKeys,
  general_settings: generalKeys,
  litellm_settings: litellmKeys,
} as const;

export type SettingsHome = keyof typeof readers;

export const isHome = (section: string): section is SettingsHome => Object.hasOwn(readers, section);

const homes: readonly SettingsHome[] = ["router_settings", "general_settings", "litellm_settings"];

/** The section that the gateway reads a key from; where it reads it from several, the one that wins. */
export const homeOf = (key: string): SettingsHome | null => homes.find((home) => readers[home].has(key)) ?? null;

/** Names that people write for a setting that is called otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  max_retries: "num_retries",
  retries: "num_retries",
  fallback: "fallbacks",
  fallback_models: "fallbacks",
  strategy: "routing_strategy",
  cooldown: "cooldown_time",
  aliases: "model_group_alias",
  model_alias: "model_group_alias",
};

export const meantBy = (key: string): string | null =>
  Object.hasOwn(otherNames, key) ? (otherNames[key] ?? null) : null;
