import type { DeploymentEntry, SettingEntry } from "@/lib/config/schema";
import { findMainFile, placeOfParam } from "./places";
import { findRetryConflicts } from "./retry-conflicts";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry, listNames, plural } from "./setting-values";

/** Keys that the gateway reads from `litellm_settings` where `router_settings` does not have them. */
const numbers: readonly string[] = ["num_retries", "max_fallbacks", "allowed_fails"];
const lists: readonly string[] = [
  "fallbacks",
  "default_fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
];

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

const removeSetting = (context: FindingContext, { section, key, place }: SettingEntry): Hit["fix"] =>
  place.file === findMainFile(context.reading) && section === "litellm_settings"
    ? {
        title: `Remove ${key} from ${section}, which is not read`,
        edits: [{ type: "set-setting", section, key, value: null }],
      }
    : undefined;

const findTwice = (context: FindingContext): Hit[] =>
  [...numbers, ...lists].flatMap((key): Hit[] => {
    const winner = findEntry(context.reading, "router_settings", key);
    const other = findEntry(context.reading, "litellm_settings", key);
    if (!winner || !other || isEmpty(winner.value) || isEmpty(other.value)) return [];
    if (JSON.stringify(winner.value) === JSON.stringify(other.value)) return [];
    const fix = removeSetting(context, other);
    return [
      {
        place: other.place,
        message: `${key} stands under router_settings and litellm_settings with different values; that of router_settings wins.`,
        advice: "Remove the one under litellm_settings, or make them equal.",
        ...(fix ? { fix } : {}),
      },
    ];
  });

const findTimeouts = ({ reading }: FindingContext): Hit[] => {
  const router = findEntry(reading, "router_settings", "timeout");
  const library = findEntry(reading, "litellm_settings", "request_timeout");
  if (typeof router?.value !== "number" || typeof library?.value !== "number" || router.value <= library.value)
    return [];
  return [
    {
      place: router.place,
      severity: "info",
      message: `timeout is ${router.value} s under router_settings, and request_timeout is ${library.value} s under litellm_settings: a call ends at the shorter one.`,
      advice: "Keep one of them.",
    },
  ];
};

const isNumber = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));

/** The router sets `max_retries` of every call to 0 and counts by `num_retries`. */
const findMaxRetries = (context: FindingContext): Hit[] => {
  const global = context.graph.settings.numRetries;
  const differs = ({ params }: DeploymentEntry): boolean =>
    isNumber(params.max_retries) && Number(params.max_retries) !== Number(params.num_retries ?? global);
  const found = context.reading.deployments.filter(differs);
  const [first] = found;
  if (!first) return [];
  const groups = [...new Set(found.map(({ group }) => group))];
  const main = findMainFile(context.reading);
  const edits = found.map(({ identity }) => ({
    type: "update-deployment" as const,
    identity,
    set: [{ path: ["litellm_params", "max_retries"], value: null }],
  }));
  return [
    {
      place: placeOfParam(first, "litellm_params", "max_retries"),
      message: `max_retries of ${plural(found.length, "deployment")} (${listNames(groups)}) differs from num_retries, and the gateway retries by num_retries.`,
      advice: "Write num_retries in its place, or remove it.",
      models: groups,
      ...(found.every(({ place }) => place.file === main)
        ? { fix: { title: "Remove max_retries, which is not read", edits } }
        : {}),
    },
  ];
};

export const conflictRules: FindingRule[] = [
  {
    id: "conflicting-setting",
    severity: "warning",
    title: "Settings contradict each other",
    explain: "Only one of them has an effect, and the other misleads whoever reads the file.",
    advice: "Keep one of them.",
    source: gatewayRules,
    check: (context) => [
      ...findTwice(context),
      ...findTimeouts(context),
      ...findRetryConflicts(context),
      ...findMaxRetries(context),
    ],
  },
];
