import type { DeploymentEntry, SettingEntry } from "@/lib/config/schema";
import { findMainFile } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry, isRecord, listNames } from "./setting-values";

const defaultInterval = 300;
const daySeconds = 86_400;
/** Fewer prompts a day than this cost less than reading about them. */
const worthSaying = 100;
const sensibleInterval = 86_400;

const isOn = (entry: SettingEntry | null): boolean => entry?.value === true || entry?.value === "true";

const readInterval = (entry: SettingEntry | null): number | null => {
  if (!entry || entry.value === null) return defaultInterval;
  const seconds = typeof entry.value === "string" && entry.value.trim() === "" ? Number.NaN : Number(entry.value);
  return typeof entry.value === "boolean" || isRecord(entry.value) || !(seconds > 0) ? null : seconds;
};

const isFree = ({ params, info }: DeploymentEntry): boolean =>
  [params, info].some(
    ({ input_cost_per_token: input, output_cost_per_token: output }) =>
      input === 0 && (output === 0 || output === undefined),
  );

/** Checks may be limited to some groups. */
const isChecked = ({ reading }: FindingContext): ((group: string) => boolean) => {
  const only = findEntry(reading, "general_settings", "background_health_check_model_groups")?.value;
  return (group) => !Array.isArray(only) || only.length === 0 || only.includes(group);
};

const findPaid = (context: FindingContext): DeploymentEntry[] => {
  const local = new Map(context.graph.deployments.map(({ identity, local: isLocal }) => [identity, isLocal]));
  const checked = isChecked(context);
  return context.reading.deployments.filter(
    (entry) =>
      local.get(entry.identity) === false &&
      !isFree(entry) &&
      checked(entry.group) &&
      entry.info.disable_background_health_check !== true &&
      entry.params.mock_response === undefined &&
      !entry.model.startsWith("auto_router/"),
  );
};

const findCosts = (context: FindingContext): Hit[] => {
  const switched = findEntry(context.reading, "general_settings", "background_health_checks");
  const interval = findEntry(context.reading, "general_settings", "health_check_interval");
  const seconds = readInterval(interval);
  if (!switched || !isOn(switched) || seconds === null) return [];
  const paid = findPaid(context);
  const prompts = Math.round((paid.length * daySeconds) / seconds);
  if (prompts < worthSaying) return [];
  const place = interval?.place ?? switched.place;
  const groups = [...new Set(paid.map(({ group }) => group))];
  return [
    {
      place,
      message: `Background health checks send ${prompts.toLocaleString("en")} prompts a day to ${paid.length} paid ${paid.length === 1 ? "deployment" : "deployments"} (${listNames(groups)}), one every ${seconds} s each.`,
      models: groups,
      ...(place.file === findMainFile(context.reading)
        ? {
            fix: {
              title: "Check once a day",
              edits: [
                {
                  type: "set-setting" as const,
                  section: "general_settings" as const,
                  key: "health_check_interval",
                  value: Math.max(sensibleInterval, Math.ceil(paid.length / (worthSaying - 1)) * sensibleInterval),
                },
              ],
            },
          }
        : {}),
    },
  ];
};

export const costRules: FindingRule[] = [
  {
    id: "health-check-cost",
    severity: "warning",
    title: "Health checks are paid for",
    explain: "Each background check of the gateway is a real prompt to every deployment, and providers charge for it.",
    advice:
      "Write a longer `health_check_interval`, or `model_info.disable_background_health_check: true` for paid deployments.",
    source: gatewayRules,
    check: findCosts,
  },
];
