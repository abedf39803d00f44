import { type ClientRequest, type IncomingMessage, request as openHttp } from "node:http";
import { request as openHttps } from "node:https";
import { failureOf, failureWords } from "./failure";
import type { HttpOutcome, HttpReply, HttpRequest, NetworkFailure, Timings } from "./schema";
import { showUrl } from "./url";

const DEFAULT_TIMEOUT_MS = 5_000;
const DEFAULT_LIMIT_BYTES = 2_000_000;

const startClock = () => {
  const startedAt = process.hrtime.bigint();
  return () => Number((process.hrtime.bigint() - startedAt) / 1_000n);
};

const readHeaders = (message: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headersDistinct)) if (value) headers[name] = value.join(", ");
  return headers;
};

const parseUrl = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && (url.protocol === "http:" || url.protocol === "https:") ? url : null;
};

const openRequest = (url: URL, { method = "GET", key, headers, body }: HttpRequest): ClientRequest => {
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const open = url.protocol === "https:" ? openHttps : openHttp;
  const request = open(url, {
    method,
    agent: false,
    headers: {
      accept: "*/*",
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(bytes ? { "content-type": "application/json", "content-length": bytes.length } : {}),
      ...headers,
    },
  });
  request.end(bytes ?? undefined);
  return request;
};

type Run = {
  limitBytes: number;
  timings: Timings;
  elapsedUs: () => number;
  fail: (reason: NetworkFailure, why?: string) => void;
  succeed: (reply: Omit<HttpReply, "timings">) => void;
};

const watchConnection = (request: ClientRequest, isSecure: boolean, { timings, elapsedUs, fail }: Run): void => {
  let secured = !isSecure;
  request.on("socket", (socket) => {
    socket.once("connect", () => {
      timings.connectUs = elapsedUs();
    });
    socket.once("secureConnect", () => {
      timings.tlsUs = elapsedUs();
      secured = true;
    });
  });
  request.on("error", (error) => {
    const { reason, why } = failureOf(error, { connected: timings.connectUs !== null, secured });
    fail(reason, why);
  });
  request.on("close", () => fail("reset"));
};

const collectReply = (message: IncomingMessage, { limitBytes, timings, elapsedUs, fail, succeed }: Run): void => {
  const headersUs = elapsedUs();
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    timings.firstByteUs ??= elapsedUs();
    size += chunk.length;
    if (size > limitBytes) fail("too-large", `more than ${limitBytes} bytes`);
    else chunks.push(chunk);
  });
  message.on("error", () => fail("reset"));
  message.on("end", () => {
    if (!message.complete) return fail("reset");
    timings.firstByteUs ??= headersUs;
    const text = Buffer.concat(chunks).toString("utf8");
    succeed({ status: message.statusCode ?? 0, headers: readHeaders(message), text });
  });
};

/**
 * One request on a connection of its own, so that a kept-alive one never hides a dead process. Redirects are replies like
 * any other. Never throws; ends at the time-out, at the signal, or with too many bytes, whichever is first.
 */
export const httpRequest = (call: HttpRequest): Promise<HttpOutcome> =>
  new Promise((resolve) => {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, limitBytes = DEFAULT_LIMIT_BYTES, method = "GET", signal } = call;
    const elapsedUs = startClock();
    const timings: Timings = { connectUs: null, firstByteUs: null, totalUs: 0 };
    const url = parseUrl(call.url);
    let cleanUp = () => {};

    const fail: Run["fail"] = (reason, why = failureWords(reason, timeoutMs)) => {
      cleanUp();
      timings.totalUs = elapsedUs();
      const asked = url ? showUrl(url) : "the address";
      resolve({ ok: false, reason, detail: `${method} ${asked}: ${why}`, timings: { ...timings } });
    };
    const succeed: Run["succeed"] = (reply) => {
      cleanUp();
      timings.totalUs = elapsedUs();
      resolve({ ok: true, value: { ...reply, timings: { ...timings } } });
    };
    if (!url) return fail("bad-address");
    if (signal?.aborted) return fail("aborted");

    try {
      const request = openRequest(url, call);
      const timer = setTimeout(() => fail("timeout"), timeoutMs);
      const abort = () => fail("aborted");
      signal?.addEventListener("abort", abort, { once: true });
      cleanUp = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        request.destroy();
      };
      const run: Run = { limitBytes, timings, elapsedUs, fail, succeed };
      watchConnection(request, url.protocol === "https:", run);
      request.on("response", (message) => collectReply(message, run));
    } catch {
      fail("bad-address");
    }
  });
