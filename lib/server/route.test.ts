import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { err, ok } from "@/lib/result";
import { createTestConsole, type TestConsole, testUrl } from "@/lib/testing/console";
import { endpoint } from "./endpoint";
import { operatorRoute } from "./route";

let signalbox: TestConsole;
beforeAll(async () => {
  signalbox = await createTestConsole();
});
afterAll(() => signalbox.close());

const setTargets = endpoint({
  name: "draft.set-chain",
  method: "PUT",
  path: "/api/v1/gateways/{id}/draft",
  summary: "Set a chain.",
  role: "operator",
  params: z.object({ id: z.string() }),
  query: z.object({ force: z.stringbool().default(false) }),
  body: z.object({ targets: z.array(z.string()) }),
  response: z.object({ version: z.number() }),
  refusals: { stale: 409, unknown: 404 },
});
const run = vi.fn(async (input: { body: { targets: string[] } }) => {
  if (input.body.targets.includes("stale")) return err("stale", "Someone else saved.");
  if (input.body.targets.includes("boom")) throw new Error("secret");
  if (input.body.targets.includes("locked")) throw new Error("SQLITE_BUSY: database is locked");
  return ok({ version: 3, apiKey: "sk-canary" });
});
const PUT = operatorRoute(setTargets, run);
const GET = operatorRoute(
  endpoint({
    name: "x.list",
    method: "GET",
    path: "/api/v1/x",
    summary: "List.",
    role: "viewer",
    response: z.object({}),
  }),
  async () => ok({}),
);

type Sent = { headers?: Record<string, string>; body?: string; query?: string };
const json = { "content-type": "application/json" };
const put = async ({ headers = {}, body = '{"targets":["a"]}', query = "" }: Sent) => {
  const request = new Request(`${testUrl}/api/v1/gateways/lab/draft${query}`, {
    method: "PUT",
    headers: { ...json, ...headers },
    body,
  });
  const response = await PUT(request, { params: Promise.resolve({ id: "lab" }) });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const bearer = async (role: "viewer" | "operator") => ({
  authorization: `Bearer ${(await signalbox.addToken(role)).token}`,
});

test("a token of the role is enough, and only the contract's fields leave", async () => {
  const answer = await put({ headers: await bearer("operator") });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ version: 3 });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(run.mock.lastCall?.[0]).toEqual({ params: { id: "lab" }, query: { force: false }, body: { targets: ["a"] } });
});

test("nobody gets 401 with a challenge, problem details and an audit row", async () => {
  const answer = await put({});
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const instance = "/api/v1/gateways/lab/draft";
  expect(answer.body).toMatchObject({ type: "about:blank", status: 401, reason: "signed-out", instance });
  expect(await signalbox.lastAudit()).toMatchObject({
    actor: "anonymous",
    action: "draft.set-chain",
    outcome: "denied",
  });
});

test("a token that is wrong, revoked or expired is 401 even beside a good session", async () => {
  const { cookie } = await signalbox.signInAs("admin");
  const revoked = await signalbox.addToken("operator");
  await signalbox.db.apiToken.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
  const expired = await signalbox.addToken("operator", 1);
  await signalbox.db.apiToken.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  for (const token of ["sb_nonsense", revoked.token, expired.token]) {
    const answer = await put({ headers: { authorization: `Bearer ${token}`, cookie, origin: testUrl } });
    expect(answer).toMatchObject({ status: 401, body: { reason: "invalid-token" } });
  }
  expect((await put({ headers: { authorization: "Basic YTpi", cookie, origin: testUrl } })).status).toBe(401);
});

test("too low a role is 403 and written down", async () => {
  const answer = await put({ headers: await bearer("viewer") });
  expect(answer).toMatchObject({ status: 403, body: { reason: "role" } });
  expect(await signalbox.lastAudit()).toMatchObject({
    role: "viewer",
    outcome: "denied",
    target: "/api/v1/gateways/lab/draft",
  });
});

test.each<[string, Record<string, string>]>([
  ["foreign Origin", { origin: "https://evil.example" }],
  ["null Origin", { origin: "null" }],
  ["no Origin", {}],
  ["spoofed X-Forwarded-Host", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
])("a session's mutation with %s is refused", async (_name, headers) => {
  const { cookie } = await signalbox.signInAs("operator");
  expect(await put({ headers: { ...headers, cookie } })).toMatchObject({
    status: 403,
    body: { reason: "foreign-origin" },
  });
});

test("a session's mutation from our own page works, and reading needs no Origin", async () => {
  const { cookie } = await signalbox.signInAs("operator");
  expect((await put({ headers: { cookie, origin: testUrl, "sec-fetch-site": "same-origin" } })).status).toBe(200);
  const read = await GET(new Request(`${testUrl}/api/v1/x`, { headers: { cookie } }), { params: Promise.resolve({}) });
  expect(read.status).toBe(200);
});

test("every bad field is named by pointer at once", async () => {
  const answer = await put({ headers: await bearer("operator"), body: '{"targets":[1,"a",2]}', query: "?force=maybe" });
  expect(answer.status).toBe(400);
  const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
  expect(pointers).toEqual(["/query/force", "/body/targets/0", "/body/targets/2"]);
});

test("what is not JSON, broken or too large is told apart", async () => {
  const headers = await bearer("operator");
  expect(await put({ headers: { ...headers, "content-type": "text/plain" } })).toMatchObject({ status: 415 });
  expect(await put({ headers: { ...headers, "content-type": "application/x-www-form-urlencoded" } })).toMatchObject({
    status: 415,
  });
  expect(await put({ headers, body: '{"targets":' })).toMatchObject({ status: 400, body: { reason: "not-json" } });
  expect(await put({ headers, body: `"${"x".repeat(1_048_577)}"` })).toMatchObject({ status: 413 });
});

test("a refusal has the status of its contract", async () => {
  const answer = await put({ headers: await bearer("operator"), body: '{"targets":["stale"]}' });
  expect(answer).toMatchObject({ status: 409, body: { reason: "stale", detail: "Someone else saved." } });
});

test("an unexpected failure is 500 with an id and without its text", async () => {
  const answer = await put({ headers: await bearer("operator"), body: '{"targets":["boom"]}' });
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain("secret");
});

test("a database that another program holds is 503 with when to come back", async () => {
  const answer = await put({ headers: await bearer("operator"), body: '{"targets":["locked"]}' });
  expect(answer).toMatchObject({ status: 503, body: { reason: "database-busy" } });
  expect(answer.headers.get("retry-after")).toBe("5");
});
