import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { idle } from "@/lib/action-state";
import { err, ok } from "@/lib/result";
import { createTestConsole, type TestConsole, testUrl } from "@/lib/testing/console";
import { operatorAction, publicAction } from "./action";
import { stamp } from "./peer";

const incoming = { headers: new Headers() };
vi.mock("next/headers", () => ({ headers: async () => incoming.headers, cookies: async () => new Map() }));
const refresh = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ unstable_rethrow: () => {}, redirect: () => {} }));
vi.mock("next/cache", () => ({ refresh }));

let signalbox: TestConsole;
const run = vi.fn(async (input: { model: string }) => ok(`moved ${input.model}`));
const Move = z.object({ model: z.string().min(1, "Name a model.") });
const move = operatorAction("operator", "chain.move", Move, run, {
  message: (value) => value,
  target: ({ model }) => model,
});

beforeAll(async () => {
  signalbox = await createTestConsole();
});
afterAll(() => signalbox.close());
beforeEach(() => {
  run.mockClear();
  refresh.mockClear();
});

const sameOrigin = { origin: testUrl, "sec-fetch-site": "same-origin" };
const come = (fields: Record<string, string>) => {
  incoming.headers = new Headers({ ...stamp("198.51.100.7"), ...fields });
};

test("an operator's call from our own page runs the operation, refreshes and reports", async () => {
  const { cookie, email } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  expect(await move(idle, { model: "llama3.1:latest" })).toEqual({
    status: "done",
    message: "moved llama3.1:latest",
    data: "moved llama3.1:latest",
  });
  expect(refresh).toHaveBeenCalledOnce();
  const context = run.mock.calls[0]?.at(1);
  expect(context).toMatchObject({ actor: { name: `user:${email}`, role: "operator", origin: "198.51.100.7" } });
});

test("a form arrives as its fields, without the framework's own", async () => {
  const { cookie } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  const form = new FormData();
  form.set("$ACTION_REF_1", "");
  form.set("model", "a b");
  expect(await move(idle, form)).toMatchObject({ status: "done" });
  expect(run.mock.calls[0]?.[0]).toEqual({ model: "a b" });
});

test("bad input is answered at its field and nothing runs", async () => {
  const { cookie } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  expect(await move(idle, { model: "" })).toMatchObject({
    status: "invalid",
    fieldErrors: { model: ["Name a model."] },
  });
  expect(run).not.toHaveBeenCalled();
});

test("a viewer is denied, with an audit row that says who wanted what", async () => {
  const { cookie, email } = await signalbox.signInAs("viewer");
  come({ ...sameOrigin, cookie });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
  expect(run).not.toHaveBeenCalled();
  expect(await signalbox.lastAudit()).toMatchObject({
    actor: `user:${email}`,
    role: "viewer",
    action: "chain.move",
    target: "x",
    outcome: "denied",
    origin: "198.51.100.7",
  });
});

test("nobody is denied as anonymous", async () => {
  come(sameOrigin);
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
  expect(await signalbox.lastAudit()).toMatchObject({ actor: "anonymous", role: "none", outcome: "denied" });
});

test("a token does not open actions, which are for people", async () => {
  const { token } = await signalbox.addToken("admin");
  come({ ...sameOrigin, authorization: `Bearer ${token}` });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
});

test.each<[string, Record<string, string>]>([
  ["a foreign Origin", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  [
    "a foreign Origin that claims to be same-origin",
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  ],
  ["no Origin and no Sec-Fetch-Site", {}],
  ["a null Origin", { origin: "null" }],
  ["another site's page on our host", { origin: testUrl, "sec-fetch-site": "same-site" }],
  ["a typed address", { "sec-fetch-site": "none" }],
  ["another port of this machine", { origin: "http://127.0.0.1:3000" }],
  [
    "a spoofed X-Forwarded-Host equal to its foreign Origin",
    { origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" },
  ],
])("%s is refused even with an administrator's cookie", async (_name, fields) => {
  const { cookie } = await signalbox.signInAs("admin");
  come({ ...fields, cookie });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
  expect(run).not.toHaveBeenCalled();
  expect(await signalbox.lastAudit()).toMatchObject({ action: "chain.move", outcome: "denied", role: "admin" });
});

test.each([testUrl, "http://localhost:3100", "http://[::1]:3100"])("a page opened at %s may act", async (origin) => {
  const { cookie } = await signalbox.signInAs("operator");
  come({ origin, cookie });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "done" });
});

test("a role that was lowered counts at once", async () => {
  const { cookie, id } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  await signalbox.db.user.update({ where: { id }, data: { role: "viewer" } });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
});

test("a cookie with a changed signature is nobody's", async () => {
  const { cookie } = await signalbox.signInAs("admin");
  come({ ...sameOrigin, cookie: `${cookie.slice(0, -6)}AAAA%3D` });
  expect(await move(idle, { model: "x" })).toMatchObject({ status: "refused", reason: "denied" });
});

test("a refusal keeps its reason and can stand at a field", async () => {
  const { cookie } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  const refuse = async () => err("unknown-target", "There is no such model.");
  const plain = operatorAction("operator", "chain.move", Move, refuse);
  const atField = operatorAction("operator", "chain.move", Move, refuse, { fieldOf: { "unknown-target": "model" } });
  const refused = { status: "refused", reason: "unknown-target", detail: "There is no such model." };
  expect(await plain(idle, { model: "x" })).toEqual(refused);
  expect(await atField(idle, { model: "x" })).toMatchObject({ fieldErrors: { model: ["There is no such model."] } });
  expect(refresh).not.toHaveBeenCalled();
});

test("what nobody expected is answered with an id and without its text", async () => {
  const { cookie } = await signalbox.signInAs("operator");
  come({ ...sameOrigin, cookie });
  const fail = operatorAction("operator", "chain.move", Move, async () => {
    throw new Error("secret path /etc/x");
  });
  const state = await fail(idle, { model: "x" });
  expect(state).toMatchObject({ status: "refused", reason: "unexpected" });
  expect(JSON.stringify(state)).not.toContain("secret path");
  expect(JSON.stringify(state)).toMatch(/under [0-9a-f]{8}\./);
});

test("an open action still asks for our own origin", async () => {
  const open = publicAction("session.sign-in", z.object({}), async () => ok(null));
  come({ origin: "https://evil.example" });
  expect(await open(idle, {})).toMatchObject({ status: "refused", reason: "denied" });
  come(sameOrigin);
  expect(await open(idle, {})).toMatchObject({ status: "done" });
});
