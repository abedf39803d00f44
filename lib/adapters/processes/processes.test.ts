import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { findProcess, listFromPs, listProcesses } from "./list-processes";
import { parseProcStat, parsePs } from "./parse";
import { runProgram } from "./run-program";

describe("processes", () => {
  it("are found with parent, start and arguments, by /proc and by ps alike", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)", "odd arg ✓"]);
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const found = await findProcess(child.pid ?? 0);
    expect(found).toMatchObject({ pid: child.pid, parent: process.pid });
    expect(found?.argv.at(-1)).toBe("odd arg ✓");
    expect(Math.abs((found?.startedAt ?? 0) - Date.now())).toBeLessThan(5_000);
    expect((await listProcesses()).map(({ pid }) => pid)).toContain(child.pid);
    const byPs = (await listFromPs()).find(({ pid }) => pid === child.pid);
    expect(byPs).toMatchObject({ parent: process.pid });
    expect(Math.abs((byPs?.startedAt ?? 0) - (found?.startedAt ?? 0))).toBeLessThan(3_000);
  });

  it("are gone when they have ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await new Promise((done) => child.on("exit", done));
    expect(await findProcess(child.pid ?? 0)).toBeNull();
  });

  it("are read past a name with spaces and parentheses, and not as zombies", () => {
    const stat = (state: string) => `42 (a) S 7 (b) ${state} 9 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 250 0 0`;
    expect(parseProcStat(stat("S"), 1_000)).toEqual({ pid: 42, parent: 9, startedAt: 3_500 });
    expect(parseProcStat(stat("Z"), 1_000)).toBeNull();
    expect(parseProcStat("rubbish", 1_000)).toBeNull();
  });

  it("are read from ps of another system", () => {
    const text = "  501     1 Mon Nov 23 23:08:12 2026 /usr/bin/python3 /opt/bin/litellm --port 4100\nrubbish\n";
    expect(parsePs(text)).toEqual([
      {
        pid: 501,
        parent: 1,
        startedAt: new Date(2026, 10, 23, 23, 8, 12).getTime(),
        argv: ["/usr/bin/python3", "/opt/bin/litellm", "--port", "4100"],
      },
    ]);
  });
});

describe("runProgram", () => {
  const node = (script: string, timeoutMs = 5_000) =>
    runProgram({ argv: [process.execPath, "-e", script, "$(id)", "a;b", "*"], timeoutMs });

  it("gives arguments as they are, without any shell", async () => {
    const outcome = await node(
      "console.log(JSON.stringify(process.argv.slice(1))); console.error('no'); process.exit(3)",
    );
    expect(outcome).toEqual({ kind: "ended", code: 3, stdout: '["$(id)","a;b","*"]\n', stderr: "no\n" });
  });

  it("says not-started for a program that is not there and for an argument that cannot be", async () => {
    expect(await runProgram({ argv: ["/no/such"], timeoutMs: 100 })).toEqual({ kind: "not-started", errno: "ENOENT" });
    expect(await runProgram({ argv: ["/bin/true", "a\0b"], timeoutMs: 100 })).toEqual({
      kind: "not-started",
      errno: "EINVAL",
    });
  });

  it("ends it, and what it started, when the time is over", async () => {
    const mark = `87654.${process.pid}`;
    const outcome = await runProgram({ argv: ["/bin/sh", "-c", `sleep ${mark} & sleep ${mark}`], timeoutMs: 300 });
    expect(outcome).toEqual({ kind: "timeout" });
    const listLeft = async () => (await listProcesses()).filter(({ argv }) => argv.join(" ").includes(mark));
    await vi.waitFor(async () => expect(await listLeft()).toEqual([]), { timeout: 3_000 });
  });

  it("stops at the caller's signal", async () => {
    const controller = new AbortController();
    const pending = runProgram({ argv: ["sleep", "60"], timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await pending).toEqual({ kind: "aborted" });
  });

  it("gives only the environment that it is told to", async () => {
    const outcome = await runProgram({ argv: ["/usr/bin/env"], timeoutMs: 5_000, env: { A: "b" } });
    expect(outcome).toMatchObject({ stdout: "NODE_ENV=production\nA=b\n" });
  });

  it("does not wait for a grandchild that keeps the output open", async () => {
    const outcome = await runProgram({ argv: ["/bin/sh", "-c", "sleep 5 & echo started"], timeoutMs: 4_000 });
    expect(outcome).toMatchObject({ kind: "ended", code: 0, stdout: "started\n" });
  });
});
