import { environmentName } from "@/lib/config/key-reference";
import type { Edit, Place } from "@/lib/config/schema";
import { findMainFile } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { listNames } from "./setting-values";
import { listTexts, setText, type WrittenText } from "./written-texts";

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Slips in `os.environ/NAME` that leave the text as it is, with the name that was meant where it can be told. */
const slips: readonly RegExp[] = [
  /^os\.environ\/\s*\$?\{?([A-Za-z_][A-Za-z0-9_]*)?\}?\s*$/,
  /^os\.environ(?:\.get)?\s*[[(]\s*["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*[\])]$/,
  /^os\.getenv\s*\(\s*["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*\)$/,
  /^os\.environ[.\\:]([A-Za-z_][A-Za-z0-9_]*)$/,
  /^(?:os\.env|environ|os\.environment|env)\/([A-Z_][A-Z0-9_]*)$/,
];

/** A reference to the environment that the gateway would not take for one. */
export const findSlip = (text: string): { meant: string | null } | null => {
  if (text.startsWith("os.environ/") && name.test(text.slice("os.environ/".length))) return null;
  for (const slip of slips) {
    const match = slip.exec(text.trim());
    if (match) return { meant: match[1] ?? null };
  }
  return null;
};

const fixOf = (context: FindingContext, text: WrittenText, value: string): { title: string; edits: Edit[] } | null => {
  const edit = text.place.file === findMainFile(context.reading) ? setText(text, value) : null;
  return edit ? { title: `Write ${value}`, edits: [edit] } : null;
};

/** Without these a deployment, or the gateway, cannot work. */
const needed = /^(?:api_key|api_base|base_url|master_key|database_url)$/;

const findMalformed = (context: FindingContext): Hit[] =>
  listTexts(context.reading).flatMap((text): Hit[] => {
    const slip = findSlip(text.value);
    if (!slip) return [];
    const fix = slip.meant === null ? null : fixOf(context, text, `os.environ/${slip.meant}`);
    return [
      {
        place: text.place,
        ...(needed.test(String(text.path.at(-1))) ? { severity: "error" as const } : {}),
        message: `${text.label} is meant to come from the environment, and is not written as os.environ/NAME.`,
        advice:
          slip.meant === null
            ? "Write the name of the variable behind `os.environ/`."
            : `Write \`os.environ/${slip.meant}\`.`,
        ...(text.group === null ? {} : { models: [text.group] }),
        ...(fix ? { fix } : {}),
      },
    ];
  });

type Use = { place: Place; labels: string[]; models: string[]; needed: boolean };

const usesByName = (context: FindingContext): Map<string, Use> => {
  const uses = new Map<string, Use>();
  for (const { value, place, label, group, path } of listTexts(context.reading)) {
    const variable = environmentName(value);
    if (variable === null || !name.test(variable)) continue;
    const use = uses.get(variable) ?? { place, labels: [], models: [], needed: false };
    use.labels.push(label);
    if (group !== null && !use.models.includes(group)) use.models.push(group);
    use.needed ||= needed.test(String(path.at(-1)));
    uses.set(variable, use);
  }
  return uses;
};

/** Only where the environment is known; a variable that the file sets itself counts as set. */
const findUnset = (context: FindingContext): Hit[] => {
  const environment = context.facts?.environment;
  if (!environment) return [];
  const own = new Set(
    context.reading.settings.filter(({ section }) => section === "environment_variables").map(({ key }) => key),
  );
  return [...usesByName(context)]
    .filter(([variable]) => !environment.has(variable) && !own.has(variable))
    .map(
      ([variable, { place, labels, models, needed: isNeeded }]): Hit => ({
        place,
        message: `${variable} is not set where the gateway runs; it is written for ${listNames(labels)}.`,
        ...(isNeeded ? { severity: "error" as const } : {}),
        ...(models.length > 0 ? { models } : {}),
      }),
    );
};

export const environmentRules: FindingRule[] = [
  {
    id: "unset-env",
    severity: "warning",
    title: "A variable of the environment cannot be read",
    explain: "The gateway reads nothing in its place, or the text as it stands, and starts without a word.",
    advice: "Set the variable where the gateway is started, and restart it: a reload keeps the old environment.",
    source: gatewayRules,
    check: (context) => [...findMalformed(context), ...findUnset(context)],
  },
];
