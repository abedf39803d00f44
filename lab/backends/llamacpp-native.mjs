import { answerChat, answerCompletion } from "./openai-chat.mjs";

/* llama.cpp's own `llama-server`: see lab/README.md for where the shapes come from. */

const MODEL = "local-model";
const BUILD = "b6920-3f4fc97f1";
const CONTEXT = 4096;
const SLOTS = 2;

const dialect = {
  backend: "llamacpp-native",
  firstByteMs: 3,
  extra: () => ({ system_fingerprint: BUILD }),
  message: (/** @type {string} */ text) => ({ role: "assistant", content: text }),
  nameModel: () => MODEL,
};

const error = (/** @type {number} */ code, /** @type {string} */ type, /** @type {string} */ message) => ({
  error: { message, type, code },
});

/** @type {import("./kinds.mjs").Kind} */
export const llamacppNative = {
  headers: { server: "llama.cpp" },
  openWithoutKey: ["/health", "/v1/health", "/models", "/v1/models"],
  inference: ["/v1/chat/completions", "/chat/completions", "/v1/completions", "/completions", "/completion"],
  loading: { status: 503, body: error(503, "unavailable_error", "Loading model") },
  faults: {
    500: error(500, "server_error", "failed to decode the batch: CUDA out of memory"),
    429: error(429, "rate_limit_error", "Too many requests"),
    401: error(401, "authentication_error", "Invalid API Key"),
  },
  notFound: { status: 404, body: error(404, "not_found_error", "File Not Found") },
  badBody: { status: 500, body: error(500, "server_error", "[json.exception.parse_error.101] parse error") },
  routes: {
    "GET /health": (exchange) => exchange.json(200, { status: "ok" }),
    "GET /v1/health": (exchange) => exchange.json(200, { status: "ok" }),
    "GET /v1/models": (exchange) => exchange.json(200, models()),
    "GET /models": (exchange) => exchange.json(200, models()),
    "GET /slots": (exchange) => exchange.json(200, slots(exchange.counters.running)),
    "GET /props": (exchange) => exchange.json(200, props()),
    "GET /metrics": (exchange) =>
      exchange.send(200, metrics(exchange.counters), { "content-type": "text/plain; version=0.0.4" }),
    "POST /v1/chat/completions": (exchange) => answerChat(exchange, dialect),
    "POST /chat/completions": (exchange) => answerChat(exchange, dialect),
    "POST /v1/completions": (exchange) => answerCompletion(exchange, dialect),
    "POST /completions": (exchange) => answerCompletion(exchange, dialect),
  },
};

const startedAt = Math.floor(Date.now() / 1000);

function models() {
  const meta = {
    vocab_type: 2,
    n_vocab: 128256,
    n_ctx: CONTEXT,
    n_ctx_train: 131072,
    n_embd: 4096,
    n_params: 8030261312,
    size: 4912898304,
    ftype: "Q4_K - Medium",
  };
  const details = {
    parent_model: "",
    format: "gguf",
    family: "",
    families: [""],
    parameter_size: "",
    quantization_level: "",
  };
  const shown = {
    name: MODEL,
    model: MODEL,
    modified_at: "",
    size: "",
    digest: "",
    type: "model",
    description: "",
    tags: [""],
    capabilities: ["completion"],
    parameters: "",
    details,
  };
  const entry = {
    id: MODEL,
    aliases: [MODEL],
    tags: [],
    object: "model",
    created: startedAt,
    owned_by: "llamacpp",
    meta,
  };
  return { models: [shown], object: "list", data: [entry] };
}

/** @param {number} running */
function slots(running) {
  return Array.from({ length: SLOTS }, (_, id) => ({
    id,
    n_ctx: CONTEXT,
    speculative: false,
    is_processing: id < running,
  }));
}

function props() {
  return {
    default_generation_settings: { params: { temperature: 0.8, top_k: 40, n_predict: -1 }, n_ctx: CONTEXT },
    total_slots: SLOTS,
    model_alias: MODEL,
    model_ftype: "Q4_K - Medium",
    model_path: "/srv/models/local-model-q4_k_m.gguf",
    modalities: { vision: false, audio: false },
    endpoint_slots: true,
    endpoint_props: true,
    endpoint_metrics: true,
    ui: false,
    chat_template: "{% for message in messages %}{{ message.content }}{% endfor %}",
    build_info: BUILD,
    is_sleeping: false,
  };
}

/** @param {import("./exchange.mjs").Counters} counters */
function metrics(counters) {
  const rows = [
    ["prompt_tokens_total", "counter", "Number of prompt tokens processed.", counters.promptTokens],
    ["prompt_seconds_total", "counter", "Prompt process time", counters.promptTokens / 2000],
    ["tokens_predicted_total", "counter", "Number of generation tokens processed.", counters.replyTokens],
    ["tokens_predicted_seconds_total", "counter", "Predict process time", counters.replyTokens / 400],
    ["n_decode_total", "counter", "Total number of llama_decode() calls", counters.replyTokens],
    [
      "n_busy_slots_per_decode",
      "gauge",
      "Average number of busy slots per llama_decode() call",
      counters.running > 0 ? 1 : 0,
    ],
    ["prompt_tokens_seconds", "gauge", "Average prompt throughput in tokens/s.", 2000],
    ["predicted_tokens_seconds", "gauge", "Average generation throughput in tokens/s.", 400],
    ["requests_processing", "gauge", "Number of requests processing.", Math.min(counters.running, SLOTS)],
    ["requests_deferred", "gauge", "Number of requests deferred.", Math.max(0, counters.running - SLOTS)],
  ];
  return `${rows.map(([name, type, help, value]) => `# HELP llamacpp:${name} ${help}\n# TYPE llamacpp:${name} ${type}\nllamacpp:${name} ${value}`).join("\n")}\n`;
}
