import type { DeploymentEntry, SettingEntry } from "@/lib/config/schema";
import { isSecretLooking } from "@/lib/config/secret-names";
import { placeOfParam } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const numbers: Readonly<Record<string, ReadonlySet<string>>> = {
  router_settings: new Set([
    "num_retries",
    "max_fallbacks",
    "allowed_fails",
    "timeout",
    "stream_timeout",
    "cooldown_time",
    "retry_after",
  ]),
  litellm_settings: new Set(["num_retries", "max_fallbacks", "allowed_fails", "request_timeout"]),
  general_settings: new Set(["health_check_interval", "health_check_concurrency"]),
};

/** Zero seconds between checks is no pause at all. */
const mustBePositive: ReadonlySet<string> = new Set(["health_check_interval"]);

const paramNumbers: readonly string[] = [
  "rpm",
  "tpm",
  "timeout",
  "stream_timeout",
  "weight",
  "max_parallel_requests",
  "num_retries",
];

const isReference = (value: unknown): boolean =>
  typeof value === "string" && (value.startsWith("os.environ/") || value.includes("$"));

const isText = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "");

/** A number that is not negative, also when it is quoted; nothing at all counts as not set. */
const isUsable = (value: unknown, key = ""): boolean =>
  value === null ||
  value === undefined ||
  isReference(value) ||
  (isText(value) && Number(value) >= 0 && !(mustBePositive.has(key) && Number(value) === 0));

const show = (value: unknown): string =>
  Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "a map"
      : typeof value === "string" && (value.length > 20 || isSecretLooking(value))
        ? "a text"
        : JSON.stringify(value);

const tell = (key: string, value: unknown): string =>
  typeof value !== "number"
    ? `${key} must be a number, and stands here as ${show(value)}.`
    : value === 0
      ? `${key} is 0, and the gateway would check without a pause.`
      : `${key} is ${value}, and a negative number has no meaning here.`;

const isNumberSetting = ({ section, key }: SettingEntry): boolean =>
  Object.hasOwn(numbers, section) && numbers[section]?.has(key) === true;

const findInSettings = ({ reading }: FindingContext): Hit[] =>
  reading.settings
    .filter((entry) => isNumberSetting(entry) && !isUsable(entry.value, entry.key))
    .map(({ key, value, place }) => ({ place, message: tell(key, value) }));

const findInDeployment = (entry: DeploymentEntry): Hit[] =>
  paramNumbers
    .filter((key) => !isUsable(entry.params[key]))
    .map((key) => ({
      place: placeOfParam(entry, "litellm_params", key),
      message: `${tell(key, entry.params[key]).slice(0, -1)} (${entry.group}).`,
      models: [entry.group],
    }));

export const numberRules: FindingRule[] = [
  {
    id: "not-a-number",
    severity: "error",
    title: "A setting that must be a number is none",
    explain: "The gateway starts with it and fails later, when a request needs the number.",
    advice: "Write a number that is not negative, or remove the setting.",
    source: gatewayRules,
    check: (context) => [...findInSettings(context), ...context.reading.deployments.flatMap(findInDeployment)],
  },
];
