import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/store";
import type { Actor } from "@/lib/people/schema";
import { findGateway, gatewayConnection } from "@/lib/server/gateway";
import { createTestDatabase } from "@/lib/testing/db";
import { emptyGatewayForm, GatewayForm, type GatewayFormInput } from "../gateway-form";
import { forgetGateway, saveGateway } from "./save-gateway";

const actor: Actor = { name: "user:op@example.org", role: "admin", origin: "127.0.0.1" };
const folder = mkdtempSync(join(tmpdir(), "signalbox-save-gateway-"));
const configPath = join(folder, "gateway.yaml");
const ownKey = join(folder, "keys/main");
let base: Awaited<ReturnType<typeof createTestDatabase>>;

const given = () => ({ db: base.db, actor, now: new Date(), dataFolder: folder });
const form = (change: Partial<GatewayFormInput> = {}) =>
  GatewayForm.parse({
    ...emptyGatewayForm,
    id: "main",
    name: "Main",
    configPath,
    keyFrom: "pasted",
    pastedKey: "sk-first",
    reload: "none",
    ...change,
  });

beforeEach(async () => {
  writeFileSync(configPath, "model_list: []\n");
  rmSync(join(folder, "keys"), { recursive: true, force: true });
  base = await createTestDatabase();
  return () => base.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a pasted key is kept for its owner only, is used, and stands in no audit entry", async () => {
  expect(await saveGateway(given(), form(), "add")).toEqual({ ok: true, value: { id: "main" } });
  expect(statSync(ownKey).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "keys")).mode & 0o777).toBe(0o700);
  const record = await findGateway(base.db, "main");
  expect(record && (await gatewayConnection(record)).key).toBe("sk-first");
  const { entries } = await listAudit(base.db, { limit: 50 });
  expect(JSON.stringify(entries)).toContain("gateway.add");
  expect(JSON.stringify(entries)).not.toContain("sk-first");
});

test("a gateway that cannot be saved leaves no key, and leaves a known one with its old key", async () => {
  const missing = { configPath: join(folder, "none.yaml") };
  expect(await saveGateway(given(), form(missing), "add")).toMatchObject({ ok: false, reason: "config-path" });
  expect(existsSync(ownKey)).toBe(false);

  await saveGateway(given(), form(), "add");
  const refused = await saveGateway(given(), form({ ...missing, pastedKey: "sk-second" }), "update");
  expect(refused).toMatchObject({ ok: false, reason: "config-path" });
  expect(readFileSync(ownKey, "utf8")).toBe("sk-first\n");
});

test("adding a second gateway under a known id is refused before its key is touched", async () => {
  await saveGateway(given(), form(), "add");
  const again = await saveGateway(given(), form({ pastedKey: "sk-thief" }), "add");
  expect(again).toMatchObject({ ok: false, reason: "taken" });
  expect(readFileSync(ownKey, "utf8")).toBe("sk-first\n");
});

test("the pasted key goes when another source takes its place, and when the gateway goes", async () => {
  await saveGateway(given(), form(), "add");
  await saveGateway(given(), form({ keyFrom: "file", keyFile: ownKey }), "update");
  expect(readFileSync(ownKey, "utf8")).toBe("sk-first\n");
  await saveGateway(given(), form({ keyFrom: "none" }), "update");
  expect(existsSync(ownKey)).toBe(false);

  await saveGateway(given(), form(), "update");
  expect(existsSync(ownKey)).toBe(true);
  expect(await forgetGateway(given(), { id: "main" })).toMatchObject({ ok: true });
  expect(existsSync(ownKey)).toBe(false);
  expect(await forgetGateway(given(), { id: "main" })).toMatchObject({ ok: false, reason: "unknown-gateway" });
});
