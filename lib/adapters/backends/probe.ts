import { probeLlamacpp } from "@/lib/adapters/llamacpp/client";
import { probeOllama } from "@/lib/adapters/ollama/client";
import { probeOpenai } from "@/lib/adapters/openai/client";
import { probeVllm } from "@/lib/adapters/vllm/client";
import type { BackendFlavour, BackendReading, ProbeTarget } from "./schema";

const probes: Record<BackendFlavour, (target: ProbeTarget) => Promise<BackendReading>> = {
  ollama: probeOllama,
  llamacpp: probeLlamacpp,
  "llamacpp-python": probeLlamacpp,
  vllm: probeVllm,
  openai: probeOpenai,
};

/** Asks a model server of the expected kind how it is. */
export const probeBackend = (flavour: BackendFlavour, target: ProbeTarget): Promise<BackendReading> =>
  probes[flavour](target);
