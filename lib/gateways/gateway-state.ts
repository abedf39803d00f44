import type { ReadinessFailure } from "@/lib/adapters/litellm/schema";
import type { Result } from "@/lib/result";
import type { GatewayState } from "./schema";

export type StatedGateway = { state: GatewayState; detail: string };

/**
 * One word for what the gateway's readiness reply means. `processRuns` is what the launcher shows: a port that nothing
 * listens on is a gateway on its way up when its process runs, and one that does not answer when there is none.
 */
export function toGatewayState(
  readiness: Result<{ ready: boolean; detail: string }, ReadinessFailure>,
  processRuns: boolean | null,
): StatedGateway {
  if (readiness.ok)
    return readiness.value.ready
      ? { state: "answering", detail: readiness.value.detail }
      : { state: "starting", detail: readiness.value.detail };
  const detail = readiness.detail ?? readiness.reason;
  switch (readiness.reason) {
    case "wrong-key":
      return { state: "wrong-key", detail };
    case "not-litellm":
    case "unexpected_reply":
      return { state: "not-litellm", detail };
    case "starting":
      return processRuns === true
        ? { state: "starting", detail: `Its process runs, but nothing listens yet. ${detail}` }
        : { state: "not-answering", detail };
    case "timeout":
    case "unreachable":
      return { state: "not-answering", detail };
  }
}
