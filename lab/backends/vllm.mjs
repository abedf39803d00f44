import { answerChat, answerCompletion } from "./openai-chat.mjs";

/* vLLM's OpenAI server: /health is an empty 200, and nothing listens before the engine is up. */

const MODEL = "Qwen/Qwen2.5-Coder-7B-Instruct-AWQ";
const CONTEXT = 32768;
const startedAt = Math.floor(Date.now() / 1000);

const dialect = {
  backend: "vllm",
  firstByteMs: 5,
  extra: () => ({ system_fingerprint: "vllm-0.32.0-tp1-5c1f3a7e" }),
  message: (/** @type {string} */ text) => ({
    role: "assistant",
    content: text,
    refusal: null,
    annotations: null,
    audio: null,
    function_call: null,
    tool_calls: [],
    reasoning: null,
  }),
  nameModel: (/** @type {Record<string, any>} */ body) =>
    typeof body.model === "string" && body.model ? body.model : MODEL,
};

const error = (/** @type {number} */ code, /** @type {string} */ type, /** @type {string} */ message) => ({
  error: { message, type, param: null, code },
});

/** @param {import("./exchange.mjs").Exchange} exchange @param {typeof answerChat} answer */
function forKnownModel(exchange, answer) {
  const { model } = exchange.body;
  if (model === undefined || model === MODEL) return answer(exchange, dialect);
  return exchange.json(404, error(404, "NotFoundError", `The model \`${model}\` does not exist.`));
}

/** @type {import("./kinds.mjs").Kind} */
export const vllm = {
  headers: { server: "uvicorn" },
  openWithoutKey: ["/health", "/version", "/metrics", "/ping"],
  inference: ["/v1/chat/completions", "/v1/completions"],
  loading: "refuse",
  faults: {
    500: error(
      500,
      "InternalServerError",
      "EngineCore encountered an issue. See stack trace (above) for the root cause.",
    ),
    429: error(429, "TooManyRequestsError", "The request queue is full"),
    401: { error: "Unauthorized" },
  },
  notFound: { status: 404, body: { detail: "Not Found" } },
  wrongMethod: { status: 405, body: { detail: "Method Not Allowed" } },
  badBody: { status: 400, body: error(400, "BadRequestError", "There was an error parsing the body") },
  routes: {
    "GET /health": (exchange) => exchange.send(200, "", {}),
    "GET /ping": (exchange) => exchange.send(200, "", {}),
    "GET /version": (exchange) => exchange.json(200, { version: "0.32.0" }),
    "GET /v1/models": (exchange) => exchange.json(200, models()),
    "GET /metrics": (exchange) =>
      exchange.send(200, metrics(exchange.counters), { "content-type": "text/plain; version=0.0.4" }),
    "POST /v1/chat/completions": (exchange) => forKnownModel(exchange, answerChat),
    "POST /v1/completions": (exchange) => forKnownModel(exchange, answerCompletion),
  },
};

function models() {
  const permission = {
    id: "modelperm-1",
    object: "model_permission",
    created: startedAt,
    allow_sampling: true,
    allow_logprobs: true,
    allow_view: true,
    organization: "*",
    group: null,
    is_blocking: false,
  };
  const entry = {
    id: MODEL,
    object: "model",
    created: startedAt,
    owned_by: "vllm",
    root: MODEL,
    parent: null,
    max_model_len: CONTEXT,
    permission: [permission],
  };
  return { object: "list", data: [entry] };
}

/** @param {import("./exchange.mjs").Counters} counters */
function metrics(counters) {
  const labels = `{engine="0",model_name="${MODEL}"}`;
  const rows = [
    ["num_requests_running", "gauge", "Number of requests in model execution batches.", counters.running],
    ["num_requests_waiting", "gauge", "Number of requests waiting to be processed.", 0],
    ["kv_cache_usage_perc", "gauge", "KV-cache usage. 1 means 100 percent usage.", counters.running > 0 ? 0.04 : 0],
    ["prompt_tokens_total", "counter", "Number of prefill tokens processed.", counters.promptTokens],
    ["generation_tokens_total", "counter", "Number of generation tokens processed.", counters.replyTokens],
  ];
  return `${rows.map(([name, type, help, value]) => `# HELP vllm:${name} ${help}\n# TYPE vllm:${name} ${type}\nvllm:${name}${labels} ${value}.0`).join("\n")}\n`;
}
