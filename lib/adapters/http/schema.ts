import type { AdapterFailure } from "@/lib/result";

/** Microseconds. `firstByteUs` is the first byte of the body, or of the headers when there is no body. */
export type Timings = { connectUs: number | null; firstByteUs: number | null; totalUs: number };

/**
 * How a conversation over HTTP fails before there is a complete reply.
 * `reset`: closed half-way; `unreachable`: no route; `garbage`: not HTTP; `aborted`: the caller's signal; `bad-address`: not an http(s) URL.
 */
export type NetworkFailure =
  | "refused"
  | "unreachable"
  | "dns"
  | "timeout"
  | "tls"
  | "reset"
  | "too-large"
  | "garbage"
  | "aborted"
  | "bad-address";

/** How every call can be bounded. */
export type CallOptions = { timeoutMs?: number; signal?: AbortSignal };

export type HttpReply = {
  status: number;
  /** Lower-case names; repeated headers joined with a comma. */
  headers: Record<string, string>;
  text: string;
  timings: Timings;
};

/** The coarse word of a network failure. `refused` of an `AdapterFailure` means a refused request, not a refused connection. */
export const toAdapterFailure = (failure: NetworkFailure): AdapterFailure => {
  switch (failure) {
    case "timeout":
    case "aborted":
      return "timeout";
    case "too-large":
    case "garbage":
      return "unexpected_reply";
    default:
      return "unreachable";
  }
};
