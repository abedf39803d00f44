import type { ChatFailure } from "@/lib/adapters/backends/schema";
import { parseJson } from "@/lib/adapters/http/json";
import type { HttpReply } from "@/lib/adapters/http/schema";
import { firstLine, scrub } from "@/lib/adapters/http/scrub";
import { err, ok, type Result } from "@/lib/result";
import { OpenaiChatChunk, OpenaiChatReply, OpenaiError } from "./schema";

const TEXT_LIMIT = 8_000;

const reasonOfStatus = (status: number, message: string): ChatFailure => {
  if (status === 401 || status === 403 || /^No connected db/.test(message)) return "unauthorised";
  if (status === 404 || /invalid model name|model\b.{0,80}\b(not found|does not exist)/i.test(message))
    return "model-missing";
  if (status === 408 || status === 504) return "timeout";
  if (status === 429) return "rate-limited";
  if (status >= 500) return "server-error";
  return status >= 400 ? "refused" : "unexpected_reply";
};

/** Why a completion was not answered, in the other side's first line. */
export const refusalOf = ({ status, text }: HttpReply, key: string | null) => {
  const said = parseJson(text, OpenaiError)?.error.message ?? text;
  const words = firstLine(scrub(said, [key]));
  return err(reasonOfStatus(status, said), `HTTP ${status}${words ? `: ${words}` : ""}`);
};

/** The text of a whole completion. */
export const readCompletion = (reply: HttpReply): Result<string, ChatFailure> => {
  const body = parseJson(reply.text, OpenaiChatReply);
  if (!body) return err("unexpected_reply", "the answer is not a chat completion");
  return ok((body.choices[0]?.message.content ?? "").slice(0, TEXT_LIMIT));
};

/** The text of a streamed completion; an error in mid-stream and a missing end are failures. */
export const readStream = (reply: HttpReply, key: string | null): Result<string, ChatFailure> => {
  const events = reply.text
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trim());
  const parts: string[] = [];
  for (const event of events) {
    if (event === "[DONE]") return ok(parts.join("").slice(0, TEXT_LIMIT));
    const failure = parseJson(event, OpenaiError);
    if (failure) return err("server-error", `in mid-stream: ${firstLine(scrub(failure.error.message, [key]))}`);
    const chunk = parseJson(event, OpenaiChatChunk);
    if (!chunk) return err("unexpected_reply", "an event of the stream is not a chat completion");
    parts.push(chunk.choices[0]?.delta?.content ?? "");
  }
  return err(
    "unexpected_reply",
    events.length === 0 ? "the answer is not a stream" : "the stream ended without [DONE]",
  );
};
