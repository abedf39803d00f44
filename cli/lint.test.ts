import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf } from "@/lib/routing/testing";
import { SarifLog } from "./report/testing-sarif";

const root = join(import.meta.dirname, "..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "signalbox-lint-")));
const bundle = join(root, ".cache", `lint-test-${process.pid}`);
const run = promisify(execFile);

type Outcome = { code: number; out: string; err: string };

const lint = (...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    // Node 20 takes an `--env-file` for its own, wherever it stands, unless `--` comes before the script.
    execFile(
      process.execPath,
      ["--", join(bundle, "main.mjs"), "lint", ...args],
      { cwd: folder },
      (error, out, err) => {
        const code = typeof error?.code === "number" ? error.code : -1;
        resolve({ code: error ? code : 0, out, err });
      },
    );
  });

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const routes = "router_settings:\n  fallbacks:\n    - A: [A, B]   # keep\n    - B: [nobody]\n";
const wrong = textOf(["A", "B", "C"], routes);
const fixed = wrong.replace("[A, B]", "[B]");

beforeAll(async () => {
  await run(process.execPath, [join(root, "scripts/build-cli.mjs")], {
    env: { ...process.env, SIGNALBOX_CLI_OUT: bundle },
  });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

describe("signalbox lint --format", () => {
  it("sarif is valid, with relative places, rules and the replacement of a fix", async () => {
    mkdirSync(join(folder, "sub folder"), { recursive: true });
    const { code, out } = await lint(file("sub folder/c.yaml", wrong), "--format", "sarif");
    const [sarif] = SarifLog.parse(JSON.parse(out)).runs;
    expect(code).toBe(1);
    const own = sarif?.results.find(({ ruleId }) => ruleId === "self-reference");
    expect(own?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("sub%20folder/c.yaml");
    expect(own?.fixes?.[0]?.artifactChanges[0]?.replacements).toHaveLength(1);
    expect(sarif?.tool.driver.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("github prints one annotation for each finding", async () => {
    const { out } = await lint(file("g.yaml", wrong), "--format", "github");
    expect(out).toMatch(/^::error file=g\.yaml,line=\d+,col=\d+,title=[^:,]+::.*A/m);
  });

  it("json is the same as --json, also for the fix", async () => {
    const path = file("j.yaml", wrong);
    const [one, other] = [await lint(path, "--format", "json"), await lint(path, "--json")];
    expect(one.out).toBe(other.out);
    const { findings } = JSON.parse(one.out);
    const own = findings.find(({ rule }: { rule: string }) => rule === "self-reference");
    expect(own.fix).toMatchObject({ title: expect.any(String), edits: [expect.anything()] });
  });

  it("ends with 2 for a format that there is not", async () => {
    expect((await lint(file("f.yaml", wrong), "--format", "xml")).code).toBe(2);
  });
});

describe("signalbox lint --fix", () => {
  it("changes the bytes of the fix only, keeps the mode and the symlink, and tells what was done and what is left", async () => {
    const path = file("fix.yaml", wrong);
    chmodSync(join(folder, path), 0o640);
    symlinkSync("fix.yaml", join(folder, "link.yaml"));
    const { code, out, err } = await lint("link.yaml", "--fix");
    expect(readFileSync(join(folder, path), "utf8")).toBe(fixed);
    expect(statSync(join(folder, path)).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(err).toMatch(/^fixed link\.yaml:\d+ \[self-reference\]/m);
    expect(out).toContain("nobody");
    expect(out).not.toContain("self-reference");
    expect(code).toBe(1);
  });

  it("ends with 0 when nothing is left, and changes nothing the second time", async () => {
    const path = file("clean.yaml", wrong.replace("nobody", "C"));
    expect(await lint(path, "--fix")).toMatchObject({ code: 0 });
    const once = readFileSync(join(folder, path), "utf8");
    expect(await lint(path, "--fix")).toMatchObject({ code: 0, err: "fixed 0 findings\n" });
    expect(readFileSync(join(folder, path), "utf8")).toBe(once);
  });

  it("keeps the documented JSON for what is left", async () => {
    const { out } = await lint(file("fj.yaml", wrong), "--fix", "--json");
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(["findings", "summary"]);
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).not.toContain("self-reference");
  });

  it("with --dry-run prints the difference and writes nothing", async () => {
    const path = file("dry.yaml", wrong);
    const { code, out, err } = await lint(path, "--fix", "--dry-run");
    expect(out.split("\n").filter((line) => /^[-+] /.test(line))).toEqual([
      "-    - A: [A, B]   # keep",
      "+    - A: [B]   # keep",
    ]);
    expect(err).toContain("would fix 1 finding");
    expect(code).toBe(1);
    expect(readFileSync(join(folder, path), "utf8")).toBe(wrong);
    expect((await lint(path, "--dry-run")).code).toBe(2);
  });

  it("ends with 2 and leaves the file where it cannot be read", async () => {
    expect((await lint("nowhere.yaml", "--fix")).code).toBe(2);
    expect((await lint(file("s.yaml", "a: [\n"), "--fix")).code).toBe(1);
    expect(readFileSync(join(folder, "s.yaml"), "utf8")).toBe("a: [\n");
  });
});

describe("signalbox lint --env-file", () => {
  it("ends with 2 when it cannot be read, and shows no value of it", async () => {
    const path = file("env.yaml", wrong.replace("api_key: none", "api_key: os.environ/MISSING_ONE"));
    expect((await lint(path, "--env-file", "none.env")).code).toBe(2);
    file("gateway.env", "export OTHER='sk-very-secret-value'\nMASTER=1\n");
    const { out, err } = await lint(path, "--env-file", "gateway.env", "--json");
    expect(out + err).not.toContain("sk-very-secret-value");
  });
});
