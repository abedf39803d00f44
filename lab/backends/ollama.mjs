import { asOpenAi, asTag, CLOUD, LOCAL, listLoaded, show } from "./ollama-models.mjs";
import { answerChat } from "./openai-chat.mjs";
import { composeReply, lastPrompt, positiveInteger } from "./replies.mjs";

/* Ollama's API. The cloud host speaks the same, with other models and a key: listing them is open, using them is not. */

/** @typedef {import("./ollama-models.mjs").Weights} Weights */

export const ollama = createOllama({
  backend: "ollama",
  weights: LOCAL,
  firstByteMs: 9,
  version: "0.12.6",
  cloud: false,
});
export const ollamaCloud = createOllama({
  backend: "cloud",
  weights: CLOUD,
  firstByteMs: 40,
  version: "0.0.0",
  cloud: true,
});

/**
 * @param {{ backend: string, weights: Weights[], firstByteMs: number, version: string, cloud: boolean }} given
 * @returns {import("./kinds.mjs").Kind}
 */
function createOllama({ backend, weights, firstByteMs, version, cloud }) {
  /** Model name to the moment it will be unloaded. @type {Map<string, number>} */
  const loaded = new Map();
  const find = (/** @type {unknown} */ name) =>
    weights.find((entry) => entry.name === name || entry.name === `${name}:latest`);

  /** @param {import("./exchange.mjs").Exchange} exchange @param {"chat" | "generate"} shape */
  async function answer(exchange, shape) {
    const { body } = exchange;
    const wanted = body.model ?? body.name;
    const entry = find(wanted);
    if (!wanted) return exchange.json(400, { error: "model is required" });
    if (!entry) return exchange.json(404, { error: `model "${wanted}" not found, try pulling it first` });
    if (body.keep_alive === 0 && !body.prompt && !body.messages?.length) {
      loaded.delete(entry.name);
      return exchange.json(200, { model: wanted, created_at: now(), response: "", done: true, done_reason: "unload" });
    }
    loaded.set(entry.name, Date.now() + 300_000);
    const prompt = shape === "chat" ? lastPrompt(body.messages) : unwrap(String(body.prompt ?? ""));
    const reply = composeReply(backend, entry.name, prompt, positiveInteger(body.options?.num_predict));
    exchange.count(reply);
    await exchange.pause(firstByteMs);
    const part = (/** @type {string} */ text) =>
      shape === "chat" ? { message: { role: "assistant", content: text } } : { response: text };
    const last = { done_reason: reply.finishReason, done: true, ...durationsOf(reply) };
    if (body.stream === false)
      return exchange.json(200, { model: wanted, created_at: now(), ...part(reply.text), ...last });
    const line = (/** @type {object} */ rest) => `${JSON.stringify({ model: wanted, created_at: now(), ...rest })}\n`;
    const lines = reply.tokens.map((token) => line({ ...part(token), done: false }));
    return await exchange.stream("application/x-ndjson", [...lines, line({ ...part(""), ...last })]);
  }

  return {
    headers: {},
    openWithoutKey: cloud ? ["/", "/api/version", "/api/tags"] : ["/"],
    needsKey: cloud,
    inference: ["/api/chat", "/api/generate", "/v1/chat/completions"],
    loading: null,
    faults: {
      500: { error: "llama runner process has terminated: exit status 2" },
      429: {
        error: cloud
          ? "you have reached your hourly usage limit"
          : "server busy, please try again. maximum pending requests exceeded",
      },
      401: { error: "unauthorized" },
    },
    notFound: { status: 404, text: "404 page not found" },
    wrongMethod: { status: 405, text: "405 method not allowed" },
    badBody: { status: 400, body: { error: "invalid character in request body" } },
    routes: {
      "GET /": (exchange) => exchange.text(200, "Ollama is running"),
      "GET /api/version": (exchange) => exchange.json(200, { version }),
      "GET /api/tags": (exchange) => exchange.json(200, { models: weights.map(asTag) }),
      "GET /api/ps": (exchange) => exchange.json(200, { models: listLoaded(weights, loaded) }),
      "GET /v1/models": (exchange) => exchange.json(200, { object: "list", data: weights.map(asOpenAi) }),
      "POST /api/show": (exchange) => {
        const entry = find(exchange.body.model ?? exchange.body.name);
        if (!entry) return exchange.json(404, { error: `model '${exchange.body.model ?? ""}' not found` });
        return exchange.json(200, show(entry));
      },
      "POST /api/chat": (exchange) => answer(exchange, "chat"),
      "POST /api/generate": (exchange) => answer(exchange, "generate"),
      "POST /v1/chat/completions": (exchange) => {
        const entry = find(exchange.body.model);
        if (entry) return answerChat(exchange, openAiDialect(backend, firstByteMs));
        const message = `model "${exchange.body.model ?? ""}" not found, try pulling it first`;
        return exchange.json(404, { error: { message, type: "api_error", param: null, code: null } });
      },
      "POST /api/pull": (exchange) =>
        exchange.json(500, { error: "pull model manifest: the lab has no models to fetch and reaches no other host" }),
    },
  };
}

/** LiteLLM writes a conversation into one prompt for `/api/generate`; only the last turn is of interest. @param {string} prompt */
const unwrap = (prompt) => (prompt.split("### User:\n").at(-1) ?? "").trim();

/** @param {string} backend @param {number} firstByteMs @returns {import("./openai-chat.mjs").Dialect} */
const openAiDialect = (backend, firstByteMs) => ({
  backend,
  firstByteMs,
  extra: () => ({ system_fingerprint: "fp_ollama" }),
  message: (text) => ({ role: "assistant", content: text }),
  nameModel: (body) => String(body.model),
});

const now = () => new Date().toISOString();

/** @param {import("./replies.mjs").Reply} reply */
const durationsOf = (reply) => ({
  total_duration: 9_000_000 + reply.tokens.length * 2_000_000,
  load_duration: 1_000_000,
  prompt_eval_count: reply.promptTokens,
  prompt_eval_duration: 4_000_000,
  eval_count: reply.tokens.length,
  eval_duration: reply.tokens.length * 2_000_000,
});
