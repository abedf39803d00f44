import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listenWith } from "@/lib/adapters/http/loopback";
import { saveEdit } from "@/lib/changes/operations/edit-draft";
import { operator, type PlayedGateway, playGateway } from "@/lib/changes/operations/testing";
import type { DeploymentTask } from "@/lib/models/deployment-task";
import { emptyForm } from "@/lib/models/provider-fields";
import { discoverModels } from "./discover-models";
import { previewDeployment, saveDeployment } from "./edit-deployment";
import { readModelsDesk } from "./read-desk";
import { readModel } from "./read-model";
import { readRegistry } from "./read-registry";
import { testConnection } from "./test-connection";

const now = new Date("2026-11-23T09:00:00.000Z");
const gatewayId = "main";
const oddName = "qwen/7b: the 'old' one 🚦";
const noKeys = () => null;
let gateway: PlayedGateway;

const fileFor = (base: string) => `model_list:
  - model_name: "${oddName}"
    litellm_params: {model: ollama/llama3.1, api_base: "${base}", api_key: os.environ/PAIRED}
    model_info: {id: first}
  - model_name: plain
    litellm_params: {model: openai/local, api_base: "http://127.0.0.1:9/v1", api_key: sk-written-secret-value}
    model_info: {id: second}
router_settings:
  fallbacks: [{plain: ["${oddName}"]}]
`;

const backend = () =>
  listenWith({
    "/api/tags": { json: { models: [{ name: "llama3.1:latest" }, { name: "new:1b" }] } },
    "/api/version": { json: { version: "0.9" } },
    "/api/ps": { json: { models: [] } },
  });

let server: Awaited<ReturnType<typeof backend>>;
beforeEach(async () => {
  server = await backend();
  gateway = await playGateway(fileFor(server.url));
});
afterEach(() => gateway.close());

const add = (change: Partial<typeof emptyForm> = {}): DeploymentTask => ({
  verb: "add",
  identity: null,
  values: { ...emptyForm, group: "new", model: "new:1b", apiBase: server.url, ...change },
});
const context = () => ({ db: gateway.db, actor: operator, now, gatewayId });
const tested = (task: DeploymentTask, keys: (name: string) => string | null = noKeys) =>
  testConnection({ db: gateway.db, gatewayId, task, keys, now });

describe("a deployment through the form", () => {
  test("is shown as the lines that will be written, saved into the draft, and marked there", async () => {
    const preview = await previewDeployment(gateway.db, gatewayId, add());
    expect(preview.ok && preview.value.unified).toContain("+  - model_name: new");
    expect(await readModelsDesk(gateway.db, gatewayId)).toMatchObject({ value: { edits: 0, version: 0 } });
    expect(await saveDeployment({ ...context(), task: add(), expectedVersion: 0 })).toMatchObject({ ok: true });
    const desk = await readModelsDesk(gateway.db, gatewayId);
    expect(desk).toMatchObject({
      value: { edits: 1, version: 1, entries: [{ mark: null }, { mark: null }, { mark: "added" }] },
    });
    expect(gateway.read()).not.toContain("new:1b");
  });

  test("shows no secret on the way, neither in the preview nor in the desk", async () => {
    const task: DeploymentTask = {
      verb: "edit",
      identity: "second",
      values: {
        ...emptyForm,
        group: "plain",
        provider: "openai-compatible",
        model: "openai/local",
        apiBase: "http://127.0.0.1:9/v1",
        key: "keep",
        id: "second",
        timeoutSeconds: "9",
      },
    };
    const preview = await previewDeployment(gateway.db, gatewayId, task);
    expect(preview.ok && preview.value.unified).toContain("timeout: 9");
    const desk = await readModelsDesk(gateway.db, gatewayId);
    expect(JSON.stringify([preview, desk])).not.toContain("sk-written");
  });

  test("is refused on an older draft, without a change, for an entry that is gone, and without a key to keep", async () => {
    await saveDeployment({ ...context(), task: add(), expectedVersion: 0 });
    const save = (task: DeploymentTask, expectedVersion = 1) => saveDeployment({ ...context(), task, expectedVersion });
    expect(await save(add({ group: "late" }), 0)).toMatchObject({ ok: false, reason: "stale" });
    const desk = await readModelsDesk(gateway.db, gatewayId);
    const form = desk.ok && desk.value.entries[0]?.form;
    if (!form) throw new Error("The desk has no entry.");
    expect(await save({ verb: "edit", identity: "first", values: form })).toMatchObject({ reason: "unchanged" });
    expect(await save({ verb: "edit", identity: "gone", values: form })).toMatchObject({
      reason: "unknown-deployment",
    });
    expect(await save(add({ key: "keep" }))).toMatchObject({ reason: "invalid-value" });
  });
});

describe("a connection test", () => {
  test("asks the backend for free and says what it offers", async () => {
    expect(await tested(add())).toMatchObject({ ok: true, value: { answered: true } });
    expect(server.asked.every(({ method }) => method === "GET")).toBe(true);
    const missing = await tested(add({ model: "nothing" }));
    expect(missing).toMatchObject({ value: { answered: false } });
    expect(missing.ok && missing.value.detail).toContain("llama3.1:latest, new:1b");
  });

  test("sends a key where the file pairs it with the address, and nowhere else", async () => {
    const keys = (name: string) => ({ PAIRED: "sk-paired", OTHER: "sk-other" })[name] ?? null;
    await tested(add({ key: "env", keyName: "PAIRED" }), keys);
    expect(server.asked.every(({ authorization }) => authorization === "Bearer sk-paired")).toBe(true);
    server.asked.length = 0;
    await tested(add({ key: "env", keyName: "OTHER" }), keys);
    expect(server.asked.length).toBeGreaterThan(0);
    expect(server.asked.every(({ authorization }) => authorization === undefined)).toBe(true);
    const elsewhere = await backend();
    await tested(add({ key: "env", keyName: "PAIRED", apiBase: elsewhere.url }), keys);
    expect(elsewhere.asked.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test("asks no link-local address, and none that the environment holds and the file does not name", async () => {
    expect(await tested(add({ apiBase: "http://169.254.169.254" }))).toMatchObject({ reason: "refused-address" });
    const keys = () => server.url;
    expect(await tested(add({ apiBase: "os.environ/SECRET_URL" }), keys)).toMatchObject({ reason: "unaskable" });
    expect(server.asked).toEqual([]);
  });

  test("says that nobody answers, and what cannot be asked for free", async () => {
    expect(await tested(add({ apiBase: "http://127.0.0.1:9" }))).toMatchObject({ value: { answered: false } });
    expect(await tested(add({ provider: "anthropic", key: "env", keyName: "K" }))).toMatchObject({
      reason: "unaskable",
    });
  });
});

describe("discovery", () => {
  test("tells what is offered and not registered, also once the draft registers it", async () => {
    const look = async () => {
      const found = await discoverModels({ db: gateway.db, gatewayId, keys: noKeys });
      return found.ok ? found.value.backends.map(({ answered, unregistered }) => ({ answered, unregistered })) : [];
    };
    expect(await look()).toEqual([
      { answered: true, unregistered: ["new:1b"] },
      { answered: false, unregistered: [] },
    ]);
    await saveDeployment({ ...context(), task: add(), expectedVersion: 0 });
    expect((await look())[0]?.unregistered).toEqual([]);
  });

  test("asks no backend that only the draft names", async () => {
    const hidden = await backend();
    await saveDeployment({ ...context(), task: add({ apiBase: hidden.url }), expectedVersion: 0 });
    await discoverModels({ db: gateway.db, gatewayId, keys: noKeys });
    expect(hidden.asked).toEqual([]);
  });
});

describe("reading", () => {
  test("a model with an odd name has its lines, its uses and who would follow; an unknown one has none", async () => {
    const read = (name: string) => readModel({ db: gateway.db, gatewayId, name, keys: noKeys, now });
    const found = await read(oddName);
    expect(found).toMatchObject({
      ok: true,
      value: { uses: [{ source: "plain", position: 1 }], successors: [{ model: oddName }, { model: "plain" }] },
    });
    expect(found.ok && found.value.yaml[0]).toMatchObject({ firstLine: 2 });
    const plain = await read("plain");
    expect(plain.ok && plain.value.yaml[0]?.text).toContain("model: openai/local");
    expect(JSON.stringify([found, plain])).not.toContain("sk-written");
    expect(await read("__proto__")).toMatchObject({ ok: false, reason: "unknown-model" });
  });

  test("the registry says which key the console was not given, and that nothing was asked yet", async () => {
    const registry = await readRegistry({ db: gateway.db, gatewayId, keys: noKeys, now });
    expect(registry).toMatchObject({
      value: { rows: [{ keyKnown: "missing", status: "unknown", direct: null }, { keyKnown: "set" }] },
    });
  });

  test("what the draft removes is told with what would dangle", async () => {
    const desk = await readModelsDesk(gateway.db, gatewayId);
    expect(desk).toMatchObject({ value: { entries: [{ dangling: { chains: [{ source: "plain" }] } }, {}] } });
    await saveEdit({ ...context(), edit: { type: "remove-deployment", identity: "first" } });
    expect(await readModelsDesk(gateway.db, gatewayId)).toMatchObject({
      value: { removed: [{ identity: "first", group: oddName }], models: ["plain"] },
    });
  });
});
