import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { leaseMs, reloadLease } from "@/lib/changes/leases";
import { findDraft } from "@/lib/changes/store/drafts";
import { err, ok } from "@/lib/result";
import { acquireLease, newHolder } from "@/lib/server/lease";
import { saveEdit } from "./edit-draft";
import { describeReloadFor, reloadGateway } from "./reload-gateway";
import { runChange } from "./run-change";
import { rollbackToRevision, startChange } from "./start-change";
import { syncGateway } from "./sync-gateway";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway();
});
afterEach(() => stage.close());

const given = (faults: Parameters<PlayedGateway["means"]>[0] = {}) => ({
  db: stage.db,
  actor: operator,
  now: new Date(),
  gatewayId: "main",
  ...stage.means(faults),
});

describe("reloadGateway", () => {
  it("makes the gateway take the file that is there, and keeps what it took", async () => {
    writeFileSync(stage.configPath, startFile.replace("[b]", "[c]"));
    const reloaded = await reloadGateway(given());
    expect(reloaded).toMatchObject({
      ok: true,
      value: { outcome: "reloaded", probesFailed: 0, author: operator.name },
    });
    expect(stage.play.running).toContain("[c]");
    const described = await describeReloadFor(given());
    expect(described.ok && described.value.recent).toHaveLength(1);
    expect(await stage.db.auditEntry.count({ where: { action: "gateway.reload", outcome: "done" } })).toBe(1);
  });

  it("counts the requests that failed meanwhile", async () => {
    const reloaded = await reloadGateway(given({ isAlive: async () => false }));
    expect(reloaded.ok && reloaded.value.probesFailed).toBeGreaterThan(0);
  });

  it("refuses a broken file, an unsafe way, no way, and a reload beside another or beside a change", async () => {
    const unsafe = async () => ({ what: "", interruption: "", safe: false, why: "one uvicorn process" });
    expect(await reloadGateway(given({ describeReload: unsafe }))).toMatchObject({ reason: "unsafe-reload" });
    const held = { name: reloadLease("main"), holder: newHolder(), ttlMs: leaseMs, now: new Date() };
    await acquireLease(stage.db, held);
    expect(await reloadGateway(given())).toMatchObject({ reason: "busy" });
    await stage.db.lease.deleteMany();
    writeFileSync(stage.configPath, "model_list: [\n");
    expect(await reloadGateway(given())).toMatchObject({
      reason: "unusable-file",
      detail: expect.stringContaining("Line"),
    });
    writeFileSync(stage.configPath, startFile);
    await stage.db.gateway.update({ where: { id: "main" }, data: { reload: "none" } });
    expect(await reloadGateway(given())).toMatchObject({ reason: "no-reload-method" });
    expect(stage.play.reloads).toBe(0);
    expect(await stage.db.auditEntry.count({ where: { action: "gateway.reload", outcome: "refused" } })).toBe(4);
  });

  it("never goes on beside a change that begins in the same moment", async () => {
    const edit = { type: "set-chain", kind: "general", model: "a", targets: ["c"] } as const;
    const saved = await saveEdit({ ...given(), edit: { ...edit, targets: [...edit.targets] } });
    expect(saved).toMatchObject({ ok: true });
    const baseSha = (await findDraft(stage.db, "main"))?.baseSha ?? "";
    let started: Awaited<ReturnType<typeof startChange>> | undefined;
    const meanwhile = async () => {
      started = await startChange({ ...given(), baseSha });
      return { what: "Reloads.", interruption: "none", safe: true, why: null };
    };
    const reloaded = await reloadGateway(given({ describeReload: meanwhile }));
    expect([started?.ok, reloaded.ok].filter(Boolean)).toHaveLength(1);
  });

  it("tells in the gateway's words why it did not come up, without its secrets", async () => {
    stage.play.rejects = () => true;
    const reloaded = await reloadGateway(given());
    expect(reloaded).toMatchObject({
      ok: false,
      reason: "failed",
      detail: expect.stringContaining("the gateway says no"),
    });
    expect(JSON.stringify(reloaded)).not.toContain("sk-written");
  });

  it("has systemd start a gateway that is not running", async () => {
    await stage.db.gateway.update({ where: { id: "main" }, data: { reload: "systemd-user:litellm.service" } });
    stage.play.running = null;
    stage.play.supervised = false;
    const restart = async () => {
      stage.boot();
      return ok({ what: "litellm.service was started." });
    };
    const sendReload = async () => err("not-running" as const, "litellm.service is inactive");
    expect(await reloadGateway(given({ restart, sendReload }))).toMatchObject({ ok: true });
    stage.play.running = null;
    const refused = async () => err("not-permitted" as const, "access denied");
    const failed = await reloadGateway(given({ restart: refused, sendReload }));
    expect(failed).toMatchObject({ ok: false, reason: "failed", detail: expect.stringContaining("access denied") });
  });
});

describe("a broken file on disk", () => {
  const broken = `${startFile}broken: [\n`;

  it("is replaced by rolling back, and kept", async () => {
    writeFileSync(stage.configPath, broken);
    await syncGateway(given());
    const imported = await stage.db.revision.findFirstOrThrow({ where: { number: 1 } });
    const started = await rollbackToRevision({ ...given(), revisionId: imported.id });
    if (!started.ok) throw new Error(started.detail);
    const ran = await runChange({ db: stage.db, actor: operator, changeId: started.value.id, ...stage.means() });
    expect(ran).toMatchObject({ ok: true, value: { state: "applied" } });
    expect(stage.read()).toBe(startFile);
    const kept = await stage.db.revision.findFirstOrThrow({ where: { number: 2 } });
    expect(Buffer.from(kept.bytes).toString()).toBe(broken);
  });

  it("is not put back, because it would end the gateway, when replacing it does not work either", async () => {
    writeFileSync(stage.configPath, broken);
    const imported = await stage.db.revision.findFirstOrThrow({ where: { number: 1 } });
    const started = await rollbackToRevision({ ...given(), revisionId: imported.id });
    if (!started.ok) throw new Error(started.detail);
    const faults = { sendReload: async () => err("not-permitted" as const, "may not signal") };
    const ran = await runChange({ db: stage.db, actor: operator, changeId: started.value.id, ...stage.means(faults) });
    expect(ran).toMatchObject({ ok: true, value: { state: "failed", stranded: false } });
    expect(stage.read()).toBe(startFile);
  });
});
