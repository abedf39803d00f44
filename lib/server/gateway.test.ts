import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { loadGateway } from "./gateway";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-gateway-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const model = (name: string) => `model_list:\n  - {model_name: ${name}, litellm_params: {model: openai/${name}}}\n`;

async function load() {
  const record: GatewayRecord = {
    id: "main",
    name: "Main",
    url: "http://127.0.0.1:9",
    configPath: join(folder, "gateway.yaml"),
    keyFile: null,
    reload: { kind: "none" },
    logPath: null,
    targetPercent: 80,
    currentSha: null,
    readAt: null,
    fileProblem: null,
    version: null,
  };
  const loaded = await loadGateway(record);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.value;
}

it("is parsed once as long as nothing changes, also when an included file is missing", async () => {
  write("gateway.yaml", `include: [more.yaml]\n${model("a")}`);
  const first = await load();
  expect(first.source.missing).toEqual(["more.yaml"]);
  expect((await load()).reading).toBe(first.reading);
  write("more.yaml", model("b"));
  expect((await load()).graph.groups).toContain("b");
});

it("is parsed again when an included file changes or vanishes", async () => {
  write("gateway.yaml", `include: [more.yaml]\n${model("a")}`);
  const included = write("more.yaml", model("b"));
  expect((await load()).graph.groups).toContain("b");
  write("more.yaml", model("c"));
  expect((await load()).graph.groups).toContain("c");
  rmSync(included);
  expect((await load()).source.missing).toEqual(["more.yaml"]);
});
