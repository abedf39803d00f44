import type { z } from "zod";
import { parseJson } from "@/lib/adapters/http/json";
import { httpRequest } from "@/lib/adapters/http/request";
import type { HttpOutcome, HttpReply, NetworkFailure, Timings } from "@/lib/adapters/http/schema";
import { firstLine, scrub } from "@/lib/adapters/http/scrub";
import { showUrl } from "@/lib/adapters/http/url";
import type { BackendCause, BackendFlavour, BackendReading, ProbeTarget } from "./schema";

export type Ask = (url: string) => Promise<HttpOutcome>;

/** Asks several routes of one server within one time limit. */
export const startAsking = ({ key, timeoutMs, signal }: ProbeTarget): Ask => {
  const deadline = performance.now() + timeoutMs;
  return (url) =>
    httpRequest({
      url,
      key,
      timeoutMs: Math.max(1, Math.round(deadline - performance.now())),
      ...(signal ? { signal } : {}),
    });
};

const causeOfFailure = (failure: NetworkFailure): BackendCause => {
  switch (failure) {
    case "refused":
    case "unreachable":
      return "refused";
    case "timeout":
    case "aborted":
      return "timeout";
    case "dns":
    case "bad-address":
      return "dns";
    case "tls":
      return "tls";
    default:
      return "garbage";
  }
};

const causeOfReply = ({ status, text }: HttpReply): BackendCause => {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "rate-limited";
  if (status === 503 && /loading model/i.test(text)) return "loading";
  if (status === 503 && /no slot available/i.test(text)) return "busy";
  return status >= 500 ? "server-error" : "garbage";
};

/** `Retry-After` in seconds, written as seconds or as a date. */
export const readRetryAfter = (headers: Record<string, string>, now: number): number | null => {
  const value = headers["retry-after"];
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
};

const blankReading = (timings: Timings): Omit<BackendReading, "alive" | "cause" | "evidence"> => ({
  models: null,
  loaded: null,
  contextWindow: null,
  slots: null,
  retryAfterSeconds: null,
  version: null,
  flavour: null,
  timings,
});

const asked = (url: string): string => (URL.canParse(url) ? `GET ${showUrl(new URL(url))}` : "the address");

/** The reading of a server whose answer ends the probe: no reply, or one that is not success in the expected shape. */
export const failedReading = (
  url: string,
  outcome: HttpOutcome,
  { key, flavour = null }: { key: string | null; flavour?: BackendFlavour | null },
): BackendReading => {
  if (!outcome.ok) {
    const cause = causeOfFailure(outcome.reason);
    return { ...blankReading(outcome.timings), alive: false, cause, flavour, evidence: outcome.detail };
  }
  const reply = outcome.value;
  const cause = causeOfReply(reply);
  const words = firstLine(scrub(reply.text, [key]), 160);
  return {
    ...blankReading(reply.timings),
    alive: cause === "busy" || cause === "rate-limited",
    cause,
    flavour,
    retryAfterSeconds: readRetryAfter(reply.headers, Date.now()),
    evidence: `${asked(url)} answered ${reply.status}${words ? `: ${words}` : ""}`,
  };
};

/** The reading of a server that serves. */
export const aliveReading = (
  url: string,
  timings: Timings,
  facts: Partial<BackendReading> & { flavour: BackendFlavour },
): BackendReading => {
  const said = [
    `${asked(url)} answered 200`,
    facts.models ? `${facts.models.length} ${facts.models.length === 1 ? "model" : "models"} listed` : null,
    facts.loaded ? `${facts.loaded.length} in memory` : null,
    facts.slots ? `${facts.slots.busy} of ${facts.slots.total} slots busy` : null,
  ];
  const evidence = said.filter((part) => part !== null).join("; ");
  return { ...blankReading(timings), alive: true, cause: "none", evidence, ...facts };
};

/** The body of a reply with status 200 in the expected shape; null otherwise. */
export const bodyOf = <S extends z.ZodType>(outcome: HttpOutcome, schema: S): z.infer<S> | null =>
  outcome.ok && outcome.value.status === 200 ? parseJson(outcome.value.text, schema) : null;
