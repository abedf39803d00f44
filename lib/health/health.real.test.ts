import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { down, up } from "@/lab/lab.mjs";
import { labPaths } from "@/lab/paths.mjs";
import { listGateways, loadGateway } from "@/lib/server/gateway";
import { type Prober, startProber } from "@/lib/server/prober";
import { createTestDatabase } from "@/lib/testing/db";
import { type HealthReading, readHealth } from "./operations/read-health";
import { readHistory, readStrips } from "./operations/read-history";
import { verifyDirectly } from "./operations/verify-directly";

// One lab with the real LiteLLM; the tests play the reference stack's day, in the order in which they stand.

const dataFolder = mkdtempSync(join(tmpdir(), "signalbox-health-lab-"));
const paths = labPaths(dataFolder);
const intervalMs = 1_000;
const staleAfterMs = 13_000;
const startedAt = new Date();
let test: Awaited<ReturnType<typeof createTestDatabase>>;
let prober: Prober;
const errors: string[] = [];

const lab = (...args: string[]) =>
  promisify(execFile)(process.execPath, [resolve("lab/main.mjs"), ...args], {
    env: { ...process.env, SIGNALBOX_DATA: dataFolder },
  });
const keys = (name: string) => (name === "OLLAMA_API_KEY" ? readFileSync(paths.cloudKey, "utf8").trim() : null);
const health = async (): Promise<HealthReading> => {
  const read = await readHealth(test.db, "lab", new Date(), { staleAfterMs });
  if (!read.ok) throw new Error(read.detail ?? read.reason);
  return read.value;
};
const until = <T>(check: () => Promise<T>, timeout = 60_000) => vi.waitFor(check, { timeout, interval: 200 });
const statusOf = ({ deployments }: HealthReading, group: string) =>
  deployments.find((deployment) => deployment.group === group);

beforeAll(async () => {
  test = await createTestDatabase();
  const info = await up({ dataFolder, waitForGateway: true });
  const { gatewayUrl: url, configPath, keyFile, pidFile } = info;
  const dates = { createdAt: startedAt, updatedAt: startedAt };
  await test.db.gateway.create({
    data: { id: "lab", name: "lab", url, configPath, keyFile, reload: `signal:${pidFile}`, ...dates },
  });
  prober = startProber({
    db: test.db,
    gateways: async () => {
      const loaded = await Promise.all((await listGateways(test.db)).map(loadGateway));
      return loaded.flatMap((one) => (one.ok ? [one.value] : []));
    },
    keys,
    intervalMs,
    onError: (error, doing) => errors.push(`${doing}: ${error}`),
  });
}, 240_000);

afterAll(async () => {
  await prober?.stop();
  await down({ dataFolder });
  await test.close();
  rmSync(dataFolder, { recursive: true, force: true });
}, 60_000);

describe("the reference stack's day in the lab", () => {
  it("is 9 of 12 by the gateway's view, which misses > 80 %, and 11 of 12 is forecast", {
    timeout: 90_000,
  }, async () => {
    const seen = await until(async () => {
      const now = await health();
      expect(now.gateway).toMatchObject({ healthy: 9, total: 12, unknown: 0, percent: 75 });
      expect(now.direct).toMatchObject({ healthy: 11, total: 12, unknown: 0, percent: 91.7 });
      return now;
    });
    expect(seen.target).toEqual({ percent: 80, verdict: "missed", witness: "gateway" });
    expect(seen.forecast.afterReload).toEqual({ healthy: 11, total: 12, percent: 91.7 });
    expect(seen.forecast.reasons).toHaveLength(3);
    expect(seen.forecast.reasons.join("\n")).toMatch(/llama-cpp-native answers directly since .*gateway's cached view/);
    expect(seen.forecast.further).toMatchObject([{ healthy: 12, total: 12, percent: 100 }]);
    expect(statusOf(seen, "llama-cpp-native")).toMatchObject({ status: "healthy", rule: "old-view" });
    expect(statusOf(seen, "qwen-coder-vllm")).toMatchObject({ status: "off", direct: { cause: "refused" } });
  });

  it("is unknown between the reload and the end of the first cycle, then what was forecast", {
    timeout: 120_000,
  }, async () => {
    const { forecast } = await health();
    const run = { method: "signal", outcome: "done", durationMs: 1, probesSent: 0, probesFailed: 0, author: "test" };
    await test.db.reloadRun.create({ data: { id: "r1", gatewayId: "lab", at: new Date(), ...run } });
    process.kill(Number(readFileSync(paths.gatewayPid, "utf8")), "SIGHUP");
    const between = await health();
    expect(between.gateway).toMatchObject({ percent: null, unknown: 12 });
    expect(between.target.verdict).toBe("unknown");
    expect(between.forecast.afterReload.healthy).toBe(11);
    const after = await until(async () => {
      const now = await health();
      expect(now.gateway.percent).not.toBeNull();
      return now;
    });
    expect(after.gateway).toMatchObject(forecast.afterReload);
    expect(after.target.verdict).toBe("met");
  });

  it("names one cause for three models when Ollama fails, and forgets it when it heals", {
    timeout: 60_000,
  }, async () => {
    const ollama = ["llama3.1:latest", "qwen2.5-coder:7b", "mythomax-l2-13b-q5_k_m"];
    await lab("fail", "ollama", "500");
    const failed = await until(async () => {
      const now = await health();
      for (const group of ollama)
        expect(statusOf(now, group)?.direct).toMatchObject({ status: "unhealthy", cause: "server-error" });
      // The old worker may answer once more while it ends, with the view from before the reload.
      expect(now.gateway.healthy).toBe(11);
      return now;
    });
    expect(failed.forecast.afterReload.healthy).toBe(8);
    expect(failed.forecast.reasons.join("\n")).toContain("cached view still says healthy");
    await lab("heal", "ollama");
    await until(async () => expect((await health()).direct.healthy).toBe(11));
  });

  it("tells a stopped backend that had answered from one that is off", { timeout: 60_000 }, async () => {
    await lab("stop", "llamacpp-native");
    await until(async () =>
      expect(statusOf(await health(), "llama-cpp-native")?.direct).toMatchObject({
        status: "unhealthy",
        cause: "refused",
      }),
    );
    expect(statusOf(await health(), "qwen-coder-vllm")?.status).toBe("off");
    await lab("start", "llamacpp-native");
    await until(async () => expect(statusOf(await health(), "llama-cpp-native")?.direct?.status).toBe("healthy"));
  });

  it("verifies one directly and through the gateway", { timeout: 60_000 }, async () => {
    const actor = { name: "user:op@example.org", role: "operator", origin: "127.0.0.1" } as const;
    const identity = statusOf(await health(), "llama3.1:latest")?.identity ?? "";
    const report = await verifyDirectly({ db: test.db, actor, gatewayId: "lab", identity, keys, now: new Date() });
    expect(report).toMatchObject({
      ok: true,
      value: { prompts: 2, direct: { answered: true }, gateway: { answered: true, answeredBy: identity } },
    });
  });

  it("has drawn all of it, without an error and without a secret", async () => {
    const now = new Date();
    const range = { gatewayId: "lab", from: startedAt, to: now, now, staleAfterMs };
    const points = await readHistory(test.db, { ...range, points: 40 });
    const percents = points.map(({ gatewayPercent }) => gatewayPercent);
    expect(percents).toContain(75);
    expect(percents).toContain(91.7);
    const identities = (await health()).deployments.map(({ identity }) => identity);
    const strips = await readStrips(test.db, { ...range, slots: 40, identities });
    expect(strips[0]?.slots.some(({ worst }) => worst === "unhealthy")).toBe(true);
    expect(errors).toEqual([]);
    const stored = JSON.stringify([await test.db.probeSample.findMany(), await test.db.auditEntry.findMany()]);
    for (const path of [paths.cloudKey, paths.gatewayKey])
      expect(stored).not.toContain(readFileSync(path, "utf8").trim());
  });
});
