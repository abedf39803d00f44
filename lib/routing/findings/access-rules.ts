import type { SettingEntry } from "@/lib/config/schema";
import { findVulnerability } from "@/lib/gateways/known-vulnerable";
import { findMainFile, topOf } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry } from "./setting-values";

const published = "sk-1234";
const variable = "LITELLM_MASTER_KEY";
const permission = "dangerously_permit_weak_or_unset_master_key";
const permissionVariable = "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY";

const fixOf = (context: FindingContext, entry: SettingEntry | null): Hit["fix"] =>
  entry && entry.place.file !== findMainFile(context.reading)
    ? undefined
    : {
        title: `Read it from ${variable}`,
        edits: [
          { type: "set-setting", section: "general_settings", key: "master_key", value: `os.environ/${variable}` },
        ],
      };

const findPublished = (context: FindingContext): Hit[] => {
  const { reading } = context;
  const written = [
    findEntry(reading, "general_settings", "master_key"),
    findEntry(reading, "environment_variables", variable),
  ];
  return written
    .filter((entry) => entry !== null)
    .filter(({ value }) => value === published)
    .map((entry) => {
      const fix = entry.section === "general_settings" ? fixOf(context, entry) : undefined;
      return {
        place: entry.place,
        message: "The master key is the published default.",
        severity: "error" as const,
        ...(fix ? { fix } : {}),
      };
    });
};

const isUnset = (entry: SettingEntry | null): boolean =>
  entry === null || entry.value === null || entry.value === "" || entry.value === false;

/** An environment that is known decides; otherwise the variable may well be set, and the file only does not say so. */
const findAbsent = (context: FindingContext): Hit[] => {
  const { reading, facts } = context;
  const entry = findEntry(reading, "general_settings", "master_key");
  const environment = facts?.environment ?? null;
  const isInFile = !isUnset(findEntry(reading, "environment_variables", variable));
  const top = topOf(reading);
  if (!isUnset(entry) || isInFile || environment?.has(variable) || !top) return [];
  const permitted = findEntry(reading, "general_settings", permission);
  const isPermitted = permitted?.value === true || environment?.has(permissionVariable) === true;
  const general = reading.settings.find(({ section, key }) => section === "general_settings" && key !== "");
  const place = entry?.place ?? (isPermitted ? permitted?.place : undefined) ?? general?.place ?? top;
  const fix = fixOf(context, entry ?? general ?? null);
  if (isPermitted)
    return [
      {
        place,
        message: "There is no master key, and the gateway is told to run without: every caller is administrator.",
        ...(fix ? { fix } : {}),
      },
    ];
  return [
    {
      place,
      message: environment
        ? `The file sets no master key, and ${variable} is not set where the gateway runs.`
        : "The file sets no master key.",
      ...(environment ? { severity: "error" as const } : {}),
      ...(fix ? { fix } : {}),
    },
  ];
};

const isEmptyFile = ({ reading }: FindingContext): boolean =>
  reading.settings.length === 0 && reading.deployments.length === 0;

const findVulnerable = ({ reading, version }: FindingContext): Hit[] => {
  const why = findVulnerability(version);
  const place = topOf(reading);
  return why === null || !place ? [] : [{ place, message: why }];
};

export const accessRules: FindingRule[] = [
  {
    id: "no-master-key",
    severity: "warning",
    title: "There is no safe master key",
    explain: "Since 1.104 the gateway refuses to start without a master key, or with the published default.",
    advice: `Write \`master_key: os.environ/${variable}\` under general_settings, and set the variable.`,
    source: gatewayRules,
    check: (context) => (isEmptyFile(context) ? [] : [...findPublished(context), ...findAbsent(context)]),
  },
  {
    id: "vulnerable-gateway",
    severity: "error",
    title: "The running gateway is known to be bad",
    explain: "What was published under this version number steals keys.",
    advice: "Stop it, install another version, and change every key that its host could read.",
    source: "lib/gateways/known-vulnerable.ts",
    check: findVulnerable,
  },
];
