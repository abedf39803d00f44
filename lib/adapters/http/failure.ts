import type { NetworkFailure } from "./schema";

const byCode: Record<string, NetworkFailure> = {
  ECONNREFUSED: "refused",
  ENOENT: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EACCES: "unreachable",
  EPERM: "unreachable",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  HPE_HEADER_OVERFLOW: "too-large",
};

export const failureWords = (failure: NetworkFailure, timeoutMs: number): string => {
  switch (failure) {
    case "refused":
      return "connection refused, nothing listens there";
    case "unreachable":
      return "the host cannot be reached";
    case "dns":
      return "the host name is not known";
    case "timeout":
      return `no complete answer within ${timeoutMs} ms`;
    case "tls":
      return "no secure connection";
    case "reset":
      return "the connection was closed before the answer was complete";
    case "too-large":
      return "the answer is too large";
    case "garbage":
      return "the answer is not HTTP";
    case "aborted":
      return "given up by the caller";
    case "bad-address":
      return "not an http or https address, or a key with characters that HTTP does not allow";
  }
};

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

/** Sorts a socket error. Whatever fails between the TCP connection and the end of the handshake is a matter of TLS. */
export const failureOf = (
  error: Error,
  at: { connected: boolean; secured: boolean },
): { reason: NetworkFailure; why: string } => {
  const code = codeOf(error);
  if (at.connected && !at.secured)
    return { reason: "tls", why: `no secure connection (${code || "handshake failed"})` };
  const reason = byCode[code] ?? (code.startsWith("HPE_") ? "garbage" : at.connected ? "reset" : "unreachable");
  const words = failureWords(reason, 0);
  return { reason, why: reason === "timeout" ? "the connection timed out" : code ? `${words} (${code})` : words };
};
