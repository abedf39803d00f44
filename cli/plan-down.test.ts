import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WhatIfView } from "@/lib/routing/fate/schema";
import { referenceText } from "@/lib/routing/fate/testing";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "signalbox plan 'ü"));
const bundle = join(root, ".cache", `cli-plan-test-${process.pid}`);
const path = join(folder, "gateway.yaml");

const plan = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(bundle, "main.mjs"), "plan", path, ...args], (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : -1;
      resolve({ code: error ? code : 0, out, err });
    });
  });

beforeAll(async () => {
  writeFileSync(path, referenceText);
  const env = { ...process.env, SIGNALBOX_CLI_OUT: bundle };
  await promisify(execFile)(process.execPath, [join(root, "scripts/build-cli.mjs")], { env });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

describe("signalbox plan --down", () => {
  it("ends with 0 when every model is still answered, and prints who answers as JSON", async () => {
    const { code, out } = await plan("--down", "ollama", "--json");
    const view = WhatIfView.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(view).toMatchObject({ down: ["ollama"], lost: [] });
    expect(view.models).toHaveLength(12);
    expect(view.models[0]).toMatchObject({
      model: "llama3.1:latest",
      kind: "general",
      answeredBy: { group: "llama-cpp-default", deployments: ["cpp-python"] },
      attempts: 2,
      seconds: { least: 0, most: 30 },
    });
  });

  it("ends with 1 when a model is lost, and names it", async () => {
    const { code, out } = await plan("--down", "ollama", "--down", "key:OLLAMA_API_KEY", "--json");
    expect([code, z.object({ lost: z.array(z.string()) }).parse(JSON.parse(out)).lost]).toEqual([
      1,
      ["qwen3-coder:480b-cloud", "kimi-k2:1t-cloud", "gpt-oss:20b-cloud", "glm-4.6:cloud"],
    ]);
  });

  it("prints a table with the wait, and what changes at its end", async () => {
    const { code, out } = await plan("--down", "ollama", "--gateway-version", "1.106.2");
    expect(code).toBe(0);
    expect(out).toMatch(/^MODEL +ANSWERED BY +CALLS +WAIT$/m);
    expect(out).toMatch(/^llama3\.1:latest +llama-cpp-default \(cpp-python\) +2 +at once to 30 s$/m);
    expect(out).toMatch(/^llama-cpp-native +itself +1 +at once$/m);
    expect(out).toContain("3 models answered by another, nobody loses its answer.");
  });

  it("does not say that nobody loses its answer where that is left to chance", async () => {
    const text = 'model_list:\n  - {model_name: a, litellm_params: {model: ollama/a, api_base: "http://h1:11434"}}\n';
    writeFileSync(path, `${text}${text.split("\n")[1]?.replace("h1", "h2")}\n`);
    const { out } = await plan("--down", "host:h1", "--gateway-version", "1.106.2");
    writeFileSync(path, referenceText);
    expect(out).toContain("1 answered at random or not at all, no other loses its answer.");
  });

  it("says why a plan is not certain where the version is known", async () => {
    const router = "model: auto_router/complexity_router, complexity_router_config: {tiers: {A: a, B: b}}";
    const groups = ["a", "b"].map((name) => `  - {model_name: ${name}, litellm_params: {model: ollama/${name}}}\n`);
    writeFileSync(path, `model_list:\n${groups.join("")}  - {model_name: smart, litellm_params: {${router}}}\n`);
    const { out } = await plan("--model", "smart", "--gateway-version", "1.106.2");
    writeFileSync(path, referenceText);
    expect(out).toContain("By the rules of LiteLLM 1.106, and not certain: here the gateway chooses by the prompt");
  });

  it("keeps the plan of one model as it is and sets the answer beside it", async () => {
    const asked = ["--model", "llama3.1:latest", "--json"];
    const before = JSON.parse((await plan(...asked)).out);
    const { code, out } = await plan(...asked, "--down", "ollama");
    const after = JSON.parse(out);
    expect(Object.keys(before)).toEqual(["model", "kind", "hops", "cut"]);
    expect([code, after]).toMatchObject([0, { ...before, answeredBy: { group: "llama-cpp-default" }, attempts: 2 }]);
    expect(after).toMatchObject({ down: ["ollama"], dead: ["ollama-llama", "ollama-qwen", "ollama-mythomax"] });
    const lost = await plan("--model", "glm-4.6:cloud", "--down", "internet", "--json");
    expect([lost.code, JSON.parse(lost.out).answeredBy]).toEqual([1, null]);
    expect((await plan("--model", "nobody", "--down", "internet")).code).toBe(1);
  });

  it("ends with 2 and says what there is when nothing is called so, or when nothing was asked", async () => {
    const unknown = await plan("--down", "olama", "--json");
    expect([unknown.code, unknown.out]).toEqual([2, ""]);
    expect(unknown.err).toContain('Nothing here is called "olama"');
    expect(unknown.err).toContain("key:OLLAMA_API_KEY");
    expect(await plan()).toMatchObject({ code: 2, err: expect.stringContaining("--model") });
  });
});
