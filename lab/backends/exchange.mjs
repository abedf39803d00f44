import { setTimeout as wait } from "node:timers/promises";

/** One request and its answer, with the little that every stand-in needs. */
export class Exchange {
  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {{ path: string, body: Record<string, any>, counters: Counters }} given
   */
  constructor(request, response, { path, body, counters }) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.body = body;
    this.counters = counters;
  }

  /** @param {number} status @param {unknown} value @param {Record<string, string>} [headers] */
  json(status, value, headers = {}) {
    this.send(status, JSON.stringify(value), { "content-type": "application/json", ...headers });
  }

  /** @param {number} status @param {string} value @param {Record<string, string>} [headers] */
  text(status, value, headers = {}) {
    this.send(status, value, { "content-type": "text/plain; charset=utf-8", ...headers });
  }

  /** @param {number} status @param {string} value @param {Record<string, string>} headers */
  send(status, value, headers) {
    if (this.response.destroyed || this.response.headersSent) return;
    this.response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(value)) });
    this.response.end(this.request.method === "HEAD" ? "" : value);
  }

  /** Sends pieces a few milliseconds apart and stops when the client has left. @param {string} type @param {string[]} pieces */
  async stream(type, pieces) {
    if (this.response.destroyed) return;
    this.response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
    for (const piece of pieces) {
      if (this.response.destroyed) return;
      this.response.write(piece);
      await wait(2);
    }
    this.response.end();
  }

  /** @param {number} ms */
  async pause(ms) {
    if (ms > 0) await wait(ms);
  }

  /** @param {import("./replies.mjs").Reply} reply */
  count(reply) {
    this.counters.requests += 1;
    this.counters.promptTokens += reply.promptTokens;
    this.counters.replyTokens += reply.tokens.length;
  }
}

/** `calls` counts every request to the model, `requests` the answered ones. @typedef {{ calls: number, requests: number, promptTokens: number, replyTokens: number, running: number }} Counters */
