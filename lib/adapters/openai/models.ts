import { openaiBaseOf } from "@/lib/adapters/backends/address";
import { type Ask, aliveReading, bodyOf, failedReading } from "@/lib/adapters/backends/reading";
import type { BackendFlavour, BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { OpenaiModels } from "./schema";

const owners: Record<string, BackendFlavour> = {
  llamacpp: "llamacpp",
  me: "llamacpp-python",
  vllm: "vllm",
  library: "ollama",
};

/** The reading of a server by its list of models alone; the owner that it gives them tells which server it is. */
export const readModelList = async (target: ProbeTarget, ask: Ask): Promise<BackendReading> => {
  const url = joinUrl(openaiBaseOf(target.baseUrl), "/models");
  const reply = await ask(url);
  const list = bodyOf(reply, OpenaiModels);
  if (!list || !reply.ok) return failedReading(url, reply, { key: target.key });
  const [first] = list.data;
  const owner = first?.owned_by ?? "";
  return aliveReading(url, reply.value.timings, {
    flavour: (Object.hasOwn(owners, owner) ? owners[owner] : undefined) ?? "openai",
    models: list.data.map(({ id }) => id),
    contextWindow: first?.max_model_len ?? first?.meta?.n_ctx ?? null,
  });
};
