import type { DeploymentEntry } from "@/lib/config/schema";
import { knownProviders } from "../known-providers";
import { isKnownProvider, judgeProvider } from "./known-models";
import { findNearestName } from "./nearest-name";
import { findMainFile, placeOfParam } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry, isRecord } from "./setting-values";

/** Providers that the file brings along as Python of its own. */
const customProviders = ({ reading }: FindingContext): ReadonlySet<string> => {
  const map = findEntry(reading, "litellm_settings", "custom_provider_map")?.value;
  const names = (Array.isArray(map) ? map : []).map((item) => (isRecord(item) ? item.provider : null));
  return new Set(names.filter((name) => typeof name === "string"));
};

const findMeant = (model: string): string | null => {
  const slash = model.indexOf("/");
  if (slash <= 0) return null;
  const prefix = model.slice(0, slash);
  const near = isKnownProvider(prefix.toLowerCase())
    ? prefix.toLowerCase()
    : (findNearestName(prefix, knownProviders)?.name ?? null);
  return near === null ? null : `${near}${model.slice(slash)}`;
};

const judge = (context: FindingContext, entry: DeploymentEntry, custom: ReadonlySet<string>): Hit[] => {
  const written = entry.params.custom_llm_provider;
  const models = [entry.group];
  if (typeof written === "string" && written !== "") {
    if (isKnownProvider(written) || custom.has(written)) return [];
    const near = findNearestName(written, knownProviders)?.name ?? null;
    return [
      {
        place: placeOfParam(entry, "litellm_params", "custom_llm_provider"),
        message: `The gateway knows no provider ${written}; calls of ${entry.group} fail.`,
        ...(near === null ? {} : { advice: `Did you mean ${near}?` }),
        models,
      },
    ];
  }
  const verdict = judgeProvider(entry.model, entry.apiBase, custom);
  if (verdict === "known") return [];
  const meant = findMeant(entry.model);
  const isMain = entry.place.file === findMainFile(context.reading);
  return [
    {
      place: placeOfParam(entry, "litellm_params", "model"),
      models,
      ...(verdict === "unknown"
        ? { message: `The gateway cannot tell the provider of ${entry.model}, so ${entry.group} is left out.` }
        : {
            severity: "warning" as const,
            message: `The gateway takes the provider of ${entry.model} from its price map, and that of this release does not have it.`,
          }),
      ...(meant === null
        ? {}
        : {
            advice: `Did you mean ${meant}?`,
            ...(isMain
              ? {
                  fix: {
                    title: `Write ${meant}`,
                    edits: [
                      {
                        type: "update-deployment" as const,
                        identity: entry.identity,
                        set: [{ path: ["litellm_params", "model"], value: meant }],
                      },
                    ],
                  },
                }
              : {}),
          }),
    },
  ];
};

export const providerRules: FindingRule[] = [
  {
    id: "unknown-provider",
    severity: "error",
    title: "The gateway cannot tell whom to ask for a model",
    explain: "It starts, logs an error, does not list the model, and answers calls for it with 400.",
    advice: "Write the provider in front: `openai/…` for OpenAI-compatible servers, `ollama_chat/…`, `hosted_vllm/…`.",
    source: `${gatewayRules}; asked of the gateway's own provider lookup`,
    check: (context) => {
      const custom = customProviders(context);
      return context.reading.deployments.flatMap((entry) => judge(context, entry, custom));
    },
  },
];
