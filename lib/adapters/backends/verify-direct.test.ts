import { describe, expect, it } from "vitest";
import { listen, listenWith } from "@/lib/adapters/http/loopback";
import type { DirectQuestion } from "./schema";
import { verifyDirect } from "./verify-direct";

const completion = { choices: [{ index: 0, message: { role: "assistant", content: "pong" }, finish_reason: "stop" }] };
const ask = (baseUrl: string, more: Partial<DirectQuestion> = {}) =>
  verifyDirect({
    flavour: "openai",
    model: "a/b:c",
    baseUrl,
    key: "sk-direct-1",
    prompt: "ping",
    maxTokens: 8,
    timeoutMs: 2_000,
    ...more,
  });

describe("verifyDirect", () => {
  it("asks an OpenAI-compatible server for one small completion", async () => {
    const server = await listenWith({ "/v1/chat/completions": { json: completion } });
    const answer = await ask(`${server.url}/v1`);
    expect(answer).toMatchObject({ ok: true, value: { text: "pong", status: 200, answeredBy: { id: null } } });
    expect(JSON.parse(server.asked[0]?.body ?? "")).toEqual({
      model: "a/b:c",
      messages: [{ role: "user", content: "ping" }],
      stream: false,
      max_tokens: 8,
    });
  });

  it("asks Ollama in its own language", async () => {
    const server = await listenWith({
      "/api/chat": { json: { model: "m", message: { role: "assistant", content: "pong" }, done: true } },
    });
    expect(await ask(server.url, { flavour: "ollama" })).toMatchObject({ ok: true, value: { text: "pong" } });
    expect(JSON.parse(server.asked[0]?.body ?? "")).toMatchObject({ options: { num_predict: 8 } });
  });

  it.each([
    [401, { error: { message: "Invalid API Key sk-direct-1", type: "authentication_error" } }, "unauthorised"],
    [404, { error: 'model "nope" not found, try pulling it first' }, "model-missing"],
    [400, { error: { message: "The model `nope` does not exist" } }, "model-missing"],
    [400, { error: { message: "context length exceeded" } }, "refused"],
    [429, { error: { message: "slow down" } }, "rate-limited"],
    [500, { detail: "boom" }, "server-error"],
    [504, "<html>", "timeout"],
    [302, "", "unexpected_reply"],
  ])("reads status %d with %j as %s", async (status, json, reason) => {
    const server = await listenWith({ "/v1/chat/completions": { status, json } });
    const answer = await ask(server.url);
    expect(answer).toMatchObject({ ok: false, reason });
    expect(JSON.stringify(answer)).not.toContain("sk-direct-1");
    expect(answer.ok ? "" : answer.detail).toContain(`HTTP ${status}`);
  });

  it("refuses rubbish, a hang and a closed port with a reason each", async () => {
    const rubbish = await listen((_, response) => response.end("<html>"));
    expect(await ask(rubbish.url)).toMatchObject({ ok: false, reason: "unexpected_reply" });
    expect(await ask(rubbish.url, { flavour: "ollama" })).toMatchObject({ ok: false, reason: "unexpected_reply" });
    const hanging = await listen(() => {});
    expect(await ask(hanging.url, { timeoutMs: 100 })).toMatchObject({ ok: false, reason: "timeout" });
    await hanging.close();
    expect(await ask(hanging.url)).toMatchObject({ ok: false, reason: "unreachable" });
  });
});
