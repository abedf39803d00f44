import { detectProvider } from "@/lib/config/provider";
import type { DeploymentEntry } from "@/lib/config/schema";
import { comesFromElsewhere, isVariableSet, nameDeployment, plainAddress, writtenProvider } from "./deployment-facts";
import { findMainFile } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const hit = (entry: DeploymentEntry, message: string): Hit => ({ place: entry.place, message, models: [entry.group] });

/** Providers without a home of their own, and the variable that can name their address. */
const homeless: Readonly<Record<string, readonly string[]>> = {
  hosted_vllm: ["HOSTED_VLLM_API_BASE"],
  lm_studio: ["LM_STUDIO_API_BASE"],
  litellm_proxy: ["LITELLM_PROXY_API_BASE"],
  azure: ["AZURE_API_BASE"],
  xinference: ["XINFERENCE_API_BASE"],
  custom_openai: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
};

const isOllama = (provider: string | null): boolean => provider === "ollama" || provider === "ollama_chat";

const judgeMissing = (context: FindingContext, entry: DeploymentEntry): Hit[] => {
  const provider = writtenProvider(entry);
  if (provider === null || entry.apiBase !== null || comesFromElsewhere(context, entry, "api_base")) return [];
  if (isOllama(provider)) return [hit(entry, `The deployment ${nameDeployment(entry)} has no api_base.`)];
  const variables = Object.hasOwn(homeless, provider) ? homeless[provider] : undefined;
  const [variable] = variables ?? [];
  if (!variables || !variable || provider === entry.model) return [];
  const isSet = isVariableSet(context, variables);
  if (isSet === true) return [];
  return [
    {
      ...hit(
        entry,
        isSet === false
          ? `The deployment ${nameDeployment(entry)} has no api_base, and ${variable} is not set.`
          : `The deployment ${nameDeployment(entry)} has no api_base, and can answer only where ${variable} is set.`,
      ),
      severity: isSet === false ? "error" : "warning",
      advice: "Write the address of the server as `api_base`.",
    },
  ];
};

const isOpenAi = (entry: DeploymentEntry): boolean => {
  const provider = writtenProvider(entry);
  return provider === "openai" || provider === "text-completion-openai" || provider === "custom_openai";
};

/** A key set for all deployments serves as well. */
const hasCommonKey = ({ reading }: FindingContext): boolean =>
  reading.settings.some(
    ({ section, key, value }) =>
      section === "litellm_settings" && (key === "api_key" || key === "openai_key") && value !== null,
  );

const keyFix = (context: FindingContext, entry: DeploymentEntry, value: string): Pick<Hit, "fix"> =>
  entry.place.file === findMainFile(context.reading)
    ? {
        fix: {
          title: `Write api_key: ${value}`,
          edits: [
            {
              type: "update-deployment",
              identity: entry.identity,
              set: [{ path: ["litellm_params", "api_key"], value }],
            },
          ],
        },
      }
    : {};

const judgeKey = (context: FindingContext, entry: DeploymentEntry): Hit[] => {
  const isSet = isVariableSet(context, ["OPENAI_API_KEY"]);
  if (entry.apiBase === null) {
    if (isSet === true) return [];
    const variable = "os.environ/OPENAI_API_KEY";
    return [
      {
        ...hit(
          entry,
          isSet === false
            ? `The deployment ${nameDeployment(entry)} has no key, and OPENAI_API_KEY is not set.`
            : `The deployment ${nameDeployment(entry)} relies on OPENAI_API_KEY in the environment.`,
        ),
        severity: isSet === false ? "error" : "info",
        advice: `Write \`api_key: ${variable}\` to make that visible.`,
        ...(isSet === false ? {} : keyFix(context, entry, variable)),
      },
    ];
  }
  const isLocal =
    plainAddress(entry) !== null && detectProvider(entry.model, entry.apiBase, entry.params, entry.info).local;
  return [
    {
      ...hit(entry, `The deployment ${nameDeployment(entry)} has an api_base and no api_key.`),
      ...(isLocal ? keyFix(context, entry, "none") : {}),
    },
  ];
};

const findMissingKeys = (context: FindingContext): Hit[] =>
  hasCommonKey(context)
    ? []
    : context.reading.deployments
        .filter(
          (entry) => isOpenAi(entry) && entry.key.kind === "none" && !comesFromElsewhere(context, entry, "api_key"),
        )
        .flatMap((entry) => judgeKey(context, entry));

const mocks: readonly string[] = ["mock_response", "mock_tool_calls", "mock_delay", "mock_timeout"];

const isMocked = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

const findMocks = (context: FindingContext): Hit[] => {
  const main = findMainFile(context.reading);
  return context.reading.deployments.flatMap((entry): Hit[] => {
    const found = mocks.filter((key) => isMocked(entry.params[key]));
    if (found.length === 0) return [];
    const set = found.map((key) => ({ path: ["litellm_params", key], value: null }));
    const names = found.join(" and ");
    return [
      {
        ...hit(entry, `The deployment ${nameDeployment(entry)} has ${names}: a stand-in, not the model.`),
        ...(entry.place.file === main
          ? {
              fix: { title: `Remove ${names}`, edits: [{ type: "update-deployment", identity: entry.identity, set }] },
            }
          : {}),
      },
    ];
  });
};

export const deploymentRules: FindingRule[] = [
  {
    id: "missing-api-base",
    severity: "error",
    title: "A deployment has no address",
    explain:
      "Without `api_base` the gateway tries to start an Ollama server of its own, or has nowhere to send a call.",
    advice: "Write `api_base: http://HOST:11434`.",
    source: gatewayRules,
    check: (context) => context.reading.deployments.flatMap((entry) => judgeMissing(context, entry)),
  },
  {
    id: "missing-api-key",
    severity: "error",
    title: "An OpenAI-compatible deployment has no key",
    explain:
      "Calls fail before they leave the gateway; or, where OPENAI_API_KEY is set, that key is sent to the address written here.",
    advice: "Write a key; a local server that wants none takes any dummy, such as `api_key: none`.",
    source: gatewayRules,
    check: findMissingKeys,
  },
  {
    id: "mock-left-in",
    severity: "warning",
    title: "A deployment answers without its model",
    explain: "Whoever asks gets a text that was written for a test, with status 200.",
    advice: "Remove the key when the test is over.",
    source: gatewayRules,
    check: findMocks,
  },
];
