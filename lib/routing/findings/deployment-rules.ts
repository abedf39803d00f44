import type { DeploymentEntry } from "@/lib/config/schema";
import { isSecretName, isShowable } from "@/lib/config/secret-names";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const hit = (entry: DeploymentEntry, message: string): Hit => ({ place: entry.place, message, models: [entry.group] });

const findMissingApiBase = ({ reading }: FindingContext): Hit[] =>
  reading.deployments
    .filter(({ model, apiBase }) => /^ollama(_chat)?\//.test(model) && apiBase === null)
    .map((entry) => hit(entry, `The deployment ${entry.model} of ${entry.group} has no api_base.`));

const isOpenAi = ({ model, params }: DeploymentEntry): boolean =>
  model.startsWith("openai/") || params.custom_llm_provider === "openai";

/** A named credential, or a key set for all of them, serves as well. */
const hasKeyElsewhere = ({ reading }: FindingContext, { params }: DeploymentEntry): boolean =>
  typeof params.litellm_credential_name === "string" ||
  reading.settings.some(
    ({ section, key }) =>
      (section === "litellm_settings" && (key === "api_key" || key === "openai_key")) ||
      (section === "environment_variables" && key === "OPENAI_API_KEY"),
  );

const findMissingApiKeys = (context: FindingContext): Hit[] =>
  context.reading.deployments
    .filter((entry) => isOpenAi(entry) && entry.key.kind === "none" && !hasKeyElsewhere(context, entry))
    .map((entry) =>
      entry.apiBase === null
        ? {
            ...hit(
              entry,
              `The deployment ${entry.model} of ${entry.group} relies on OPENAI_API_KEY in the environment.`,
            ),
            severity: "info" as const,
            advice: "Write `api_key: os.environ/OPENAI_API_KEY` to make that visible.",
          }
        : hit(entry, `The deployment ${entry.model} of ${entry.group} has an api_base and no api_key.`),
    );

const findDuplicateIds = ({ reading }: FindingContext): Hit[] => {
  const first = new Map<string, DeploymentEntry>();
  return reading.deployments.flatMap((entry) => {
    if (entry.writtenId === null) return [];
    const earlier = first.get(entry.writtenId);
    if (!earlier) first.set(entry.writtenId, entry);
    return earlier
      ? [
          hit(
            entry,
            `The id ${entry.writtenId} of a deployment of ${entry.group} is also that of one of ${earlier.group}.`,
          ),
        ]
      : [];
  });
};

const findPlaintextKeys = ({ reading }: FindingContext): Hit[] =>
  reading.deployments
    .filter(({ key }) => key.kind === "literal" && key.secret)
    .map((entry) => hit(entry, `The api_key of ${entry.model} of ${entry.group} is written in the file.`));

const isPlainSecret = (key: string, value: unknown): boolean =>
  isSecretName(key) && typeof value === "string" && value !== "" && !isShowable(value);

const findPlaintextSettings = ({ reading }: FindingContext): Hit[] =>
  reading.settings
    .filter(({ key, value }) => isPlainSecret(key, value))
    .map(({ section, key, place }) => ({ place, message: `${key} under ${section} is written in the file.` }));

export const deploymentRules: FindingRule[] = [
  {
    id: "missing-api-base",
    severity: "error",
    title: "An Ollama deployment has no address",
    explain: "Without `api_base` the gateway tries to start an Ollama server of its own.",
    advice: "Write `api_base: http://HOST:11434`.",
    source: gatewayRules,
    check: findMissingApiBase,
  },
  {
    id: "missing-api-key",
    severity: "error",
    title: "An OpenAI-compatible deployment has no key",
    explain:
      "Calls fail before they leave the gateway; or, where OPENAI_API_KEY is set, that key is sent to the address written here.",
    advice: "Write a key; a local server that wants none takes any dummy, such as `api_key: none`.",
    source: gatewayRules,
    check: findMissingApiKeys,
  },
  {
    id: "duplicate-deployment-id",
    severity: "error",
    title: "Two deployments share an id",
    explain: "The gateway keeps one of them under that id: health, cooldowns and history get mixed up.",
    advice: "Give each deployment an id of its own.",
    source: gatewayRules,
    check: findDuplicateIds,
  },
  {
    id: "plaintext-secret",
    severity: "warning",
    title: "A secret is written in the file",
    explain: "Who reads the file, a backup or its git history has the key.",
    advice: "Put it into the environment and write `os.environ/NAME` here.",
    source: gatewayRules,
    check: (context) => [...findPlaintextKeys(context), ...findPlaintextSettings(context)],
  },
];
