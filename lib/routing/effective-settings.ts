import type { ConfigReading, SettingEntry } from "@/lib/config/schema";
import type { RoutingGraph } from "./schema";

/** The gateway's defaults: LiteLLM 1.106, docs/litellm-rules.md. */
const defaults = { maxFallbacks: 5, numRetries: 2, routingStrategy: "simple-shuffle" };

const specialLists = {
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
} as const;

/** The copy that is read: `router_settings` before `litellm_settings`. */
export const findSetting = (reading: ConfigReading, key: string): SettingEntry | null => {
  const found = reading.settings.filter((entry) => entry.key === key && entry.value !== null);
  return (
    found.find(({ section }) => section === "router_settings") ??
    found.find(({ section }) => section === "litellm_settings") ??
    null
  );
};

const readNumber = (reading: ConfigReading, key: string, fallback: number): number => {
  const value = findSetting(reading, key)?.value;
  return typeof value === "number" && Number.isFinite(value) ? value : fallback;
};

/** Written empty in `litellm_settings`, a special list is a list without entries, so such failures fall back on nothing. */
const isEmptied = (reading: ConfigReading, kind: keyof typeof specialLists): boolean =>
  !reading.chains.some((chain) => chain.kind === kind && chain.effective) &&
  reading.settings.some(
    ({ section, key, value }) =>
      section === "litellm_settings" && key === specialLists[kind] && Array.isArray(value) && value.length === 0,
  );

export const readEffectiveSettings = (reading: ConfigReading): RoutingGraph["settings"] => {
  const strategy = findSetting(reading, "routing_strategy")?.value;
  return {
    maxFallbacks: readNumber(reading, "max_fallbacks", defaults.maxFallbacks),
    numRetries: readNumber(reading, "num_retries", defaults.numRetries),
    routingStrategy: typeof strategy === "string" ? strategy : defaults.routingStrategy,
    emptyLists: (["context_window", "content_policy"] as const).filter((kind) => isEmptied(reading, kind)),
  };
};
