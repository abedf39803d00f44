import { parseJson } from "@/lib/adapters/http/json";
import { httpRequest } from "@/lib/adapters/http/request";
import { type CallOptions, type HttpOutcome, toAdapterFailure } from "@/lib/adapters/http/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { readCompletion, readStream, refusalOf } from "@/lib/adapters/openai/chat";
import { type AdapterFailure, err, ok, type Result } from "@/lib/result";
import { askGateway } from "./ask";
import { readAnswerer, readinessFailureOf, toCachedHealth, toChains, toModels } from "./from-replies";
import { maskRouterSettings } from "./mask";
import {
  BacklogReply,
  CallbacksReply,
  HealthReply,
  LivelinessReply,
  ModelInfoReply,
  ModelListReply,
  ReadinessReply,
} from "./replies";
import type {
  Backlog,
  CachedHealth,
  ChatAnswer,
  ChatFailure,
  ChatQuestion,
  GatewayConnection,
  Readiness,
  ReadinessFailure,
  RunningChain,
  RunningGraph,
} from "./schema";

/** Null when the answer is the gateway's own. A proxy in front of a gateway that is not up answers 502 to 504. */
const refuseStranger = (outcome: HttpOutcome) => {
  if (!outcome.ok) return err(readinessFailureOf(outcome.reason), outcome.detail);
  const { status, text } = outcome.value;
  if (status >= 502 && status <= 504) return err("starting", `a proxy in front answered ${status}`);
  if (status === 200 && parseJson(text, LivelinessReply) !== null) return null;
  return err("not-litellm", `what answers there is not LiteLLM: /health/liveliness gave ${status}`);
};

/** Older gateways have no details; their key is proved by the list of models. */
const readDetails = async (
  connection: GatewayConnection,
  options: CallOptions,
): Promise<Result<{ version: string | null }, ReadinessFailure>> => {
  const details = await askGateway(connection, "/health/readiness/details", ReadinessReply, options);
  if (details.ok) return ok({ version: details.value.litellm_version ?? null });
  const proof =
    details.reason === "unexpected_reply"
      ? await askGateway(connection, "/v1/models", ModelListReply, options)
      : details;
  if (proof.ok) return ok({ version: null });
  if (proof.reason === "refused") return err("unexpected_reply", proof.detail);
  if (proof.reason !== "unauthorised") return err(proof.reason, proof.detail);
  return err(
    "wrong-key",
    connection.key === null ? "no key is configured, and the gateway asks for one" : proof.detail,
  );
};

/**
 * Whether the gateway answers, is LiteLLM, is ready, and takes the key; with its version. The key is sent only after the
 * public routes have answered as LiteLLM, so that a stranger on the port never sees it.
 */
export const readReadiness = async (
  connection: GatewayConnection,
  options: CallOptions = {},
): Promise<Result<Readiness, ReadinessFailure>> => {
  const call = { timeoutMs: 5_000, ...options };
  const alive = await httpRequest({ url: joinUrl(connection.url, "/health/liveliness"), ...call });
  const stranger = refuseStranger(alive);
  if (stranger) return stranger;

  const readiness = await httpRequest({ url: joinUrl(connection.url, "/health/readiness"), ...call });
  if (!readiness.ok) return err(readinessFailureOf(readiness.reason), readiness.detail);
  const { status, text } = readiness.value;
  const said = parseJson(text, ReadinessReply);
  if (status !== 200 || !said)
    return ok({ ready: false, version: null, detail: `alive, not ready: /health/readiness gave ${status}` });

  const details = await readDetails(connection, call);
  if (!details.ok) return details;
  const version = details.value.version ?? said.litellm_version ?? null;
  return ok({ ready: true, version, detail: `LiteLLM ${version ?? "of unknown version"} is ready (${said.status})` });
};

/**
 * What the running gateway says of its own models, chains and router settings: the proof of what it took from the file. With
 * several worker processes each answer is one worker's, so the caller asks again until enough answers agree.
 */
export const readRunningGraph = async (
  connection: GatewayConnection,
  options: CallOptions = {},
): Promise<Result<RunningGraph, AdapterFailure>> => {
  const askChains = (kind: RunningChain["kind"]) =>
    askGateway(connection, `/v1/models?include_metadata=true&fallback_type=${kind}`, ModelListReply, options);
  const [models, general, contextWindow, contentPolicy, callbacks, details] = await Promise.all([
    askGateway(connection, "/v1/model/info", ModelInfoReply, options),
    askChains("general"),
    askChains("context_window"),
    askChains("content_policy"),
    askGateway(connection, "/get/config/callbacks", CallbacksReply, options),
    askGateway(connection, "/health/readiness/details", ReadinessReply, options),
  ]);
  if (!models.ok) return models;
  if (!general.ok) return general;
  if (!contextWindow.ok) return contextWindow;
  if (!contentPolicy.ok) return contentPolicy;
  if (!callbacks.ok) return callbacks;
  const settings = callbacks.value.router_settings ?? {};
  return ok({
    models: toModels(models.value, settings.model_group_alias),
    chains: [
      ...toChains("general", general.value),
      ...toChains("context_window", contextWindow.value),
      ...toChains("content_policy", contentPolicy.value),
    ],
    settings: maskRouterSettings(settings),
    version: details.ok ? (details.value.litellm_version ?? null) : null,
  });
};

/**
 * The gateway's own view of its deployments. Ask only a gateway with `background_health_checks`: without them this sends a
 * prompt to every deployment. Before the first cycle the view is incomplete, not empty; it carries no time.
 */
export const readCachedHealth = async (
  connection: GatewayConnection,
  options: CallOptions = {},
): Promise<Result<CachedHealth, AdapterFailure>> => {
  const reply = await askGateway(connection, "/health", HealthReply, options);
  return reply.ok ? ok(toCachedHealth(reply.value, connection.key)) : reply;
};

/** How many requests the gateway holds now. */
export const readBacklog = async (
  connection: GatewayConnection,
  options: CallOptions = {},
): Promise<Result<Backlog, AdapterFailure>> => {
  const reply = await askGateway(connection, "/health/backlog", BacklogReply, options);
  if (!reply.ok) return reply;
  const { in_flight_requests, admitted_requests, queued_requests, rejected_requests } = reply.value;
  return ok({
    inFlight: in_flight_requests,
    admitted: admitted_requests,
    queued: queued_requests,
    rejected: rejected_requests,
  });
};

/** One completion through the gateway, with who answered it. A failed one is refused with the gateway's first line. */
export const sendChat = async (
  { url, key }: GatewayConnection,
  { model, prompt, maxTokens, timeoutMs, stream = false, extraBody = {}, signal }: ChatQuestion,
): Promise<Result<ChatAnswer, ChatFailure>> => {
  const outcome = await httpRequest({
    url: joinUrl(url, "/v1/chat/completions"),
    method: "POST",
    key,
    timeoutMs,
    body: { ...extraBody, model, messages: [{ role: "user", content: prompt }], max_tokens: maxTokens, stream },
    ...(signal ? { signal } : {}),
  });
  if (!outcome.ok) return err(toAdapterFailure(outcome.reason), `LiteLLM: ${outcome.detail}`);
  const reply = outcome.value;
  if (reply.status !== 200) return refusalOf(reply, key);
  const text = stream ? readStream(reply, key) : readCompletion(reply);
  if (!text.ok) return text;
  return ok({ ...readAnswerer(reply), status: reply.status, text: text.value, timings: reply.timings });
};
