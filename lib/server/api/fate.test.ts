import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as fate from "@/app/api/v1/gateways/[id]/fate/route";
import * as overview from "@/app/api/v1/gateways/[id]/overview/route";
import * as whatIf from "@/app/api/v1/gateways/[id]/what-if/route";
import { insertGateway } from "@/lib/gateways/store";
import { referenceText } from "@/lib/routing/fate/testing";
import { createTestConsole, type TestConsole, testUrl } from "@/lib/testing/console";

let signalbox: TestConsole;
beforeAll(async () => {
  signalbox = await createTestConsole();
  const configPath = join(signalbox.folder, "gateway.yaml");
  writeFileSync(configPath, referenceText);
  const gateway = { id: "main", name: "Main", url: "http://127.0.0.1:9", configPath, keyFile: null };
  await insertGateway(signalbox.db, { ...gateway, reload: "none", logPath: null }, new Date());
});
afterAll(() => signalbox.close());

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
const read = async (handler: Handler, query = "", id = "main") => {
  const authorization = `Bearer ${(await signalbox.addToken("viewer")).token}`;
  const request = new Request(`${testUrl}/api/v1/x${query}`, { headers: { authorization } });
  const answer = await handler(request, { params: Promise.resolve({ id }) });
  return { status: answer.status, body: await answer.json() };
};

test("a viewer asks who answers while one thing or several are dead", async () => {
  expect(await read(whatIf.GET, "?down=ollama")).toMatchObject({ status: 200, body: { down: ["ollama"], lost: [] } });
  const { body } = await read(whatIf.GET, "?down=ollama&down=key%3AOLLAMA_API_KEY");
  expect(body.lost).toEqual(["qwen3-coder:480b-cloud", "kimi-k2:1t-cloud", "gpt-oss:20b-cloud", "glm-4.6:cloud"]);
  expect(body.models[0]).toMatchObject({ answeredBy: { group: "llama-cpp-default" }, attempts: 2 });
  expect((await read(whatIf.GET)).body).toMatchObject({ down: [], lost: [], rulesOf: expect.any(String) });
});

test("nobody without an account learns anything", async () => {
  const answer = await whatIf.GET(new Request(`${testUrl}/api/v1/x`), { params: Promise.resolve({ id: "main" }) });
  expect(answer.status).toBe(401);
});

test("an unknown selector is refused with what there is, as are a gateway, a draft and a kind that do not exist", async () => {
  const unknown = await read(whatIf.GET, "?down=olama");
  expect(unknown).toMatchObject({ status: 422, body: { reason: "unknown-selector" } });
  expect(unknown.body.detail).toContain("provider:ollama");
  expect(await read(whatIf.GET, "?down=")).toMatchObject({ status: 400 });
  expect(await read(whatIf.GET, "?down=ollama", "none")).toMatchObject({ status: 404 });
  expect(await read(fate.GET, "?of=draft")).toMatchObject({ status: 404, body: { reason: "no-draft" } });
  expect(await read(fate.GET, "?kind=weather")).toMatchObject({ status: 400 });
});

test("the fate of the gateway ranks what its death would hurt most", async () => {
  const { status, body } = await read(fate.GET);
  expect(status).toBe(200);
  expect(body.domains[0]).toMatchObject({ domain: { selector: "host:ollama.com:443" }, loses: { length: 4 } });
  expect(body.chains).toHaveLength(12);
  expect(body.diversity).toMatchObject({ localBackends: 4, cloudBackends: 1, crossProvider: 6 });
});

test("the overview carries the figures of provider diversity", async () => {
  const { status, body } = await read(overview.GET);
  expect(status).toBe(200);
  expect(body.diversity).toMatchObject({ chains: 7, crossProvider: 6, hopsBeforeCloud: { least: 2, most: 3 } });
  expect(body.diversity.singlePoints[0]).toMatchObject({ domain: { selector: "host:ollama.com:443" }, loses: 4 });
});
