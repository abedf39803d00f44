import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as acknowledgement from "@/app/api/v1/gateways/[id]/findings/[finding]/acknowledgement/route";
import * as onFix from "@/app/api/v1/gateways/[id]/findings/[finding]/fix/route";
import * as fix from "@/app/api/v1/gateways/[id]/findings/fix/route";
import * as findings from "@/app/api/v1/gateways/[id]/findings/route";
import { insertGateway } from "@/lib/gateways/store";
import { createTestConsole, type TestConsole, testUrl } from "@/lib/testing/console";

const file = `model_list:
  - model_name: a
    litellm_params: {model: openai/a, api_base: "http://127.0.0.1:9/v1", api_key: none}
router_settings:
  fallbacks:
    - a: [nobody]
`;
let signalbox: TestConsole;
beforeAll(async () => {
  signalbox = await createTestConsole();
  const configPath = join(signalbox.folder, "gateway.yaml");
  writeFileSync(configPath, file);
  const gateway = { id: "main", name: "Main", url: "http://127.0.0.1:9", configPath, keyFile: null };
  await insertGateway(signalbox.db, { ...gateway, reload: "none", logPath: null }, new Date());
});
afterAll(() => signalbox.close());

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Sent = { role: "viewer" | "operator"; finding?: string; body?: unknown };
const call = async (handler: Handler, method: string, { role, finding, body }: Sent) => {
  const authorization = `Bearer ${(await signalbox.addToken(role)).token}`;
  const headers = { authorization, "content-type": "application/json" };
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const params = Promise.resolve({ id: "main", ...(finding === undefined ? {} : { finding }) });
  const answer = await handler(new Request(`${testUrl}/api/v1/x`, { method, headers, ...given }), { params });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
};
const list = async () => (await call(findings.GET, "GET", { role: "viewer" })).body;
const find = async () => (await list()).findings.find(({ rule }: { rule: string }) => rule === "unknown-target");

test("a viewer reads findings and may not acknowledge or fix them", async () => {
  const { id } = await find();
  expect((await list()).summary).toMatchObject({ errors: 1, acknowledged: 0 });
  const said = { role: "viewer", finding: id, body: { reason: "known since March" } } as const;
  expect(await call(acknowledgement.POST, "POST", said)).toMatchObject({ status: 403 });
  expect(await call(acknowledgement.DELETE, "DELETE", { role: "viewer", finding: id })).toMatchObject({ status: 403 });
  expect(await call(fix.POST, "POST", { role: "viewer", body: { target: { finding: id } } })).toMatchObject({
    status: 403,
  });
  expect(await signalbox.lastAudit()).toMatchObject({ action: "draft.fix", outcome: "denied" });
});

test("an operator acknowledges with a reason, until a day or for good, and takes it back", async () => {
  const { id } = await find();
  const say = (body: unknown) => call(acknowledgement.POST, "POST", { role: "operator", finding: id, body });
  expect(await say({})).toMatchObject({ status: 400 });
  expect(await say({ reason: "  a  " })).toMatchObject({ status: 400 });
  expect(await say({ reason: "known", until: "tomorrow" })).toMatchObject({ status: 400 });
  expect(await say({ reason: "known", until: "2020-01-01" })).toMatchObject({
    status: 422,
    body: { reason: "past-date" },
  });
  expect(await say({ reason: "known", until: "2999-01-01" })).toMatchObject({ status: 204 });
  expect((await list()).summary).toMatchObject({ errors: 0, acknowledged: 1 });
  expect((await find()).acknowledgement).toMatchObject({ reason: "known", until: "2999-01-01T23:59:59.999Z" });
  const takeBack = () => call(acknowledgement.DELETE, "DELETE", { role: "operator", finding: id });
  expect(await takeBack()).toMatchObject({ status: 204 });
  expect(await takeBack()).toMatchObject({ status: 404, body: { reason: "no-acknowledgement" } });
});

test("a finding that is not there is neither acknowledged nor fixed, and an id that is none is refused", async () => {
  const finding = "0".repeat(32);
  const said = { role: "operator", finding, body: { reason: "known" } } as const;
  expect(await call(acknowledgement.POST, "POST", said)).toMatchObject({ status: 404 });
  expect(await call(onFix.GET, "GET", { role: "viewer", finding })).toMatchObject({ status: 404 });
  expect(await call(fix.POST, "POST", { role: "operator", body: { target: { finding } } })).toMatchObject({
    status: 404,
  });
  expect(await call(onFix.GET, "GET", { role: "viewer", finding: "__proto__" })).toMatchObject({ status: 400 });
  const edits = { target: { finding, edits: [{ type: "remove-alias", alias: "x" }] } };
  expect(await call(fix.POST, "POST", { role: "operator", body: edits })).toMatchObject({ status: 400 });
});
