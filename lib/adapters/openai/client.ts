import { isPrivateAddress } from "@/lib/adapters/backends/address";
import { startAsking } from "@/lib/adapters/backends/reading";
import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import { probeLlamacpp } from "@/lib/adapters/llamacpp/client";
import { readModelList } from "./models";

/**
 * Asks an OpenAI-compatible server for its models. One of our own may be a llama-cpp-python, whom that question disturbs, so
 * it is first asked what it is.
 */
export const probeOpenai = async (target: ProbeTarget): Promise<BackendReading> =>
  isPrivateAddress(target.baseUrl) ? probeLlamacpp(target) : readModelList(target, startAsking(target));
