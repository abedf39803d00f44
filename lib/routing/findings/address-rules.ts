import { detectProvider } from "@/lib/config/provider";
import type { DeploymentEntry } from "@/lib/config/schema";
import { secretParts } from "@/lib/config/secret-values";
import { nameDeployment, plainAddress, writtenProvider } from "./deployment-facts";
import { findMainFile, placeOfParam } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

/*
 * Where each kind of deployment sends its requests, seen at a server that answers nothing: the OpenAI client puts
 * `/chat/completions` behind the address, the Ollama client `/api/chat`, the Anthropic client `/v1/messages`.
 */

const openAiLike: ReadonlySet<string> = new Set([
  "openai",
  "text-completion-openai",
  "custom_openai",
  "hosted_vllm",
  "lm_studio",
  "llamafile",
  "litellm_proxy",
]);

/** Servers that also answer without `/v1`. */
const needsNoVersion: ReadonlySet<string> = new Set(["llamafile", "litellm_proxy"]);

const endpoint = /\/(?:chat\/completions|completions|embeddings|responses)\/?$/;
const ollamaPath = /(?:\/v1(?:\/chat\/completions)?|\/api(?:\/(?:chat|generate))?)\/?$/;

type Wrong = { message: string; better: string; severity?: "error" | "warning" };

const judgeOpenAi = (entry: DeploymentEntry, provider: string, address: string): Wrong | null => {
  const takesEndpoint = provider === "hosted_vllm" && /\/chat\/completions\/?$/.test(address);
  if (endpoint.test(address) && !takesEndpoint)
    return {
      message: "ends with the path of a request, and the gateway adds that path once more",
      better: address.replace(endpoint, ""),
    };
  const detected = detectProvider(entry.model, entry.apiBase, entry.params, entry.info);
  const hasPath = !/^[a-z]+:\/\/[^/?#]+\/?$/i.test(address);
  if (hasPath || !detected.local || needsNoVersion.has(provider) || detected.provider === "llamacpp") return null;
  return {
    message:
      "has no path: requests go to /chat/completions, which llama-cpp-python and vLLM do not answer (llama.cpp's own server does)",
    better: `${address.replace(/\/$/, "")}/v1`,
    severity: "warning",
  };
};

const judgeAddress = (entry: DeploymentEntry, address: string): Wrong | null => {
  const provider = writtenProvider(entry);
  if (provider === null) return null;
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address))
    return /^[\w.-]+(?::\d+)?(?:\/.*)?$/.test(address) && (openAiLike.has(provider) || provider.startsWith("ollama"))
      ? { message: "does not say http:// or https://", better: `http://${address}` }
      : null;
  if (openAiLike.has(provider)) return judgeOpenAi(entry, provider, address);
  if (provider === "ollama" || provider === "ollama_chat") {
    const own = provider === "ollama" ? "/api/generate" : "/api/chat";
    return ollamaPath.test(address) && !address.replace(/\/$/, "").endsWith(own)
      ? { message: `has a path, and the gateway adds ${own} to it`, better: address.replace(ollamaPath, "") }
      : null;
  }
  return provider === "anthropic" && /\/v1\/?$/.test(address)
    ? { message: "ends with /v1, and the gateway adds /v1/messages to it", better: address.replace(/\/v1\/?$/, "") }
    : null;
};

const findWrongPaths = (context: FindingContext): Hit[] => {
  const main = findMainFile(context.reading);
  return context.reading.deployments.flatMap((entry): Hit[] => {
    const address = plainAddress(entry);
    const wrong = address === null ? null : judgeAddress(entry, address);
    if (address === null || !wrong) return [];
    const key = entry.params.api_base ? "api_base" : "base_url";
    const mayShow = secretParts(address).length === 0 && !/[?#@]/.test(address);
    const edits = [
      {
        type: "update-deployment" as const,
        identity: entry.identity,
        set: [{ path: ["litellm_params", key], value: wrong.better }],
      },
    ];
    return [
      {
        place: placeOfParam(entry, "litellm_params", key),
        severity: wrong.severity ?? "error",
        message: `The address of ${nameDeployment(entry)} ${wrong.message}.`,
        models: [entry.group],
        ...(mayShow ? { advice: `Write \`${key}: ${wrong.better}\`.` } : {}),
        ...(mayShow && entry.place.file === main ? { fix: { title: `Write ${wrong.better}`, edits } } : {}),
      },
    ];
  });
};

export const addressRules: FindingRule[] = [
  {
    id: "api-base-path",
    severity: "error",
    title: "An address has a path that its server does not answer",
    explain: "The gateway starts, and every call is answered with 404.",
    advice:
      "Write the address as the server documents it: `…/v1` for OpenAI-compatible servers, no path for Ollama and Anthropic.",
    source: gatewayRules,
    check: findWrongPaths,
  },
];
