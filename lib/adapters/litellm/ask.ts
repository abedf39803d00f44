import type { z } from "zod";
import { parseJson } from "@/lib/adapters/http/json";
import { httpRequest } from "@/lib/adapters/http/request";
import { type CallOptions, type HttpReply, toAdapterFailure } from "@/lib/adapters/http/schema";
import { firstLine, scrub } from "@/lib/adapters/http/scrub";
import { joinUrl } from "@/lib/adapters/http/url";
import { type AdapterFailure, err, ok, type Result } from "@/lib/result";
import { ErrorReply } from "./replies";
import type { GatewayConnection } from "./schema";

/** A model of the gateway is described in about 7 kB, so a large configuration needs room. */
const LIMIT_BYTES = 32_000_000;
const DEFAULT_TIMEOUT_MS = 15_000;

/** A wrong key gets 400 "No connected db." from a gateway without a database; no key gets 401, or 500 in plain text. */
const reasonOf = ({ status, text }: HttpReply, key: string | null): AdapterFailure => {
  const type = parseJson(text, ErrorReply)?.error.type;
  if (status === 401 || status === 403 || type === "no_db_connection" || type === "auth_error") return "unauthorised";
  if (status === 500 && key === null && type === undefined) return "unauthorised";
  return status >= 400 && status < 500 && status !== 404 ? "refused" : "unexpected_reply";
};

/** Asks the running gateway and parses its answer. */
export const askGateway = async <S extends z.ZodType>(
  { url, key }: GatewayConnection,
  path: string,
  schema: S,
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: CallOptions,
): Promise<Result<z.infer<S>, AdapterFailure>> => {
  const outcome = await httpRequest({
    url: joinUrl(url, path),
    key,
    timeoutMs,
    limitBytes: LIMIT_BYTES,
    ...(signal ? { signal } : {}),
  });
  if (!outcome.ok) return err(toAdapterFailure(outcome.reason), `LiteLLM: ${outcome.detail}`);
  const reply = outcome.value;
  const asked = `LiteLLM: GET ${path.split("?")[0]}`;
  if (reply.status !== 200) {
    const words = firstLine(scrub(parseJson(reply.text, ErrorReply)?.error.message ?? reply.text, [key]));
    return err(reasonOf(reply, key), `${asked} answered ${reply.status}${words ? `: ${words}` : ""}`);
  }
  const body = parseJson(reply.text, schema);
  return body === null ? err("unexpected_reply", `${asked} answered in an unknown shape`) : ok(body);
};
