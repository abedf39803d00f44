import { randomUUID } from "node:crypto";
import { answerChat, answerCompletion } from "./openai-chat.mjs";

/* llama-cpp-python's server: FastAPI on uvicorn, without /health, /props or /metrics, and silent until its model is loaded. */

const MODEL = "local-model";

const dialect = {
  backend: "llamacpp-python",
  firstByteMs: 6,
  extra: () => ({}),
  message: (/** @type {string} */ text) => ({ content: text, role: "assistant" }),
  nameModel: (/** @type {Record<string, any>} */ body) =>
    typeof body.model === "string" && body.model ? body.model : MODEL,
};

const error = (/** @type {string} */ type, /** @type {string} */ message) => ({
  error: { message, type, param: null, code: null },
});

/** @type {import("./kinds.mjs").Kind} */
export const llamacppPython = {
  headers: { server: "uvicorn" },
  perRequestHeaders: () => ({ "x-request-id": randomUUID().replaceAll("-", ""), "openai-processing-ms": "6" }),
  openWithoutKey: ["/docs", "/openapi.json"],
  inference: ["/v1/chat/completions", "/v1/completions"],
  loading: "refuse",
  faults: {
    500: error("internal_server_error", "llama_decode returned -3"),
    429: error("rate_limit_error", "Too many requests"),
    401: { detail: "Invalid API key" },
  },
  notFound: { status: 404, body: { detail: "Not Found" } },
  wrongMethod: { status: 405, body: { detail: "Method Not Allowed" } },
  badBody: {
    status: 422,
    body: { detail: [{ type: "json_invalid", loc: ["body", 0], msg: "JSON decode error", input: {} }] },
  },
  routes: {
    "GET /v1/models": (exchange) =>
      exchange.json(200, { object: "list", data: [{ id: MODEL, object: "model", owned_by: "me", permissions: [] }] }),
    "GET /openapi.json": (exchange) =>
      exchange.json(200, { openapi: "3.1.0", info: { title: "llama.cpp Python API", version: "0.3.36" }, paths: {} }),
    "GET /docs": (exchange) =>
      exchange.send(200, "<!doctype html><title>llama.cpp Python API</title>", { "content-type": "text/html" }),
    "POST /extras/tokenize/count": (exchange) =>
      exchange.json(200, { count: Math.ceil(String(exchange.body.input ?? "").length / 4) }),
    "POST /v1/chat/completions": (exchange) => answerChat(exchange, dialect),
    "POST /v1/completions": (exchange) => answerCompletion(exchange, dialect),
  },
};
