import { rootOf } from "@/lib/adapters/backends/address";
import { bodyOf, failedReading, startAsking } from "@/lib/adapters/backends/reading";
import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { readModelList } from "@/lib/adapters/openai/models";
import { VllmVersion } from "./schema";

/** Asks vLLM how it is. While it loads nothing listens yet; 503 means that its engine has died. */
export const probeVllm = async (target: ProbeTarget): Promise<BackendReading> => {
  const ask = startAsking(target);
  const root = rootOf(target.baseUrl);
  const url = joinUrl(root, "/health");
  const health = await ask(url);
  if (!health.ok || health.value.status !== 200) return failedReading(url, health, { key: target.key });
  const [list, version] = await Promise.all([readModelList(target, ask), ask(joinUrl(root, "/version"))]);
  return { ...list, version: bodyOf(version, VllmVersion)?.version ?? null };
};
