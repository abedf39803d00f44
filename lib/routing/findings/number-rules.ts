import type { SettingEntry } from "@/lib/config/schema";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const numbers: ReadonlySet<string> = new Set([
  "num_retries",
  "max_fallbacks",
  "allowed_fails",
  "timeout",
  "stream_timeout",
  "cooldown_time",
  "retry_after",
  "request_timeout",
]);

const sections: ReadonlySet<string> = new Set(["router_settings", "litellm_settings"]);

const isReference = (value: unknown): boolean => typeof value === "string" && value.startsWith("os.environ/");

/** A number that is not negative, also when it is quoted; nothing at all counts as not set. */
const isUsable = (value: unknown): boolean =>
  value === null ||
  isReference(value) ||
  ((typeof value === "number" || (typeof value === "string" && value.trim() !== "")) && Number(value) >= 0);

const tellWrong = ({ key, value, place }: SettingEntry): Hit => ({
  place,
  message:
    typeof value === "number"
      ? `${key} is ${value}, and a negative number has no meaning here.`
      : `${key} must be a number, and stands here as ${Array.isArray(value) ? "a list" : typeof value === "object" ? "a map" : JSON.stringify(value)}.`,
});

const findWrongNumbers = ({ reading }: FindingContext): Hit[] =>
  reading.settings
    .filter(({ section, key, value }) => sections.has(section) && numbers.has(key) && !isUsable(value))
    .map(tellWrong);

export const numberRules: FindingRule[] = [
  {
    id: "not-a-number",
    severity: "error",
    title: "A setting that must be a number is none",
    explain: "The gateway starts with it and fails later, when a request needs the number.",
    advice: "Write a number that is not negative, or remove the setting.",
    source: gatewayRules,
    check: findWrongNumbers,
  },
];
