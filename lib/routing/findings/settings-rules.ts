import type { SettingEntry } from "@/lib/config/schema";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

/** The one section that the gateway reads a setting from. Settings of two sections are not listed. */
const homes: Record<string, readonly string[]> = {
  router_settings: [
    "routing_strategy",
    "routing_strategy_args",
    "routing_groups",
    "model_group_alias",
    "retry_policy",
    "model_group_retry_policy",
    "allowed_fails_policy",
    "cooldown_time",
    "disable_cooldowns",
    "enable_pre_call_checks",
    "enable_tag_filtering",
    "enable_weighted_failover",
    "retry_after",
  ],
  litellm_settings: [
    "callbacks",
    "success_callback",
    "failure_callback",
    "drop_params",
    "cache_params",
    "json_logs",
    "request_timeout",
  ],
  general_settings: [
    "master_key",
    "database_url",
    "store_model_in_db",
    "background_health_checks",
    "health_check_interval",
    "health_check_concurrency",
  ],
};

const homeOf = new Map(Object.entries(homes).flatMap(([section, keys]) => keys.map((key) => [key, section] as const)));

const reliabilityKeys: ReadonlySet<string> = new Set([
  "fallbacks",
  "default_fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "num_retries",
  "max_fallbacks",
  "allowed_fails",
]);

const fatalInRouter: ReadonlySet<string> = new Set(["health_check_interval", "health_check_concurrency"]);

const findMisplaced = ({ reading }: FindingContext): Hit[] =>
  reading.settings.flatMap((entry): Hit[] => {
    const { section, key, place } = entry;
    const home = reliabilityKeys.has(key) && section === "general_settings" ? "router_settings" : homeOf.get(key);
    if (!home || home === section || !Object.hasOwn(homes, section)) return [];
    const isFatal = section === "router_settings" && fatalInRouter.has(key);
    return [
      {
        place,
        message: isFatal
          ? `${key} stands under ${section}, and the gateway refuses to start with it there.`
          : `${key} stands under ${section}, where the gateway does not read it.`,
        advice: `Move it to ${home}.`,
        ...(isFatal ? { severity: "error" as const } : {}),
      },
    ];
  });

const isFalsy = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0);

const findConflicts = ({ reading }: FindingContext): Hit[] => {
  const inRouter = new Map(
    reading.settings.filter(({ section }) => section === "router_settings").map((entry) => [entry.key, entry]),
  );
  return reading.settings.flatMap((entry): Hit[] => {
    const other = inRouter.get(entry.key);
    if (entry.section !== "litellm_settings" || !reliabilityKeys.has(entry.key) || !other) return [];
    if (isFalsy(other.value) || isFalsy(entry.value)) return [];
    if (JSON.stringify(other.value) === JSON.stringify(entry.value)) return [];
    return [
      {
        place: entry.place,
        message: `${entry.key} stands under router_settings and litellm_settings with different values; that of router_settings wins.`,
      },
    ];
  });
};

const strategies: ReadonlySet<string> = new Set([
  "simple-shuffle",
  "least-busy",
  "latency-based-routing",
  "cost-based-routing",
  "usage-based-routing",
  "usage-based-routing-v2",
  "provider-budget-routing",
  "lar1",
]);

const findRefused = ({ reading }: FindingContext): Hit[] =>
  reading.settings
    .filter(({ section, key, value }) => section === "router_settings" && key === "routing_strategy" && value !== null)
    .filter(({ value }) => typeof value !== "string" || !(strategies.has(value) || value.startsWith("os.environ/")))
    .map(({ place, value }) => ({ place, message: `The gateway knows no routing strategy ${JSON.stringify(value)}.` }));

const permits = ({ key, value }: SettingEntry): boolean =>
  key === "dangerously_permit_weak_or_unset_master_key" && value === true;

const findNoMasterKey = ({ reading }: FindingContext): Hit[] => {
  const general = reading.settings.filter(({ section }) => section === "general_settings");
  const entry = general.find(({ key, value }) => key === "master_key" && value !== null && value !== "");
  if (entry?.value === "sk-1234")
    return [{ place: entry.place, message: "The master key is the published default.", severity: "error" }];
  const isInEnvironment = reading.settings.some(
    ({ section, key }) => section === "environment_variables" && key === "LITELLM_MASTER_KEY",
  );
  const first = reading.settings[0] ?? reading.deployments[0];
  if (entry || isInEnvironment || !first) return [];
  const permission = general.find(permits);
  const place = permission?.place ?? general[0]?.place ?? { ...first.place, line: 1, column: 1, path: [] };
  const message = permission
    ? "There is no master key, and the gateway is told to run without: every caller is administrator."
    : "The file sets no master key.";
  return [{ place, message }];
};

export const settingsRules: FindingRule[] = [
  {
    id: "misplaced-setting",
    severity: "warning",
    title: "A setting stands in the wrong section",
    explain: "The gateway ignores it without a word, or refuses to start.",
    advice: "Move it to the section that the gateway reads it from.",
    source: gatewayRules,
    check: findMisplaced,
  },
  {
    id: "conflicting-setting",
    severity: "warning",
    title: "A setting is written twice with different values",
    explain: "Only one of them has an effect, and the other misleads whoever reads the file.",
    advice: "Keep one of them.",
    source: gatewayRules,
    check: findConflicts,
  },
  {
    id: "refused-setting",
    severity: "error",
    title: "A setting has a value that the gateway refuses",
    explain: "The gateway exits at the start.",
    advice: `Use one of ${[...strategies].join(", ")}.`,
    source: gatewayRules,
    check: findRefused,
  },
  {
    id: "no-master-key",
    severity: "warning",
    title: "There is no safe master key",
    explain: "Since 1.104 the gateway refuses to start without a master key, or with the published default.",
    advice: "Write `master_key: os.environ/LITELLM_MASTER_KEY` under general_settings, and set the variable.",
    source: gatewayRules,
    check: findNoMasterKey,
  },
];
