import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";

export const probeLlamacpp = async (_target: ProbeTarget): Promise<BackendReading> => ({
  alive: false,
  cause: "refused",
  models: null,
  loaded: null,
  contextWindow: null,
  slots: null,
  retryAfterSeconds: null,
  version: null,
  flavour: null,
  timings: { connectUs: null, firstByteUs: null, totalUs: 0 },
  evidence: "not asked",
});
