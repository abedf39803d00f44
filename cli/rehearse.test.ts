import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf } from "@/lib/routing/testing";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "signalbox-rehearse-"));
const bundle = join(root, ".cache", `rehearse-test-${process.pid}`);
const python = join(folder, "python");

/** Stands where Python would: every request is answered by the first deployment, and one strategy is refused. */
const program = `#!${process.execPath}
if (process.argv[2] === "-c") process.exit(0);
console.log(JSON.stringify({ ready: true, litellm: "1.106.2" }));
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const order = JSON.parse(line);
  const loaded = order.router?.routing_strategy === "fastest" ? { refused: "ValueError: fastest" } : { loaded: ["d0", "d1"] };
  console.log(JSON.stringify(order.verb === "load" ? loaded : { calls: ["d0"], answered: "d0", error: null }));
}).on("close", () => process.exit(0));`;

type Outcome = { code: number; out: string; err: string };

const rehearse = (text: string, ...args: string[]): Promise<Outcome> => {
  const path = join(folder, "gateway.yaml");
  writeFileSync(path, text);
  const env = { ...process.env, SIGNALBOX_ROOT: root, SIGNALBOX_LITELLM_PYTHON: python };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(bundle, "main.mjs"), "rehearse", path, ...args], { env }, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : -1;
      resolve({ code: error ? code : 0, out, err });
    });
  });
};

beforeAll(async () => {
  writeFileSync(python, program);
  chmodSync(python, 0o700);
  const env = { ...process.env, SIGNALBOX_CLI_OUT: bundle };
  await promisify(execFile)(process.execPath, [join(root, "scripts/build-cli.mjs")], { env });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

describe("signalbox rehearse", () => {
  const chained = textOf(["a", "b"], "router_settings: {fallbacks: [{a: [b]}]}");

  it("ends with 0 when everything is as planned, and leaves no process that keeps it from ending", async () => {
    const { code, out, err } = await rehearse(textOf(["a"]));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Rehearsed 1 scenario, all as planned, on LiteLLM 1\.106\.2\.$/m);
  });

  it("ends with 1 when something differs, with both orders", async () => {
    const { code, out } = await rehearse(chained);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^different: a, hop 1 is dead\n.*\n {4}planned: a \(id-0\), b \(id-1\)\n {4}called: {2}a \(id-0\)$/m,
    );
  });

  it("prints everything as JSON", async () => {
    const { code, out } = await rehearse(chained, "--json");
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report).toMatchObject({ depth: "router", litellm: "1.106.2", counts: { scenarios: 8 } });
    expect(report.results[0]).toMatchObject({ model: "a", kind: "healthy", verdict: "as-planned" });
  });

  it("ends with 1 and LiteLLM's words when it refuses the file", async () => {
    const refused = await rehearse(textOf(["a"], "router_settings: {routing_strategy: fastest}"), "--json");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("LiteLLM refuses to start with it: ValueError: fastest");
    expect(JSON.parse(refused.out)).toMatchObject({ failure: { reason: "start-refused" } });
  });

  it("ends with 2 without a Python that has LiteLLM, for a file that cannot be read, and for an unknown depth", async () => {
    expect(await rehearse(chained, "--python", "/bin/false")).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no LiteLLM"),
    });
    expect((await rehearse("model_list: [", "--json")).code).toBe(2);
    expect((await rehearse(chained, "--depth", "deep")).code).toBe(2);
  });
});
