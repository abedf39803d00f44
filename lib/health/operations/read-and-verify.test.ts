import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Canned, listenWith } from "@/lib/adapters/http/loopback";
import { insertSamples, recentSamples } from "@/lib/health/store/samples";
import { clockAt, sample } from "@/lib/health/test-factories";
import { createTestDatabase } from "@/lib/testing/db";
import { readHealth } from "./read-health";
import { verifyDirectly } from "./verify-directly";

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
const now = new Date(clockAt("09:04"));
const at = clockAt("09:03:50");
const operator = { name: "user:op@example.org", role: "operator", origin: "127.0.0.1" } as const;

beforeEach(async () => {
  test = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "signalbox-health-"));
});
afterEach(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const register = async (config: string, url = "http://127.0.0.1:1") => {
  const configPath = join(folder, "config.yaml");
  const keyFile = join(folder, "key");
  writeFileSync(configPath, config);
  writeFileSync(keyFile, "sk-master-secret\n");
  const dates = { createdAt: now, updatedAt: now };
  await test.db.gateway.create({ data: { id: "g", name: "g", url, configPath, keyFile, reload: "none", ...dates } });
};

const twoModels = (base: string, background = true) => `model_list:
  - model_name: "odd: 'name' 🚦"
    litellm_params: { model: openai/served-name, api_base: "${base}/v1", api_key: sk-backend-secret }
    model_info: { id: first }
  - model_name: other
    litellm_params: { model: ollama/other, api_base: "http://127.0.0.1:9" }
general_settings: { background_health_checks: ${background} }
`;

describe("readHealth", () => {
  it("joins the file's deployments with the newest samples", async () => {
    await register(twoModels("http://127.0.0.1:1"));
    await insertSamples(test.db, "g", [
      sample("first", at),
      sample("first", at, { witness: "gateway", status: "unhealthy", cause: "server-error" }),
      sample("gone from the file", at),
    ]);
    const health = await readHealth(test.db, "g", now, { staleAfterMs: 55_000 });
    expect(health).toMatchObject({
      ok: true,
      value: {
        gateway: { healthy: 0, total: 2, unknown: 1, percent: 0 },
        direct: { healthy: 1, total: 2, unknown: 1, percent: 50 },
        target: { verdict: "missed", witness: "gateway" },
        deployments: [{ identity: "first", rule: "old-view", status: "healthy" }, { status: "unknown" }],
      },
    });
  });

  it("knows nothing of a minute ago, of before a reload, of a file without a view", async () => {
    await register(twoModels("http://127.0.0.1:1", false));
    await insertSamples(test.db, "g", [sample("first", at)]);
    const later = await readHealth(test.db, "g", new Date(now.getTime() + 60_000), { staleAfterMs: 55_000 });
    expect(later).toMatchObject({
      value: { direct: { healthy: 0, unknown: 2, percent: null }, target: { verdict: "unknown" } },
    });
    const soon = await readHealth(test.db, "g", now, { staleAfterMs: 55_000 });
    expect(soon).toMatchObject({ value: { target: { witness: "direct" }, gateway: { percent: null } } });
  });

  it("says what is wrong with an unknown gateway and a missing file", async () => {
    expect(await readHealth(test.db, "nope", now)).toMatchObject({ ok: false, reason: "unknown-gateway" });
    await register("model_list: []");
    rmSync(join(folder, "config.yaml"));
    expect(await readHealth(test.db, "g", now)).toMatchObject({ ok: false, reason: "missing" });
  });

  it("has nothing to say of an empty file", async () => {
    await register("");
    const health = await readHealth(test.db, "g", now);
    if (health.ok) expect(health.value).toMatchObject({ gateway: { total: 0, percent: null }, deployments: [] });
    else expect(health.reason).toBe("missing");
  });
});

describe("verifyDirectly", () => {
  const completion = (content: string): Canned => ({
    json: { choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }] },
  });
  const verify = (identity: string) =>
    verifyDirectly({ db: test.db, actor: operator, gatewayId: "g", identity, keys: () => null, now, timeoutMs: 2_000 });

  it("asks the backend and the gateway once each, side by side, and keeps the exact replies", async () => {
    const backend = await listenWith({ "/v1/chat/completions": completion("ready sk-backend-secret") });
    const reply = completion("ready");
    const gateway = await listenWith({
      "/v1/chat/completions": { ...reply, headers: { "x-litellm-model-id": "first" } },
      "/chat/completions": { ...reply, headers: { "x-litellm-model-id": "first" } },
    });
    await register(twoModels(backend.url), gateway.url);
    const report = await verify("first");
    expect(report).toMatchObject({
      ok: true,
      value: {
        prompts: 2,
        direct: { answered: true, text: "ready [masked]", status: 200 },
        gateway: { answered: true, text: "ready", answeredBy: "first" },
      },
    });
    expect([backend.asked.length, gateway.asked.length]).toEqual([1, 1]);
    expect(backend.asked[0]?.authorization).toBe("Bearer sk-backend-secret");
    expect(JSON.parse(backend.asked[0]?.body ?? "{}")).toMatchObject({ model: "served-name", max_tokens: 16 });
    expect(JSON.parse(gateway.asked[0]?.body ?? "{}")).toMatchObject({ model: "first", disable_fallbacks: true });
    const kept = await recentSamples(test.db, "g", "first", 9);
    expect(kept.map(({ witness, status }) => `${witness} ${status}`)).toEqual(["traffic healthy", "traffic healthy"]);
    const [audit] = await test.db.auditEntry.findMany();
    expect(audit).toMatchObject({
      action: "health.verify",
      target: "deployment:first",
      actor: operator.name,
      outcome: "done",
    });
    expect(audit?.after).toContain('"prompts":2');
    expect(JSON.stringify([kept, audit, report])).not.toMatch(/sk-backend-secret|sk-master-secret/);
  });

  it("reports each failure by its kind, and counts what was sent", async () => {
    await register(twoModels("http://127.0.0.1:9"), "http://127.0.0.1:9");
    const report = await verify("first");
    expect(report).toMatchObject({
      value: { direct: { answered: false, cause: "refused" }, gateway: { answered: false } },
    });
    const kept = await recentSamples(test.db, "g", "first", 9);
    expect(kept.every(({ status, witness }) => status === "unhealthy" && witness === "traffic")).toBe(true);
    expect((await test.db.auditEntry.findMany())[0]?.outcome).toBe("failed");
  });

  it("changes no figure taken from free checks", async () => {
    await register(twoModels("http://127.0.0.1:9"), "http://127.0.0.1:9");
    await insertSamples(test.db, "g", [sample("first", at)]);
    await verify("first");
    expect(await readHealth(test.db, "g", now)).toMatchObject({ value: { direct: { healthy: 1 } } });
  });

  it("refuses what it does not know, and sends nothing", async () => {
    await register(twoModels("http://127.0.0.1:9"));
    expect(await verify("nope")).toMatchObject({ ok: false, reason: "unknown-deployment" });
    expect(await test.db.auditEntry.count()).toBe(0);
  });
});
