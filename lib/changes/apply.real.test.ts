import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { down, up } from "@/lab/lab.mjs";
import { readReadiness, readRunningGraph } from "@/lib/adapters/litellm/client";
import type { Edit } from "@/lib/config/schema";
import { addGateway } from "@/lib/gateways/operations";
import type { Actor } from "@/lib/people/schema";
import { createTestDatabase } from "@/lib/testing/db";
import { discardDraft, saveEdit } from "./operations/edit-draft";
import { reloadGateway } from "./operations/reload-gateway";
import { resumeChanges } from "./operations/resume-changes";
import { runChange } from "./operations/run-change";
import { rollbackChange, startChange } from "./operations/start-change";
import { syncGateway } from "./operations/sync-gateway";
import { type ChangeView, isFinished } from "./schema";
import { findChange } from "./store/changes";
import { findDraft } from "./store/drafts";

// One real LiteLLM of the lab for the whole file; the tests run in the order in which they stand.

const dataFolder = mkdtempSync(join(tmpdir(), "signalbox apply "));
const actor: Actor = { name: "user:op@example.org", role: "operator", origin: "127.0.0.1" };
let lab: Awaited<ReturnType<typeof up>>;
let base: Awaited<ReturnType<typeof createTestDatabase>>;
let key = "";

const given = () => ({ db: base.db, actor, now: new Date(), gatewayId: "lab" });
const connection = () => ({ url: lab.gatewayUrl, key });
const file = () => readFileSync(lab.configPath, "utf8");
const chain = (targets: string[]): Edit => ({ type: "set-chain", kind: "general", model: "llama3.1:latest", targets });

/** What the rules would stop an operator from, an administrator may do with a reason. */
const insisting = { actor: { ...actor, role: "admin" as const }, overrideReason: "to see what the gateway does" };

async function start(edit: Edit, how: Partial<typeof insisting> = {}): Promise<string> {
  await discardDraft(given());
  const saved = await saveEdit({ ...given(), edit });
  if (!saved.ok) throw new Error(`${saved.reason}: ${saved.detail}`);
  const baseSha = (await findDraft(base.db, "lab"))?.baseSha ?? "";
  const started = await startChange({
    ...given(),
    baseSha,
    acknowledged: [{ rule: "cycle", reason: "mutual backup" }],
    ...how,
  });
  if (!started.ok) throw new Error(`${started.reason}: ${started.detail}`);
  return started.value.id;
}

async function run(changeId: string): Promise<ChangeView> {
  const ran = await runChange({ db: base.db, actor, changeId });
  if (!ran.ok) throw new Error(`${ran.reason}: ${ran.detail}`);
  return ran.value;
}

async function runningTargets(source: string): Promise<unknown> {
  const graph = await readRunningGraph(connection());
  if (!graph.ok) throw new Error(graph.detail);
  return graph.value.chains.find((one) => one.kind === "general" && one.source === source)?.targets;
}

const isReady = async () => {
  const readiness = await readReadiness(connection());
  return readiness.ok && readiness.value.ready;
};

async function until<T>(look: () => Promise<T | null | false>, timeoutMs = 120_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error("waited in vain");
    await pause(50);
  }
}

beforeAll(async () => {
  lab = await up({ dataFolder, waitForGateway: true });
  key = readFileSync(lab.keyFile, "utf8").trim();
  base = await createTestDatabase();
  const { gatewayUrl: url, configPath, keyFile, logPath } = lab;
  const input = { id: "lab", name: "Lab", url, configPath, keyFile, logPath, reload: `signal:${lab.pidFile}` };
  const added = await addGateway(given(), input);
  if (!added.ok) throw new Error(`${added.reason}: ${added.detail}`);
  expect(await syncGateway(given())).toMatchObject({ ok: true, value: { outcome: "imported" } });
}, 300_000);

afterAll(async () => {
  await down({ dataFolder });
  await base.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

describe("applying to the real gateway", { timeout: 200_000 }, () => {
  it("takes: one line changes, the running graph is the file's, and the way back is byte for byte", async () => {
    const before = readFileSync(lab.configPath);
    const change = await run(await start(chain(["llama-cpp-default", "llama-cpp-native", "gpt-oss:20b-cloud"])));
    expect(change.reason).toBeNull();
    expect(change.state).toBe("applied");
    expect(change.steps.map((step) => step.state)).toEqual(Array(7).fill("done"));
    expect(await runningTargets("llama3.1:latest")).toEqual([
      "llama-cpp-default",
      "llama-cpp-native",
      "gpt-oss:20b-cloud",
    ]);
    const changed = file()
      .split("\n")
      .filter((line, index) => line !== before.toString().split("\n")[index]);
    expect(changed).toHaveLength(1);
    const back = await rollbackChange({ ...given(), changeId: change.id });
    if (!back.ok) throw new Error(back.detail);
    expect(await run(back.value.id)).toMatchObject({ state: "applied", kind: "rollback" });
    expect(readFileSync(lab.configPath).equals(before)).toBe(true);
    expect(await runningTargets("llama3.1:latest")).toEqual(["llama-cpp-default", "gpt-oss:20b-cloud"]);
  });

  it("comes back by itself, with the gateway's own words, from a value that only LiteLLM rejects", async () => {
    const before = readFileSync(lab.configPath);
    const edit: Edit = {
      type: "set-setting",
      section: "router_settings",
      key: "default_litellm_params",
      value: "nonsense",
    };
    const change = await run(await start(edit));
    expect(change).toMatchObject({ state: "rolled_back", stranded: false });
    expect(change.reason).toMatch(/did not start with this file: \w*Error/);
    expect(change.steps.find((step) => step.name === "answer")?.evidence).toContain(
      "'str' object has no attribute 'get'",
    );
    expect(readFileSync(lab.configPath).equals(before)).toBe(true);
    for (let look = 0; look < 20; look += 1) {
      expect(await isReady()).toBe(true);
      await pause(200);
    }
    expect(await runningTargets("llama3.1:latest")).toEqual(["llama-cpp-default", "gpt-oss:20b-cloud"]);
  });

  it("names a model that the gateway silently drops, and takes the change back", async () => {
    const deployment = { group: "bare", params: { model: "model-without-provider", api_key: "none" } };
    const change = await run(await start({ type: "add-deployment", deployment }, insisting));
    expect(change.state).toBe("rolled_back");
    expect(change.reason).toContain("model bare (model-without-provider), deployment");
    expect(await isReady()).toBe(true);
  });

  it("reloads twice under a steady trickle without losing a request", async () => {
    for (const _ of [1, 2]) {
      const reloaded = await reloadGateway(given());
      if (!reloaded.ok) throw new Error(reloaded.detail);
      expect(reloaded.value).toMatchObject({ outcome: "reloaded", probesFailed: 0 });
      expect(reloaded.value.probesSent).toBeGreaterThan(0);
    }
  });

  it("refuses to reload a broken file, which would end the gateway", async () => {
    const before = readFileSync(lab.configPath);
    writeFileSync(lab.configPath, "model_list: [\n");
    expect(await reloadGateway(given())).toMatchObject({ ok: false, reason: "unusable-file" });
    expect(await isReady()).toBe(true);
    writeFileSync(lab.configPath, before);
  });

  it.skipIf(process.getuid?.() === 0)("refuses a folder that it may not write, with the old file intact", async () => {
    const folder = dirname(lab.configPath);
    const { mode } = statSync(folder);
    chmodSync(folder, 0o500);
    const change = await run(await start(chain(["llama-cpp-native"]))).finally(() => chmodSync(folder, mode));
    expect(change).toMatchObject({ state: "failed", stranded: false });
  });
});

describe("the console's own death", { timeout: 200_000 }, () => {
  const code = `
    const { openDatabase } = await import("./lib/server/db.ts");
    const { runChange } = await import("./lib/changes/operations/run-change.ts");
    const actor = { name: "user:op@example.org", role: "operator", origin: "127.0.0.1" };
    await runChange({ db: openDatabase(process.env.TEST_DATABASE), actor, changeId: process.env.TEST_CHANGE });
  `;
  const runInChild = (changeId: string): ChildProcess =>
    spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", code], {
      env: { ...process.env, TEST_DATABASE: base.url, TEST_CHANGE: changeId },
      stdio: "ignore",
    });

  async function killAfter(changeId: string, step: string): Promise<void> {
    const child = runInChild(changeId);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await until(async () => {
      const change = await findChange(base.db, changeId);
      return change?.steps.some(({ name, state }) => name === step && state === "done") ?? false;
    });
    child.kill("SIGKILL");
    await ended;
    expect(isFinished((await findChange(base.db, changeId))?.state ?? "failed")).toBe(false);
  }

  it("between write and verify is made good at the next start: the change is verified and settled", async () => {
    const id = await start(chain(["llama-cpp-native", "gpt-oss:20b-cloud"]));
    await killAfter(id, "write");
    expect(file()).toContain("[llama-cpp-native, gpt-oss:20b-cloud]");
    expect(await resumeChanges({ db: base.db })).toEqual([{ changeId: id, outcome: "ended" }]);
    const change = await findChange(base.db, id);
    expect(change).toMatchObject({ state: "applied", reason: null });
    expect(await runningTargets("llama3.1:latest")).toEqual(["llama-cpp-native", "gpt-oss:20b-cloud"]);
    expect(await syncGateway(given())).toMatchObject({ ok: true, value: { outcome: "unchanged" } });
  });

  it("with a file that the gateway rejects is rolled back at the next start", async () => {
    const before = readFileSync(lab.configPath);
    const id = await start({
      type: "set-setting",
      section: "router_settings",
      key: "default_litellm_params",
      value: "nonsense",
    });
    await killAfter(id, "write");
    await resumeChanges({ db: base.db });
    expect(await findChange(base.db, id)).toMatchObject({ state: "rolled_back", stranded: false });
    expect(readFileSync(lab.configPath).equals(before)).toBe(true);
    expect(await isReady()).toBe(true);
  });

  it("leaves a file alone that someone else wrote meanwhile, and says so", async () => {
    const id = await start(chain(["gpt-oss:20b-cloud"]));
    await killAfter(id, "write");
    const theirs = `${file()}# edited by hand\n`;
    writeFileSync(lab.configPath, theirs);
    await resumeChanges({ db: base.db });
    const change = await findChange(base.db, id);
    expect(change).toMatchObject({ state: "failed", stranded: false });
    expect(change?.reason).toContain("changed by someone else");
    expect(file()).toBe(theirs);
  });
});
