import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { Edit } from "@/lib/config/schema";
import { sourceOf } from "@/lib/config/testing";
import { applyEditsAside, readConfigAside } from "./config-reader";

const repository = join(import.meta.dirname, "../..");
const root = join(repository, ".cache", `config-reader-test-${process.pid}`);

const deployment = (n: number) =>
  `  - model_name: m${n}\n    litellm_params: {model: openai/m${n}, api_base: "http://127.0.0.1:1/v1"}\n`;
const large = (count: number) =>
  sourceOf(`model_list:\n${Array.from({ length: count }, (_, n) => deployment(n)).join("")}`);
const chainOf = (model: string): Edit => ({ type: "set-chain", kind: "general", model, targets: ["m1", "m2"] });

beforeAll(async () => {
  mkdirSync(root, { recursive: true });
  const env = { ...process.env, SIGNALBOX_DIST: join(root, "dist") };
  await promisify(execFile)(process.execPath, [join(repository, "scripts/build-support.mjs")], { env });
  process.env.SIGNALBOX_ROOT = root;
}, 60_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the built worker", () => {
  it("reads a large file as the same code does inline, and leaves the event loop free meanwhile", async () => {
    const source = large(1500);
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    const reading = await readConfigAside(source).finally(() => clearInterval(ticking));
    expect(reading).toEqual(readConfig(source));
    expect(reading.deployments).toHaveLength(1500);
    expect(turns).toBeGreaterThan(10);
  });

  it("edits a large file as the same code does inline", async () => {
    const source = large(800);
    const edited = await applyEditsAside(source, [chainOf("m0")]);
    expect(edited).toEqual(applyEdits(source, [chainOf("m0")]));
    expect(edited.ok).toBe(true);
  });
});
