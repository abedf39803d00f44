import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/people/schema";
import { findGateway, listGateways } from "@/lib/server/gateway";
import { createTestDatabase } from "@/lib/testing/db";
import { GatewayInput } from "./gateway-input";
import { addGateway, ensureGatewayFromEnv, removeGateway, updateGateway, viewGateway } from "./operations";

const actor: Actor = { name: "user:op@example.org", role: "admin", origin: "127.0.0.1" };
const folder = mkdtempSync(join(tmpdir(), "signalbox-gateways-"));
const configPath = join(folder, "gateway.yaml");
let base: Awaited<ReturnType<typeof createTestDatabase>>;

const given = () => ({ db: base.db, actor, now: new Date() });
const input = (more: Partial<GatewayInput> = {}): GatewayInput => ({
  id: "main",
  name: "Main",
  url: "http://127.0.0.1:9",
  configPath,
  keyFile: null,
  reload: "none",
  logPath: null,
  ...more,
});

beforeAll(() => writeFileSync(configPath, "model_list: []\n"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  base = await createTestDatabase();
  return () => base.close();
});

describe("GatewayInput", () => {
  it.each([
    ["url", "ftp://host"],
    ["url", "not an address"],
    ["configPath", "relative.yaml"],
    ["id", "Upper Case"],
    ["id", "__proto__"],
    ["reload", "systemd:../x"],
    ["reload", "kill -9"],
    ["name", "  "],
  ])("refuses the %s %j beside its field", (field, value) => {
    const parsed = GatewayInput.safeParse({ ...input(), [field]: value });
    expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0])).toEqual([field]);
  });

  it("takes the slash off an address", () => {
    expect(GatewayInput.parse(input({ url: "https://gw.example/base/" })).url).toBe("https://gw.example/base");
  });
});

describe("registering", () => {
  it("adds, refuses the same id twice, updates, removes and takes the id again", async () => {
    expect(await addGateway(given(), input())).toMatchObject({
      ok: true,
      value: { id: "main", reload: { kind: "none" } },
    });
    expect(await addGateway(given(), input())).toMatchObject({ ok: false, reason: "taken" });
    expect(await updateGateway(given(), input({ name: "Renamed" }))).toMatchObject({ ok: true });
    expect((await findGateway(base.db, "main"))?.name).toBe("Renamed");
    expect(await removeGateway(given(), "main")).toMatchObject({ ok: true });
    expect(await listGateways(base.db)).toEqual([]);
    expect(await removeGateway(given(), "main")).toMatchObject({ reason: "unknown-gateway" });
    expect(await updateGateway(given(), input())).toMatchObject({ reason: "unknown-gateway" });
    expect(await addGateway(given(), input())).toMatchObject({ ok: true });
    const rows = await base.db.auditEntry.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map((row) => row.action)).toEqual(["gateway.add", "gateway.update", "gateway.remove", "gateway.add"]);
  });

  it("says which setting does not work here", async () => {
    const tries: [Partial<GatewayInput>, string][] = [
      [{ configPath: join(folder, "gone.yaml") }, "config-path"],
      [{ configPath: folder }, "config-path"],
      [{ keyFile: join(folder, "no-key") }, "key-file"],
      [{ reload: "command:not-defined" }, "reload"],
    ];
    for (const [more, reason] of tries) expect(await addGateway(given(), input(more))).toMatchObject({ reason });
    expect(await listGateways(base.db)).toEqual([]);
  });

  it("refuses to move or remove a gateway while a change is being applied to it", async () => {
    await addGateway(given(), input());
    const at = new Date();
    const change = {
      id: "x",
      gatewayId: "main",
      number: 1,
      kind: "draft",
      state: "applying",
      baseSha: "",
      candidateSha: "",
    };
    await base.db.change.create({ data: { ...change, summary: "[]", author: "x", createdAt: at } });
    expect(await removeGateway(given(), "main")).toMatchObject({ reason: "busy" });
    expect(await updateGateway(given(), input())).toMatchObject({ reason: "busy" });
  });

  it("takes the environment's gateway, follows its changes and is silent otherwise", async () => {
    const fromEnv = {
      id: "lab",
      name: "Lab",
      url: "http://127.0.0.1:9",
      configPath,
      keyFile: null,
      reload: "none",
      logPath: null,
    };
    await ensureGatewayFromEnv(base.db, fromEnv, new Date());
    await ensureGatewayFromEnv(base.db, fromEnv, new Date());
    await ensureGatewayFromEnv(base.db, { ...fromEnv, reload: "signal:/run/x.pid" }, new Date());
    expect((await findGateway(base.db, "lab"))?.reload).toEqual({ kind: "signal", pidFile: "/run/x.pid" });
    expect(await base.db.auditEntry.count({ where: { action: "gateway.from-environment" } })).toBe(2);
  });

  it("never writes the path of the key into the audit", async () => {
    const keyFile = join(folder, "very-secret-key-file");
    writeFileSync(keyFile, "sk-1");
    chmodSync(keyFile, 0o600);
    await addGateway(given(), input({ keyFile }));
    expect(JSON.stringify(await base.db.auditEntry.findMany())).not.toContain("very-secret");
  });
});

describe("viewGateway", () => {
  it("tells a port that nobody listens on, and another service there, from an answering gateway", async () => {
    await addGateway(given(), input());
    expect(await viewGateway(base.db, "main", new Date())).toMatchObject({
      ok: true,
      value: { state: "not-answering" },
    });
    const server = createServer((_, response) => response.end("<html>Grafana</html>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await updateGateway(given(), input({ url: `http://127.0.0.1:${port}` }));
    expect(await viewGateway(base.db, "main", new Date())).toMatchObject({ ok: true, value: { state: "not-litellm" } });
    server.closeAllConnections();
    server.close();
    expect(await viewGateway(base.db, "nope", new Date())).toMatchObject({ reason: "unknown-gateway" });
  });
});
