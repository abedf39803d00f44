import { rootOf } from "@/lib/adapters/backends/address";
import { type Ask, aliveReading, bodyOf, failedReading, startAsking } from "@/lib/adapters/backends/reading";
import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import type { HttpOutcome } from "@/lib/adapters/http/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { readModelList } from "@/lib/adapters/openai/models";
import { LlamacppHealth, LlamacppProps, LlamacppPythonApi, LlamacppSlots } from "./schema";

const statusOf = (outcome: HttpOutcome): number | null => (outcome.ok ? outcome.value.status : null);

/**
 * Asks a server of the llama.cpp family how it is, and finds out which one it is. Only llama.cpp's own server answers
 * `/health` with a status. llama-cpp-python has no such route, and its `/v1/models` waits for the model's lock, which ends a
 * stream that runs meanwhile; its API description waits for nothing and names it. Any other server is read by its models.
 */
export const probeLlamacpp = async (target: ProbeTarget): Promise<BackendReading> => {
  const ask = startAsking(target);
  const url = joinUrl(rootOf(target.baseUrl), "/health");
  const health = await ask(url);
  switch (statusOf(health)) {
    case 200:
      return bodyOf(health, LlamacppHealth) ? probeNative(target, ask, url, health) : readModelList(target, ask);
    case 404:
    case 405:
      return probePython(target, ask);
    default: {
      const reading = failedReading(url, health, { key: target.key });
      return reading.cause === "loading" || reading.cause === "busy" ? { ...reading, flavour: "llamacpp" } : reading;
    }
  }
};

const probeNative = async (
  target: ProbeTarget,
  ask: Ask,
  url: string,
  health: HttpOutcome,
): Promise<BackendReading> => {
  const root = rootOf(target.baseUrl);
  const [list, propsReply, slotsReply] = await Promise.all([
    readModelList(target, ask),
    ask(joinUrl(root, "/props")),
    ask(joinUrl(root, "/slots")),
  ]);
  if (list.cause !== "none" || list.flavour !== "llamacpp" || !health.ok) return list;
  const props = bodyOf(propsReply, LlamacppProps);
  const slots = bodyOf(slotsReply, LlamacppSlots);
  const busy = slots?.filter(({ is_processing }) => is_processing).length ?? 0;
  return aliveReading(url, health.value.timings, {
    cause: slots && slots.length > 0 && busy === slots.length ? "busy" : "none",
    flavour: "llamacpp",
    models: list.models,
    contextWindow: props?.default_generation_settings?.n_ctx ?? list.contextWindow,
    slots: slots ? { busy, total: slots.length } : null,
    version: props?.build_info ?? null,
  });
};

const probePython = async (target: ProbeTarget, ask: Ask): Promise<BackendReading> => {
  const url = joinUrl(rootOf(target.baseUrl), "/openapi.json");
  const reply = await ask(url);
  const api = bodyOf(reply, LlamacppPythonApi);
  if (!api || !reply.ok) return readModelList(target, ask);
  const reading = aliveReading(url, reply.value.timings, { flavour: "llamacpp-python", version: api.info.version });
  if (!target.listModelsAnyway)
    return {
      ...reading,
      evidence: `${reading.evidence}; its models are not asked for, that would end a running stream`,
    };
  const list = await readModelList(target, ask);
  return list.cause === "none" ? { ...list, flavour: "llamacpp-python", version: api.info.version } : list;
};
