import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { interpreterOf, isTrustedInterpreter } from "./interpreter";
import { type StandInServer, startStandIns } from "./stand-in-server";

const open = async (): Promise<StandInServer> => {
  const server = await startStandIns();
  onTestFinished(server.close);
  return server;
};

const ask = (server: StandInServer, key: string, body: object = {}, path = "chat/completions", waitMs = 10_000) =>
  fetch(`${server.baseOf(key)}/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(waitMs),
  });

describe("stand-ins", () => {
  it("do what the scenario says, the others answer, and all calls are noted in order", async () => {
    const server = await open();
    server.begin({ d0: "error", d1: "rate_limit", d2: "authentication", d3: "context_window", d4: "content_policy" });
    const asked = await Promise.all(["d0", "d1", "d2", "d3", "d4", "d5"].map((key) => ask(server, key)));
    expect(asked.map(({ status }) => status)).toEqual([500, 429, 401, 400, 400, 200]);
    expect(server.calls().sort()).toEqual(["d0", "d1", "d2", "d3", "d4", "d5"]);
    server.begin({});
    expect(server.calls()).toEqual([]);
    expect((await ask(server, "d0")).status).toBe(200);
  });

  it("stream when they are asked to, with a proper end", async () => {
    const text = await (await ask(await open(), "d0", { stream: true })).text();
    expect(text.trim().split("\n\n")).toHaveLength(4);
    expect(text.trim().endsWith("data: [DONE]")).toBe(true);
  });

  it("answer the other form of request too, and nothing else", async () => {
    const server = await open();
    expect(await (await ask(server, "d0", {}, "responses")).json()).toMatchObject({ object: "response" });
    expect((await fetch(server.baseOf("d0"))).status).toBe(404);
  });

  it("hold their tongue where a time-out is wanted", async () => {
    const server = await open();
    server.begin({ d0: "timeout" });
    await expect(ask(server, "d0", {}, "chat/completions", 300)).rejects.toThrow();
    expect(server.calls()).toEqual(["d0"]);
  });
});

describe("the interpreter of a gateway's command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox interpreter "));
  const python = join(folder, "python");
  writeFileSync(python, "#!/bin/sh\n");
  chmodSync(python, 0o755);

  it.each([
    [["/venv/bin/python3.11", "/venv/bin/litellm", "--config", "x"], "/venv/bin/python3.11"],
    [["/venv/bin/python", "-m", "litellm.proxy"], "/venv/bin/python"],
    [[join(folder, "litellm"), "--config", "x"], python],
    [["python", join(folder, "litellm")], python],
    [["python", "-m", "litellm"], null],
    [["/usr/bin/perl", "/somewhere/litellm"], null],
    [[], null],
  ])("%j", (argv, wanted) => {
    expect(interpreterOf(argv)).toBe(wanted);
  });

  it("is run only when the process is ours and nobody else may write it", async () => {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    expect(await isTrustedInterpreter(process.pid, python)).toBe(process.platform === "linux");
    chmodSync(python, 0o777);
    expect(await isTrustedInterpreter(process.pid, python)).toBe(false);
    expect(await isTrustedInterpreter(999_999_999, "/bin/sh")).toBe(false);
  });
});
