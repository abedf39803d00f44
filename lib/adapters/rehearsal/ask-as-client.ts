import { httpRequest } from "@/lib/adapters/http/request";
import type { HttpReply } from "@/lib/adapters/http/schema";
import type { ClientAnswer } from "./schema";

type Question = {
  url: string;
  key: string;
  model: string;
  stream: boolean;
  /** A stand-in will not answer: the request then says how long it waits for each. */
  isSilent: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};
type Seen = Omit<ClientAnswer, "calls">;

/** What clients and their logs look at; everything else of the reply is the server's own. */
const shownHeaders =
  /^(?:content-type|retry-after|x-litellm-(?:model-id|model-group|model-name|attempted-fallbacks|attempted-retries|version))$/;

const errorOf = (text: string): string => {
  try {
    const { error } = JSON.parse(text);
    return typeof error?.message === "string" ? error.message : text;
  } catch {
    return text;
  }
};

const keyOf = (headers: Record<string, string>): string | null =>
  /\/d\/(d\d+)\/v1/.exec(headers["x-litellm-model-api-base"] ?? "")?.[1] ?? null;

const countPieces = (text: string): NonNullable<Seen["stream"]> => {
  const data = text.split("\n").filter((line) => line.startsWith("data:"));
  const ended = data.at(-1)?.trim() === "data: [DONE]";
  return { pieces: data.length - (ended ? 1 : 0), ended };
};

const readReply = ({ status, headers, text, timings }: HttpReply, stream: boolean): Seen => {
  const worked = status === 200;
  const shown = Object.entries(headers).filter(([name]) => shownHeaders.test(name));
  return {
    answered: worked ? keyOf(headers) : null,
    status,
    headers: Object.fromEntries(shown),
    error: worked ? null : errorOf(text).slice(0, 2000),
    totalMs: timings.totalUs / 1000,
    firstByteMs: timings.firstByteUs === null ? null : timings.firstByteUs / 1000,
    stream: stream && worked ? countPieces(text) : null,
  };
};

const patienceSeconds = 2;

/** One chat request, as any program that uses the gateway sends it. */
export const askAsClient = async ({
  url,
  key,
  model,
  stream,
  isSilent,
  timeoutMs,
  signal,
}: Question): Promise<Seen> => {
  const outcome = await httpRequest({
    url: `${url}/v1/chat/completions`,
    method: "POST",
    key,
    body: {
      model,
      stream,
      messages: [{ role: "user", content: "ok?" }],
      ...(isSilent ? { timeout: patienceSeconds } : {}),
    },
    timeoutMs,
    ...(signal ? { signal } : {}),
  });
  if (outcome.ok) return readReply(outcome.value, stream);
  const totalMs = outcome.timings.totalUs / 1000;
  const { detail } = outcome;
  return { answered: null, status: null, headers: {}, error: detail, totalMs, firstByteMs: null, stream: null };
};
