import type { AdapterFailure, Err, Ok } from "@/lib/result";

/**
 * Microseconds since the call began, as curl counts them: name and TCP, then TLS (https only), then the first byte of the
 * body (of the headers when there is no body), then the end.
 */
export type Timings = { connectUs: number | null; tlsUs?: number | null; firstByteUs: number | null; totalUs: number };

/**
 * How a conversation over HTTP fails before there is a complete reply.
 * `reset`: closed half-way; `unreachable`: no route; `garbage`: not HTTP; `aborted`: the caller's signal;
 * `bad-address`: not an http(s) address, or a key that HTTP cannot carry.
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

/** How every call can be bounded; `timeoutMs` is for each request that the call needs. */
export type CallOptions = { timeoutMs?: number; signal?: AbortSignal };

export type HttpRequest = CallOptions & {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** Sent as a bearer token. */
  key?: string | null;
  /** Sent as JSON. */
  body?: unknown;
  limitBytes?: number;
};

export type HttpReply = {
  status: number;
  /** Lower-case names; repeated headers joined with a comma. */
  headers: Record<string, string>;
  text: string;
  timings: Timings;
};

/** `detail` names what was asked, without user info and query. */
export type HttpOutcome = Ok<HttpReply> | (Err<NetworkFailure> & { detail: string; timings: Timings });

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
