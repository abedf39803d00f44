import type { ReadinessFailure } from "@/lib/adapters/litellm/schema";
import type { Result } from "@/lib/result";
import type { GatewayState } from "./schema";

export type StatedGateway = { state: GatewayState; detail: string };

/** What the launcher shows of the gateway's process; `startedAt` is the youngest of its processes, in milliseconds. */
export type SeenProcess = { runs: boolean; startedAt: number | null };

const startsWithinMs = 120_000;

/**
 * One word for what the gateway's readiness reply means. A port that nothing listens on, or that is silent, is a gateway on
 * its way up when a process of it began within the last two minutes, and one that does not answer otherwise.
 */
export function toGatewayState(
  readiness: Result<{ ready: boolean; detail: string }, ReadinessFailure>,
  process: SeenProcess | null,
  nowMs: number,
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
      return process?.runs
        ? { state: "starting", detail: `Its process runs, but nothing listens yet. ${detail}` }
        : { state: "not-answering", detail };
    case "timeout":
      return process?.runs && nowMs - (process.startedAt ?? 0) < startsWithinMs
        ? { state: "starting", detail: `Its process has just begun and is silent yet. ${detail}` }
        : { state: "not-answering", detail };
    case "unreachable":
      return { state: "not-answering", detail };
  }
}
