/** What a stand-in says, and how it counts. The text names the backend, so that one sees who answered. */

/** @typedef {{ text: string, tokens: string[], promptTokens: number, finishReason: "stop" | "length" }} Reply */

/**
 * @param {string} backend
 * @param {string} model
 * @param {string} prompt
 * @param {number | null} maxTokens
 * @returns {Reply}
 */
export function composeReply(backend, model, prompt, maxTokens) {
  const heard = prompt.length > 120 ? `${prompt.slice(0, 120)}…` : prompt;
  const sentence = `This is ${backend} answering as ${model}. You asked: ${heard || "nothing"}`;
  const all = sentence.match(/\S+\s*/gu) ?? [];
  const limit = maxTokens !== null && maxTokens > 0 ? maxTokens : all.length;
  const tokens = all.slice(0, limit);
  return {
    text: tokens.join("").trimEnd(),
    tokens,
    promptTokens: Math.max(1, Math.ceil(prompt.length / 4)),
    finishReason: tokens.length < all.length ? "length" : "stop",
  };
}

/** The last user message; OpenAI's list of content parts is accepted too. @param {unknown} messages */
export function lastPrompt(messages) {
  if (!Array.isArray(messages)) return "";
  const last = messages.filter((message) => message?.role !== "system").at(-1);
  if (typeof last?.content === "string") return last.content;
  if (!Array.isArray(last?.content)) return "";
  return last.content.map((/** @type {any} */ part) => (typeof part?.text === "string" ? part.text : "")).join(" ");
}

/** @param {unknown} value */
export function positiveInteger(value) {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
}
