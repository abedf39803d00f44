import { rootOf } from "@/lib/adapters/backends/address";
import { aliveReading, bodyOf, failedReading, startAsking } from "@/lib/adapters/backends/reading";
import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { OllamaRunning, OllamaTags, OllamaVersion } from "./schema";

const KEY_REMARK = "; the list is open to all, but another route refuses this key";

/**
 * Asks Ollama for its models and, beside that, for its version and what is in memory. A hosted Ollama may keep the last two
 * to itself, so only the list decides; and since that list is open there, a key is proved by a completion alone.
 */
export const probeOllama = async (target: ProbeTarget): Promise<BackendReading> => {
  const ask = startAsking(target);
  const root = rootOf(target.baseUrl);
  const tagsUrl = joinUrl(root, "/api/tags");
  const tagsReply = await ask(tagsUrl);
  const tags = bodyOf(tagsReply, OllamaTags);
  if (!tags || !tagsReply.ok) return failedReading(tagsUrl, tagsReply, { key: target.key });

  const [versionReply, runningReply] = await Promise.all([
    ask(joinUrl(root, "/api/version")),
    ask(joinUrl(root, "/api/ps")),
  ]);
  const running = bodyOf(runningReply, OllamaRunning);
  const reading = aliveReading(tagsUrl, tagsReply.value.timings, {
    flavour: "ollama",
    models: (tags.models ?? []).map(({ name }) => name),
    version: bodyOf(versionReply, OllamaVersion)?.version ?? null,
    loaded: running
      ? (running.models ?? []).map(({ name, size, size_vram }) => ({
          name,
          ...(size === undefined ? {} : { size }),
          ...(size_vram === undefined ? {} : { sizeVram: size_vram }),
        }))
      : null,
    contextWindow: running?.models?.length === 1 ? (running.models[0]?.context_length ?? null) : null,
  });
  const refusesKey = runningReply.ok && [401, 403].includes(runningReply.value.status);
  return refusesKey ? { ...reading, evidence: reading.evidence + KEY_REMARK } : reading;
};
