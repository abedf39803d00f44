import { environmentName } from "@/lib/config/key-reference";
import type { DeploymentEntry } from "@/lib/config/schema";
import { isSecretText, secretParts } from "@/lib/config/secret-values";
import { findSlip } from "./environment-rules";
import { findMainFile, placeOfParam } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { listTexts, setText, type WrittenText } from "./written-texts";

/** Where the secret is, instead of the secret: a file beside the gateway, a token that it fetches. */
const pointer = /^(?:oidc\/\S+|(?:\/|\.{1,2}\/|~\/)?[\w.@-]+(?:\/[\w.@-]+)*\.(?:json|pem|key|crt|cer|txt|ya?ml|env))$/;

const isWritten = ({ value, setting }: WrittenText): boolean =>
  environmentName(value) === null &&
  !/\$\{[A-Za-z_]|^(?:Bearer|Basic)\s+\$[A-Za-z_]\w*$/.test(value.trim()) &&
  !pointer.test(value.trim()) &&
  findSlip(value) === null &&
  (isSecretText(value, setting) || secretParts(value).length > 0);

const findTexts = ({ reading }: FindingContext): Hit[] =>
  listTexts(reading)
    .filter(isWritten)
    .map(({ place, label, group }) => ({
      place,
      message: `${label} is written in the file.`,
      ...(group === null ? {} : ofGroup(label, group)),
    }));

/** Two models may be served by one provider's model with a key each: who accepts the one has not seen the other. */
const ofGroup = (label: string, group: string): Pick<Hit, "subject" | "models"> => ({
  subject: `${label} ${group}`,
  models: [group],
});

/** A key that YAML reads as a number is a key still. */
const findNumbers = ({ reading }: FindingContext): Hit[] =>
  reading.deployments
    .filter(({ params }: DeploymentEntry) => typeof params.api_key === "number")
    .map((entry) => ({
      place: placeOfParam(entry, "litellm_params", "api_key"),
      message: `api_key of ${entry.model} is written in the file.`,
      ...ofGroup(`api_key of ${entry.model}`, entry.group),
    }));

/** Sections whose readers expand variables themselves, or whose texts are meant for somebody else. */
const elsewhere: ReadonlySet<string | number> = new Set([
  "callback_settings",
  "guardrails",
  "prompts",
  "mcp_servers",
  "mcp_tools",
  "agents",
  "agent_list",
  "policies",
]);

const whole = /^\s*(?:\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$([A-Za-z_][A-Za-z0-9_]*))\s*$/;
const inside = /\$\{[A-Za-z_][A-Za-z0-9_]*(?::?[-?+][^}]*)?\}/;
const inAddress = /^[a-z][a-z0-9+.-]*:\/\/[^\s]*\$[A-Z_][A-Z0-9_]*/;

const isShell = (value: string): boolean =>
  inside.test(value) || inAddress.test(value) || /^\s*\$[A-Z_][A-Z0-9_]+\s*$/.test(value);

const findShellVariables = (context: FindingContext): Hit[] => {
  const main = findMainFile(context.reading);
  return listTexts(context.reading)
    .filter(({ value, path }) => !elsewhere.has(path[0] ?? "") && isShell(value))
    .map((text): Hit => {
      const match = whole.exec(text.value);
      const name = match?.[1] ?? match?.[2] ?? null;
      const canFix = name !== null && text.place.file === main;
      return {
        place: text.place,
        message:
          name === null
            ? `${text.label} holds a shell variable, and the gateway takes it as it is written.`
            : `${text.label} is the shell variable ${name}, and the gateway takes it as it is written.`,
        advice:
          name === null
            ? "Put the whole value into one variable and write `os.environ/NAME`."
            : `Write \`os.environ/${name}\`.`,
        ...(text.group === null ? {} : { models: [text.group] }),
        ...(canFix ? { fix: { title: `Write os.environ/${name}`, edits: [setText(text, `os.environ/${name}`)] } } : {}),
      };
    });
};

export const secretRules: FindingRule[] = [
  {
    id: "plaintext-secret",
    severity: "warning",
    title: "A secret is written in the file",
    explain: "Who reads the file, a backup or its git history has the key.",
    advice: "Put it into the environment and write `os.environ/NAME` here.",
    source: gatewayRules,
    check: (context) => [...findTexts(context), ...findNumbers(context)],
  },
  {
    id: "shell-variable",
    severity: "error",
    title: "A shell variable is not expanded",
    explain:
      "The gateway sends `$NAME` in braces or bare as it stands: as a key it is refused, as an address it is not found.",
    advice: "Write `os.environ/NAME`, as the whole value.",
    source: gatewayRules,
    check: findShellVariables,
  },
];
