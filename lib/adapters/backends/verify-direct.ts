import { parseJson } from "@/lib/adapters/http/json";
import { httpRequest } from "@/lib/adapters/http/request";
import { toAdapterFailure } from "@/lib/adapters/http/schema";
import { joinUrl } from "@/lib/adapters/http/url";
import { OllamaChatReply } from "@/lib/adapters/ollama/schema";
import { readCompletion, refusalOf } from "@/lib/adapters/openai/chat";
import { err, ok, type Result } from "@/lib/result";
import { openaiBaseOf, rootOf } from "./address";
import type { ChatAnswer, ChatFailure, DirectQuestion } from "./schema";

const composeRequest = ({ flavour, baseUrl, model, prompt, maxTokens }: DirectQuestion) => {
  const messages = [{ role: "user", content: prompt }];
  return flavour === "ollama"
    ? {
        url: joinUrl(rootOf(baseUrl), "/api/chat"),
        body: { model, messages, stream: false, options: { num_predict: maxTokens } },
      }
    : {
        url: joinUrl(openaiBaseOf(baseUrl), "/chat/completions"),
        body: { model, messages, stream: false, max_tokens: maxTokens },
      };
};

/** One tiny completion straight at the backend, past the gateway. */
export const verifyDirect = async (question: DirectQuestion): Promise<Result<ChatAnswer, ChatFailure>> => {
  const { flavour, key, timeoutMs, signal } = question;
  const outcome = await httpRequest({
    ...composeRequest(question),
    method: "POST",
    key,
    timeoutMs,
    ...(signal ? { signal } : {}),
  });
  if (!outcome.ok) return err(toAdapterFailure(outcome.reason), outcome.detail);
  const reply = outcome.value;
  if (reply.status !== 200) return refusalOf(reply, key);

  const ollamaText = flavour === "ollama" ? parseJson(reply.text, OllamaChatReply)?.message.content : undefined;
  const text = ollamaText === undefined ? readCompletion(reply) : ok(ollamaText);
  if (!text.ok) return text;
  return ok({
    answeredBy: { id: null, group: null, apiBase: null },
    attemptedFallbacks: null,
    status: reply.status,
    text: text.value,
    timings: reply.timings,
  });
};
