import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeReload, restart, sendReload, snapshotProcesses } from "./client";

// Real units of the user's own service manager, under names that nobody else has; only where there is such a manager.
const hasUserManager = ["running", "degraded"].includes(
  spawnSync("systemctl", ["--user", "is-system-running"], { encoding: "utf8" }).stdout?.trim() ?? "",
);
const folder = join(homedir(), ".config/systemd/user");
const program = join(folder, `signalbox-test-${process.pid}`, "litellm");
type Name = "reloadable" | "plain";
const unitOf = (name: Name) => `signalbox-test-${process.pid}-${name}.service`;
const targetOf = (name: Name) => ({ kind: "systemd-user", unit: unitOf(name) }) as const;
const systemctl = (...args: string[]) => execFileSync("systemctl", ["--user", ...args], { encoding: "utf8" });

const LAUNCHER = `
const { spawn } = require("node:child_process");
let worker = null;
const replace = () => {
  worker?.kill("SIGKILL");
  worker = spawn(process.execPath, ["-e", "setTimeout(() => {}, 600000)"], { stdio: "ignore" });
};
process.on("SIGHUP", replace);
process.on("SIGTERM", () => process.exit(0));
replace();
`;

describe.runIf(hasUserManager)("a gateway under the user's systemd", () => {
  beforeAll(() => {
    mkdirSync(join(program, ".."), { recursive: true });
    writeFileSync(program, LAUNCHER);
    const start = (options: string) => `[Service]\nExecStart=${process.execPath} ${program} ${options}\n`;
    writeFileSync(join(folder, unitOf("reloadable")), `${start("--run_gunicorn")}ExecReload=/bin/kill -HUP $MAINPID\n`);
    writeFileSync(join(folder, unitOf("plain")), start(""));
    systemctl("daemon-reload");
    systemctl("start", unitOf("reloadable"), unitOf("plain"));
  });

  afterAll(() => {
    systemctl("stop", unitOf("reloadable"), unitOf("plain"));
    for (const path of [join(folder, unitOf("reloadable")), join(folder, unitOf("plain")), join(program, "..")])
      rmSync(path, { recursive: true, force: true });
    systemctl("daemon-reload");
  });

  const settled = (name: Name) =>
    vi.waitFor(async () => {
      const now = await snapshotProcesses(targetOf(name));
      expect(now.workers).toHaveLength(1);
      return now;
    });

  it("is reloaded where its unit says how: a new worker under the same main process", async () => {
    const before = await settled("reloadable");
    expect(before.launch).toBe("gunicorn");
    expect(await describeReload(targetOf("reloadable"))).toMatchObject({
      safe: true,
      what: expect.stringMatching(/^Reloads/),
    });
    expect(await sendReload(targetOf("reloadable"))).toMatchObject({ ok: true });
    await vi.waitFor(async () => {
      const after = await settled("reloadable");
      expect(after).toMatchObject({ mainPid: before.mainPid, mainStartedAt: before.mainStartedAt });
      expect(after.workers[0]?.pid).not.toBe(before.workers[0]?.pid);
    });
  });

  it("is restarted otherwise, as a new main process", async () => {
    const before = await settled("plain");
    expect(await describeReload(targetOf("plain"))).toMatchObject({
      safe: true,
      what: expect.stringMatching(/^Restarts/),
    });
    expect(await sendReload(targetOf("plain"))).toMatchObject({ ok: true });
    expect((await settled("plain")).mainPid).not.toBe(before.mainPid);
  });

  it("warns when the unit file has changed since it was read", async () => {
    expect((await describeReload(targetOf("plain"))).warnings).toBeUndefined();
    appendFileSync(join(folder, unitOf("plain")), "RestartSec=3\n");
    expect((await describeReload(targetOf("plain"))).warnings?.[0]).toContain("daemon-reload");
    systemctl("daemon-reload");
  });

  it("says not-running when it is stopped, starts anew on request, and knows no other unit", async () => {
    systemctl("stop", unitOf("plain"));
    expect(await sendReload(targetOf("plain"))).toMatchObject({ ok: false, reason: "not-running" });
    expect(await restart(targetOf("plain"))).toMatchObject({ ok: true });
    expect((await settled("plain")).mainPid).not.toBeNull();
    const nobody = { kind: "systemd-user", unit: "signalbox-test-nobody.service" } as const;
    expect(await sendReload(nobody)).toMatchObject({ ok: false, reason: "unknown-unit" });
  });
});
