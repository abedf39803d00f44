import { timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Exchange } from "./exchange.mjs";
import { playFault, strikes } from "./faults.mjs";

const BODY_LIMIT = 20 * 1024 * 1024;

/** @typedef {import("./faults.mjs").Fault} Fault */

/** Serves one kind of model server on one port of the loopback address, and fails as it is told. */
export class StandIn {
  /** @param {import("./kinds.mjs").Kind} kind @param {{ port: number, key?: string | undefined }} options */
  constructor(kind, { port, key }) {
    this.kind = kind;
    this.port = port;
    this.key = key;
    /** @type {Fault | null} */
    this.fault = null;
    /** "held" until it is told that loading has ended, "timed" until its own time is over. @type {"held" | "timed" | null} */
    this.loading = null;
    /** @type {import("./exchange.mjs").Counters} */
    this.counters = { calls: 0, requests: 0, promptTokens: 0, replyTokens: 0, running: 0 };
    /** @type {Set<import("node:http").ServerResponse>} */
    this.unanswered = new Set();
    this.server = createServer((request, response) => void this.#serve(request, response));
    // Longer than any client's pool keeps an idle connection, so that this side never closes one that is being reused.
    this.server.keepAliveTimeout = 120_000;
    this.server.requestTimeout = 0;
  }

  /** The mode in force: a fault that was asked for wins over loading. */
  get mode() {
    return this.fault?.mode ?? (this.loading ? "loading" : null);
  }

  get mustListen() {
    return this.mode !== "refuse" && !(this.mode === "loading" && this.kind.loading === "refuse");
  }

  /** @param {{ fault?: Fault | null, loading?: "held" | "timed" | null }} next */
  async change(next) {
    const before = this.mode;
    if (next.fault !== undefined) this.fault = next.fault;
    if (next.loading !== undefined) this.loading = next.loading;
    // Requests that a time-out left hanging end with it; idle connections stay, a client may be about to use one.
    if (before !== this.mode) for (const response of this.unanswered) response.destroy();
    if (this.mustListen) await this.#open();
    else await this.#close();
  }

  async #open() {
    // While the port was closed the system may have lent its number to an outgoing connection for a moment.
    for (let attempt = 0; !this.server.listening; attempt += 1) {
      const problem = await new Promise((done) => {
        this.server.once("error", done);
        this.server.listen(this.port, "127.0.0.1", () => done(null));
      });
      this.server.removeAllListeners("error");
      if (problem && (problem.code !== "EADDRINUSE" || attempt >= 20)) throw problem;
      if (problem) await wait(100);
    }
  }

  async #close() {
    if (!this.server.listening) return;
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #serve(request, response) {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    for (const [name, value] of Object.entries({ ...this.kind.headers, ...this.kind.perRequestHeaders?.() }))
      response.setHeader(name, value);
    const isInference = this.kind.inference.includes(path);
    if (isInference) this.counters.calls += 1;
    if (isInference) this.counters.running += 1;
    response.once("close", () => {
      this.unanswered.delete(response);
      if (isInference) this.counters.running -= 1;
    });
    const raw = await readBody(request);
    if (raw === null) return response.destroy();
    const exchange = new Exchange(request, response, { path, body: {}, counters: this.counters });
    const fault = this.#faultFor(path);
    if (fault && (await playFault(exchange, this.kind, fault))) {
      if (!response.destroyed && !response.writableEnded && !response.headersSent) this.unanswered.add(response);
      return;
    }
    await this.#route(exchange, raw);
  }

  /** @param {string} path @returns {Fault | null} */
  #faultFor(path) {
    if (this.fault) return strikes(this.kind, this.fault, path) ? this.fault : null;
    return this.loading ? { mode: "loading", delayMs: 0, inferenceOnly: false } : null;
  }

  /** @param {Exchange} exchange @param {string} raw */
  async #route(exchange, raw) {
    const { kind } = this;
    if (kind.needsKey && !kind.openWithoutKey.includes(exchange.path) && !this.#hasKey(exchange))
      return exchange.json(401, kind.faults[401]);
    const method = exchange.request.method === "HEAD" ? "GET" : exchange.request.method;
    const route = Object.hasOwn(kind.routes, `${method} ${exchange.path}`) && kind.routes[`${method} ${exchange.path}`];
    if (!route) return answerPlainly(exchange, this.#missing(exchange.path));
    if (method === "POST") {
      const body = parseObject(raw);
      if (!body) return exchange.json(kind.badBody.status, kind.badBody.body);
      exchange.body = body;
    }
    await route(exchange);
  }

  /** @param {string} path */
  #missing(path) {
    const other = ["GET", "POST"].some((method) => Object.hasOwn(this.kind.routes, `${method} ${path}`));
    return (other && this.kind.wrongMethod) || this.kind.notFound;
  }

  /** @param {Exchange} exchange */
  #hasKey(exchange) {
    const given = Buffer.from(exchange.request.headers.authorization ?? "");
    const wanted = Buffer.from(`Bearer ${this.key}`);
    return this.key !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

/** @param {Exchange} exchange @param {{ status: number, body?: object, text?: string }} answer */
function answerPlainly(exchange, { status, body, text }) {
  if (body) exchange.json(status, body);
  else exchange.text(status, text ?? "");
}

/** @param {import("node:http").IncomingMessage} request @returns {Promise<string | null>} */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size > BODY_LIMIT) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @param {string} raw @returns {Record<string, any> | null} */
function parseObject(raw) {
  try {
    const value = JSON.parse(raw);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
