import { randomBytes } from "node:crypto";
import { composeReply, lastPrompt, positiveInteger } from "./replies.mjs";

/**
 * `/v1/chat/completions` and `/v1/completions`, which three of the servers share but for their dialect.
 * @typedef {object} Dialect
 * @property {string} backend
 * @property {number} firstByteMs
 * @property {(model: string) => Record<string, unknown>} extra fields beside the common ones
 * @property {(text: string) => Record<string, unknown>} message
 * @property {(body: Record<string, any>) => string} nameModel what the reply calls the model
 */

/** @param {import("./exchange.mjs").Exchange} exchange @param {Dialect} dialect */
export async function answerChat(exchange, dialect) {
  const { body } = exchange;
  const model = dialect.nameModel(body);
  const reply = composeReply(dialect.backend, model, lastPrompt(body.messages), limitOf(body));
  const frame = { id: `chatcmpl-${randomBytes(12).toString("hex")}`, created: now(), model, ...dialect.extra(model) };
  exchange.count(reply);
  await exchange.pause(dialect.firstByteMs);
  if (!body.stream) {
    const message = {
      index: 0,
      message: dialect.message(reply.text),
      logprobs: null,
      finish_reason: reply.finishReason,
    };
    return exchange.json(200, { ...frame, object: "chat.completion", choices: [message], usage: usageOf(reply) });
  }
  const chunk = (/** @type {object} */ delta, /** @type {string | null} */ reason) =>
    event({
      ...frame,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    });
  const parts = [chunk({ role: "assistant", content: "" }, null)];
  for (const token of reply.tokens) parts.push(chunk({ content: token }, null));
  parts.push(chunk({}, reply.finishReason));
  if (body.stream_options?.include_usage)
    parts.push(event({ ...frame, object: "chat.completion.chunk", choices: [], usage: usageOf(reply) }));
  return await exchange.stream("text/event-stream; charset=utf-8", [...parts, "data: [DONE]\n\n"]);
}

/** @param {import("./exchange.mjs").Exchange} exchange @param {Dialect} dialect */
export async function answerCompletion(exchange, dialect) {
  const { body } = exchange;
  const model = dialect.nameModel(body);
  const prompt = typeof body.prompt === "string" ? body.prompt : "";
  const reply = composeReply(dialect.backend, model, prompt, limitOf(body));
  const frame = { id: `cmpl-${randomBytes(12).toString("hex")}`, object: "text_completion", created: now(), model };
  exchange.count(reply);
  await exchange.pause(dialect.firstByteMs);
  const choice = (/** @type {string} */ text, /** @type {string | null} */ reason) => ({
    index: 0,
    text,
    logprobs: null,
    finish_reason: reason,
  });
  if (!body.stream)
    return exchange.json(200, { ...frame, choices: [choice(reply.text, reply.finishReason)], usage: usageOf(reply) });
  const parts = reply.tokens.map((token) => event({ ...frame, choices: [choice(token, null)] }));
  parts.push(event({ ...frame, choices: [choice("", reply.finishReason)] }), "data: [DONE]\n\n");
  return await exchange.stream("text/event-stream; charset=utf-8", parts);
}

/** @param {Record<string, any>} body */
const limitOf = (body) => positiveInteger(body.max_completion_tokens) ?? positiveInteger(body.max_tokens);

/** @param {object} value */
const event = (value) => `data: ${JSON.stringify(value)}\n\n`;

const now = () => Math.floor(Date.now() / 1000);

/** @param {import("./replies.mjs").Reply} reply */
const usageOf = (reply) => ({
  prompt_tokens: reply.promptTokens,
  completion_tokens: reply.tokens.length,
  total_tokens: reply.promptTokens + reply.tokens.length,
});
