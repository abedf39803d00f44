import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderGatewayConfig } from "./config.mjs";
import { withLockFile } from "./lock-file.mjs";
import { labPaths } from "./paths.mjs";
import { chooseFreePorts, isPortFree } from "./ports.mjs";
import { isSameProcess, plainEnvironment, readProcessIdentity } from "./processes.mjs";
import { ensurePython, findPython, locateGateway } from "./python.mjs";
import { readState } from "./state.mjs";

const folder = mkdtempSync(join(tmpdir(), "signalbox-lab-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ports = { gateway: 1, ollama: 2, "llamacpp-python": 3, "llamacpp-native": 4, vllm: 5, cloud: 6 };

describe("the configuration file", () => {
  const config = parse(renderGatewayConfig(ports), { version: "1.1" });
  const groups: string[] = config.model_list.map((entry: { model_name: string }) => entry.model_name);

  it("holds twelve models with an explicit id of their own and a place to reach them", () => {
    expect(new Set(groups).size).toBe(12);
    const ids = config.model_list.map((entry: { model_info: { id: string } }) => entry.model_info.id);
    expect(new Set(ids).size).toBe(12);
    for (const { litellm_params } of config.model_list)
      expect(litellm_params.api_base).toMatch(/^http:\/\/127\.0\.0\.1:[2-6]/);
  });

  it("writes the chain people talk about, and no chain names an unknown model or itself", () => {
    const chains: Record<string, string[]>[] = config.router_settings.fallbacks;
    expect(chains).toContainEqual({ "llama3.1:latest": ["llama-cpp-default", "gpt-oss:20b-cloud"] });
    expect(chains).toContainEqual({ "llama-cpp-default": ["llama-cpp-native"] });
    for (const chain of chains) {
      const [[source = "", targets = []] = []] = Object.entries(chain);
      expect(groups).toContain(source);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(groups.filter((group) => group !== source)).toContain(target);
    }
  });

  it("holds no key, only where to find one", () => {
    expect(config.general_settings.master_key).toBe("os.environ/LITELLM_MASTER_KEY");
    const keys = new Set(
      config.model_list.map((entry: { litellm_params: { api_key?: string } }) => entry.litellm_params.api_key),
    );
    expect(keys).toEqual(new Set([undefined, "none", "os.environ/OLLAMA_API_KEY"]));
  });
});

describe("a process that is remembered", () => {
  it("is told from another that has the same number, and from none", () => {
    const identity = readProcessIdentity(process.pid);
    expect(isSameProcess({ pid: process.pid, identity })).toBe(true);
    expect(isSameProcess({ pid: process.pid, identity: "ticks:1" })).toBe(false);
    expect(isSameProcess({ pid: process.pid, identity: null })).toBe(false);
    expect(isSameProcess({ pid: 0, identity })).toBe(false);
    expect(readProcessIdentity(2 ** 30)).toBe(null);
  });

  it("gets nothing of the shell's keys, proxies or databases", () => {
    const shell = { PATH: "/bin", OPENAI_API_KEY: "sk-real", DATABASE_URL: "x", HTTPS_PROXY: "y", NODE_OPTIONS: "z" };
    expect(plainEnvironment(shell)).toEqual({ PATH: "/bin" });
  });
});

describe("ports", () => {
  it("are free, different and in the 4xxxx range", async () => {
    const chosen = await chooseFreePorts(6);
    expect(new Set(chosen).size).toBe(6);
    for (const port of chosen) expect(port >= 40_000 && port <= 49_999).toBe(true);
  });

  it("that somebody listens on are not free", async () => {
    const [port = 0] = await chooseFreePorts(1);
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    expect(await isPortFree(port)).toBe(false);
    await new Promise((done) => server.close(done));
    expect(await isPortFree(port)).toBe(true);
  });
});

describe("the lock", () => {
  const options = { waitMs: 200, what: "The lab" };

  it("keeps a second one out while its owner lives, and is taken over when the owner has ended", async () => {
    const path = join(folder, "lock");
    const nested = withLockFile(path, options, () => withLockFile(path, options, async () => "both"));
    await expect(nested).rejects.toThrow(/The lab is in use by process \d+/);
    writeFileSync(path, JSON.stringify({ pid: 2 ** 30, identity: "ticks:1" }));
    expect(await withLockFile(path, options, async () => "mine")).toBe("mine");
  });
});

describe("the lab's files", () => {
  it("lie below the data folder, and sockets stay short enough for the system", () => {
    expect(labPaths("/srv/box").config).toBe("/srv/box/lab/gateway.yaml");
    expect(labPaths("/srv/box").control("ollama")).toBe("/srv/box/lab/run/ollama.sock");
    expect(labPaths(`/srv/${"deep/".repeat(40)}`).control("ollama").length).toBeLessThan(100);
  });

  it("that are not a lab's state are named, not guessed at", () => {
    const paths = labPaths(join(folder, "odd"));
    expect(readState(paths)).toBe(null);
    mkdirSync(paths.folder, { recursive: true });
    for (const text of ["{", "null", '{"version":1,"ports":{}}']) {
      writeFileSync(paths.state, text);
      expect(() => readState(paths)).toThrow("is not a lab's state");
    }
  });
});

describe("the command", () => {
  const run = (args: string[]) =>
    new Promise<{ code: number; text: string }>((done) => {
      const env = { ...process.env, SIGNALBOX_DATA: join(folder, "none") };
      execFile(process.execPath, [join(import.meta.dirname, "main.mjs"), ...args], { env }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
      );
    });

  it.each([
    [["dance"], 2, '"dance" is not a verb'],
    [["fail"], 2, "Name a part of the lab: gateway, ollama"],
    [["stop", "__proto__"], 2, '"__proto__" is not a part'],
    [["fail", "ollama", "explode"], 2, '"explode" is not a way to fail: refuse, 500'],
    [["fail", "ollama", "slow", "--seconds", "soon"], 2, "--seconds must be a number"],
    [["status", "--colour"], 2, "--colour"],
    [["status", "--json"], 1, "There is no lab in"],
    [["down"], 0, "Nothing was running"],
    [["--help"], 0, "npm run lab -- fail NAME"],
  ])("answers %j with exit code %i and says why", async (args, code, text) => {
    const answer = await run(args);
    expect(answer.text).toContain(text);
    expect(answer.code).toBe(code);
  });
});

describe("installing the gateway", () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const env = { PATH: bin, HOME: folder, XDG_CACHE_HOME: join(folder, "cache") };
  const pretend = (name: string, script: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  symlinkSync("/bin/sh", join(bin, "sh"));

  it("says what to install when there is no Python, or only an old one", async () => {
    await expect(findPython(env)).rejects.toThrow(/needs Python 3.10 to 3.14 \(found none\).*apt install python3/);
    pretend("python3", 'echo "3.9"; echo "/usr/bin/python3"');
    await expect(findPython(env)).rejects.toThrow("python3 is 3.9");
  });

  it("takes a newer one that stands beside an old one", async () => {
    pretend("python3.12", 'echo "3.12"; echo "/opt/python3.12"');
    expect(await findPython(env)).toBe("/opt/python3.12");
  });

  it("says what to install when Python can make no environment", async () => {
    const python = join(bin, "bare-python");
    pretend("bare-python", "exit 1");
    pretend("python3", `echo "3.11"; echo "${python}"`);
    await expect(ensurePython({ env })).rejects.toThrow(/neither the venv module nor pip.*apt install python3-venv/);
  });

  it("shows why a package could not be fetched and leaves nothing half made", async () => {
    pretend(
      "uv",
      'case "$1" in --version) echo uv 1;; venv) exit 0;; *) echo "error: no route to index" >&2; exit 2;; esac',
    );
    await expect(ensurePython({ env })).rejects.toThrow(/failed \(.*ended with 2\):\n {2}error: no route to index/);
    expect(locateGateway(env).venv).toMatch(/cache\/signalbox\/gateway-[0-9a-f]{16}$/);
    expect(readdirSync(join(folder, "cache", "signalbox"))).toEqual([]);
  });
});
