import { type IncomingMessage, request as openHttp } from "node:http";
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

    const settle = (outcome: HttpOutcome) => {
      cleanUp();
      resolve(outcome);
    };
    const fail = (reason: NetworkFailure, why = failureWords(reason, timeoutMs)) => {
      timings.totalUs = elapsedUs();
      settle({ ok: false, reason, detail: `${method} ${url ? showUrl(url) : "the address"}: ${why}`, timings });
    };
    const succeed = (reply: Omit<HttpReply, "timings">) => {
      timings.totalUs = elapsedUs();
      settle({ ok: true, value: { ...reply, timings } });
    };

    if (!url) return fail("bad-address");
    if (signal?.aborted) return fail("aborted");
    const body = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
    try {
      const request = (url.protocol === "https:" ? openHttps : openHttp)(url, {
        method,
        agent: false,
        headers: {
          accept: "*/*",
          ...(call.key ? { authorization: `Bearer ${call.key}` } : {}),
          ...(body ? { "content-type": "application/json", "content-length": body.length } : {}),
          ...call.headers,
        },
      });
      const timer = setTimeout(() => fail("timeout"), timeoutMs);
      const abort = () => fail("aborted");
      signal?.addEventListener("abort", abort, { once: true });
      cleanUp = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        request.destroy();
      };

      let secured = url.protocol !== "https:";
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
      request.on("response", (message) => {
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
          succeed({
            status: message.statusCode ?? 0,
            headers: readHeaders(message),
            text: Buffer.concat(chunks).toString("utf8"),
          });
        });
      });
      request.end(body ?? undefined);
    } catch {
      fail("bad-address");
    }
  });
