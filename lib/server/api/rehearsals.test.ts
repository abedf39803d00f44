import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as one from "@/app/api/v1/gateways/[id]/rehearsals/[rehearsalId]/route";
import * as all from "@/app/api/v1/gateways/[id]/rehearsals/route";
import { endWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { rehearsalLease } from "@/lib/changes/leases";
import { discardDraft, saveEdit } from "@/lib/changes/operations/edit-draft";
import { findDraft } from "@/lib/changes/store/drafts";
import { insertGateway } from "@/lib/gateways/store";
import type { RehearsalDetail, RehearsalView } from "@/lib/rehearsal/schema";
import { insertRehearsal, keptRehearsals } from "@/lib/rehearsal/store";
import { settleBackground } from "@/lib/server/background";
import { acquireLease, releaseLease } from "@/lib/server/lease";
import { createTestConsole, type TestConsole, testUrl } from "@/lib/testing/console";

const file = `model_list:
  - model_name: a
    litellm_params: {model: openai/a, api_base: "http://127.0.0.1:9/v1", api_key: sk-written-secret-value}
    model_info: {id: id-a}
  - {model_name: b, litellm_params: {model: openai/b, api_base: "http://127.0.0.1:9/v1"}, model_info: {id: id-b}}
router_settings: {fallbacks: [{a: [b]}]}
`;

/** Stands where Python would, and answers every request by the first deployment. */
const program = `#!${process.execPath}
if (process.argv[2] === "-c") process.exit(0);
console.log(JSON.stringify({ ready: true, litellm: "1.106.2" }));
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const order = JSON.parse(line);
  const failed = { calls: ["d0"], answered: null, error: "401: sk-written-secret-value is wrong" };
  const answered = { calls: ["d0"], answered: "d0", error: null };
  const reply = Object.keys(order.outcomes ?? {}).length > 0 ? failed : order.model === "b" ? { ...answered, calls: ["d1"], answered: "d1" } : answered;
  console.log(JSON.stringify(order.verb === "load" ? { loaded: ["d0", "d1"] } : reply));
}).on("close", () => process.exit(0));`;

let signalbox: TestConsole;
beforeAll(async () => {
  signalbox = await createTestConsole();
  const python = join(signalbox.folder, "python");
  writeFileSync(python, program);
  chmodSync(python, 0o700);
  vi.stubEnv("SIGNALBOX_LITELLM_PYTHON", python);
  const configPath = join(signalbox.folder, "gateway.yaml");
  writeFileSync(configPath, file);
  const gateway = { id: "main", name: "Main", url: "http://127.0.0.1:9", configPath, keyFile: null };
  await insertGateway(signalbox.db, { ...gateway, reload: "none", logPath: null }, new Date());
});
afterAll(async () => {
  await endWarmRouter();
  await signalbox.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Sent = { role?: "viewer" | "operator"; id?: string; rehearsalId?: string; body?: unknown };
const call = async (handler: Handler, method: string, { role = "viewer", id = "main", rehearsalId, body }: Sent) => {
  const authorization = `Bearer ${(await signalbox.addToken(role)).token}`;
  const headers = { authorization, "content-type": "application/json" };
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const params = Promise.resolve({ id, ...(rehearsalId === undefined ? {} : { rehearsalId }) });
  const answer = await handler(new Request(`${testUrl}/api/v1/x`, { method, headers, ...given }), { params });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};
const list = async (): Promise<RehearsalView[]> => (await call(all.GET, "GET", {})).body.rehearsals;
const rehearse = async (body: unknown = {}) => {
  const started = await call(all.POST, "POST", { role: "operator", body });
  await settleBackground();
  return started;
};
const read = async (rehearsalId: string): Promise<RehearsalDetail> =>
  (await call(one.GET, "GET", { rehearsalId })).body;

test("a viewer reads rehearsals and may not start one", async () => {
  expect(await list()).toEqual([]);
  expect(await call(all.POST, "POST", { body: {} })).toMatchObject({ status: 403 });
  expect(await signalbox.lastAudit()).toMatchObject({ action: "rehearsal.start", outcome: "denied" });
});

test("a rehearsal of the file is answered at once, ends in the background, and says what differed", async () => {
  const started = await rehearse({ depth: "router" });
  expect(started.status).toBe(202);
  expect(await signalbox.lastAudit()).toMatchObject({ action: "rehearsal.start", target: "main", outcome: "done" });
  const [view] = await list();
  expect(view).toMatchObject({ id: started.body.id, of: "file", state: "finished", current: true, failure: null });
  expect(view?.report?.counts).toMatchObject({ scenarios: 8, asPlanned: 2, different: 6 });
  expect(view?.report).toMatchObject({ litellm: "1.106.2", origin: "setting" });
  const detail = await read(started.body.id);
  const dead = detail.results.find(({ id }) => id === "a|dead|1");
  expect(dead).toMatchObject({ verdict: "different", observed: { calls: [{ group: "a", deployment: "id-a" }] } });
  expect(JSON.stringify(detail)).not.toContain("sk-written-secret-value");
});

test("a result is of the draft as it was: an edit makes it old, and the draft is rehearsed where there is one", async () => {
  const edit = { type: "set-setting", section: "router_settings", key: "max_fallbacks", value: 3 } as const;
  const given = { ...signalbox.context, gatewayId: "main" };
  expect((await saveEdit({ ...given, edit })).ok).toBe(true);
  const { body } = await rehearse();
  expect(await read(body.id)).toMatchObject({ of: "draft", current: true });
  expect((await saveEdit({ ...given, edit: { ...edit, value: 4 } })).ok).toBe(true);
  expect(await read(body.id)).toMatchObject({ of: "draft", current: false });
  expect((await read((await rehearse({ of: "file" })).body.id)).of).toBe("file");
});

test("what was rehearsed as a draft is the file's once that draft was applied", async () => {
  const configPath = join(signalbox.folder, "gateway.yaml");
  const { body } = await rehearse();
  const draft = await findDraft(signalbox.db, "main");
  await discardDraft({ ...signalbox.context, gatewayId: "main" });
  writeFileSync(configPath, draft?.text ?? "");
  expect(await read(body.id)).toMatchObject({ of: "file", current: true });
  writeFileSync(configPath, file);
  expect(await read(body.id)).toMatchObject({ of: "draft", current: false });
});

test("one at a time is rehearsed of a gateway", async () => {
  const lease = { name: rehearsalLease("main"), holder: "another", ttlMs: 20_000 };
  await acquireLease(signalbox.db, { ...lease, now: new Date() });
  expect(await rehearse()).toMatchObject({ status: 409, body: { reason: "busy" } });
  await releaseLease(signalbox.db, lease);
});

test("of several that are asked for at once one runs, and those from before are kept", async () => {
  const before = await list();
  const post = () => call(all.POST, "POST", { role: "operator", body: { of: "file" } });
  const answers = await Promise.all([post(), post(), post(), post(), post()]);
  await settleBackground();
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409]);
  const [newest, ...older] = await list();
  expect(newest).toMatchObject({ state: "finished", failure: null });
  expect(older.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

test("one whose console went away is told as interrupted, and only the newest are kept", async () => {
  const long = new Date(Date.now() - 60_000);
  const fields = { gatewayId: "main", candidateSha: "0", of: "file", depth: "router", by: "user:x" } as const;
  const id = await insertRehearsal(signalbox.db, { ...fields, at: long });
  expect(await read(id)).toMatchObject({ state: "failed", failure: { reason: "interrupted" } });
  for (let at = 0; at < keptRehearsals + 3; at += 1)
    await insertRehearsal(signalbox.db, { ...fields, at: new Date(Date.now() + at) });
  expect(await signalbox.db.rehearsal.count()).toBe(keptRehearsals);
  expect(await call(one.GET, "GET", { rehearsalId: id })).toMatchObject({ status: 404 });
});

test("what is not there is said so", async () => {
  expect(await call(all.GET, "GET", { id: "nobody" })).toMatchObject({ status: 404 });
  expect(await call(all.POST, "POST", { role: "operator", id: "nobody", body: {} })).toMatchObject({ status: 404 });
  expect(await call(all.POST, "POST", { role: "operator", body: { depth: "deep" } })).toMatchObject({ status: 400 });
});
