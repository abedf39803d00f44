import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Outcome, Outcomes } from "./schema";

/** Every deployment's stand-in behind one loopback port: the path says which is called, the scenario what it does. */
export type StandInServer = {
  port: number;
  baseOf: (key: string) => string;
  /** Forgets the calls of before. */
  begin: (outcomes: Outcomes) => void;
  calls: () => string[];
  close: () => Promise<void>;
};

type Reply = { status: number; body: unknown };

const failWith = (status: number, message: string, type: string, code: string): Reply => ({
  status,
  body: { error: { message, type, param: null, code } },
});

/** As OpenAI words them: LiteLLM tells the kinds of failure by these. */
const failures: Record<Exclude<Outcome, "answer" | "timeout">, Reply> = {
  error: failWith(500, "The stand-in fails, as this scenario wants.", "server_error", "internal_error"),
  rate_limit: failWith(429, "Rate limit reached, as this scenario wants.", "requests", "rate_limit_exceeded"),
  authentication: failWith(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
  context_window: failWith(
    400,
    "This model's maximum context length is 1 tokens. However, your messages resulted in 2 tokens.",
    "invalid_request_error",
    "context_length_exceeded",
  ),
  content_policy: failWith(
    400,
    "content_policy_violation: the request was rejected by the safety system.",
    "invalid_request_error",
    "content_policy_violation",
  ),
};

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const completion = (key: string) => ({ id: `rehearsal-${key}`, created: 1, model: key });

const answerWhole = (key: string): Reply => ({
  status: 200,
  body: {
    ...completion(key),
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", content: "ok" }, finish_reason: "stop" }],
    usage,
  },
});

const pieces = (key: string): string => {
  const piece = (delta: object, finish_reason: string | null) =>
    `data: ${JSON.stringify({ ...completion(key), object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  return `${piece({ role: "assistant", content: "o" }, null)}${piece({ content: "k" }, null)}${piece({}, "stop")}data: [DONE]\n\n`;
};

/** Models that are written as `openai/responses/…` are asked in this form. */
const answerResponses = (key: string): Reply => ({
  status: 200,
  body: {
    id: `resp_${key}`,
    object: "response",
    created_at: 1,
    status: "completed",
    model: key,
    output: [
      {
        type: "message",
        id: "msg_1",
        status: "completed",
        role: "assistant",
        content: [{ type: "output_text", text: "ok", annotations: [] }],
      },
    ],
    parallel_tool_calls: false,
    tool_choice: "auto",
    tools: [],
    usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
  },
});

const send = (response: ServerResponse, { status, body }: Reply): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

const isStream = (body: string): boolean => /"stream"\s*:\s*true/.test(body);

export const startStandIns = async (): Promise<StandInServer> => {
  let outcomes = new Map<string, Outcome>();
  let calls: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, , key = "", ...path] = (request.url ?? "").split("/");
    const body = await readBody(request);
    if (request.method !== "POST") return send(response, failWith(404, "Nothing is here.", "not_found", "404"));
    calls.push(key);
    const outcome = outcomes.get(key) ?? "answer";
    if (outcome === "timeout") return;
    if (outcome !== "answer") return send(response, failures[outcome]);
    if (path.at(-1) === "responses") return send(response, answerResponses(key));
    if (!isStream(body)) return send(response, answerWhole(key));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(pieces(key));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    baseOf: (key) => `http://127.0.0.1:${port}/d/${key}/v1`,
    begin: (next) => {
      outcomes = new Map(Object.entries(next));
      calls = [];
    },
    calls: () => [...calls],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
