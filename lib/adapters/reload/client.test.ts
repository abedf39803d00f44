import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { scratchFolder } from "@/lib/adapters/files/scratch";
import { describeReload, restart, sendReload, snapshotProcesses } from "./client";
import type { ReloadTarget } from "./schema";

/** A launcher that replaces its worker on a hang-up, as gunicorn does, and tells its worker's number. */
const LAUNCHER = `
const { spawn } = require("node:child_process");
let worker = null;
const replace = () => {
  const old = worker;
  worker = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
  worker.on("spawn", () => {
    if (!old) return console.log("worker " + worker.pid);
    old.on("exit", () => console.log("worker " + worker.pid));
    old.kill("SIGKILL");
  });
};
process.on("SIGHUP", replace);
process.on("SIGTERM", () => { worker.kill("SIGKILL"); process.exit(0); });
replace();
`;

const nextLine = (child: ChildProcess): Promise<string> =>
  new Promise((done) => child.stdout?.once("data", (text) => done(String(text).trim())));

const launch = async (name: string, ...args: string[]) => {
  const folder = scratchFolder();
  writeFileSync(join(folder, name), LAUNCHER);
  const pidFile = join(folder, "gateway.pid");
  const child = spawn(process.execPath, [join(folder, name), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.on("exit", done));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const firstLine = await nextLine(child);
  writeFileSync(pidFile, `${child.pid}\n`);
  return { child, folder, firstLine, ended, target: { kind: "signal" as const, pidFile } };
};

describe("reload by signal", () => {
  it("hangs up a launcher, whose workers are then new ones under the same main process", async () => {
    const { child, target, firstLine } = await launch("litellm", "--run_gunicorn", "--num_workers", "1");
    const before = await snapshotProcesses(target);
    expect(before).toMatchObject({ mainPid: child.pid, launch: "gunicorn" });
    expect(before.workers.map(({ pid }) => `worker ${pid}`)).toEqual([firstLine]);
    expect(await describeReload(target)).toMatchObject({
      safe: true,
      why: null,
      what: expect.stringContaining(`${child.pid}`),
    });

    const changed = nextLine(child);
    expect(await sendReload(target)).toMatchObject({ ok: true });
    const after = await changed.then(() => snapshotProcesses(target));
    expect(after).toMatchObject({ mainPid: child.pid, mainStartedAt: before.mainStartedAt });
    expect(after.workers).toHaveLength(1);
    expect(after.workers[0]?.pid).not.toBe(before.workers[0]?.pid);
  });

  it.each([
    ["one uvicorn process", "litellm", []],
    ["a launch that is not known", "litellm", ["--run_hypercorn"]],
    ["a process that is no gateway", "editor", ["--run_gunicorn"]],
  ])("sends nothing to %s, and says why", async (_, name, args) => {
    const { child, target } = await launch(name, ...args);
    const description = await describeReload(target);
    expect(description.safe).toBe(false);
    expect(description.why).toMatch(/gunicorn|not a gateway/);
    let heard = false;
    child.stdout?.on("data", () => {
      heard = true;
    });
    expect(await sendReload(target)).toMatchObject({ ok: false, reason: "unsafe" });
    expect(child.exitCode).toBeNull();
    expect(heard).toBe(false);
  });

  it("says not-running without a pid file and for a process that has ended", async () => {
    const { child, target, ended } = await launch("gunicorn");
    child.kill("SIGTERM");
    await ended;
    expect(await sendReload(target)).toMatchObject({ ok: false, reason: "not-running" });
    expect(await snapshotProcesses(target)).toEqual({
      mainPid: null,
      mainStartedAt: null,
      workers: [],
      launch: "unknown",
    });
    expect(await describeReload(target)).toMatchObject({ safe: false, isDown: true });
    const nothing = { kind: "signal", pidFile: join(scratchFolder(), "none.pid") } as const;
    expect(await sendReload(nothing)).toMatchObject({ ok: false, reason: "not-running" });
  });

  it.each(["", "12 13", "-1", "0", "1e3", "0x10", "12; rm -rf /", "9".repeat(40), "x"])(
    "refuses the pid file %j",
    async (text) => {
      const pidFile = join(scratchFolder(), "gateway.pid");
      writeFileSync(pidFile, text);
      expect(await sendReload({ kind: "signal", pidFile })).toMatchObject({ ok: false, reason: "unexpected_reply" });
    },
  );

  it("never signals process 1", async () => {
    const pidFile = join(scratchFolder(), "gateway.pid");
    writeFileSync(pidFile, "1\n");
    expect(await sendReload({ kind: "signal", pidFile })).toMatchObject({ ok: false, reason: "unsafe" });
  });
});

describe("reload by a host command", () => {
  const target: ReloadTarget = { kind: "command", name: "restart-gateway" };
  const program =
    '#!/bin/sh\nfolder=$(dirname "$0")\nprintf \'%s|\' "$@" > "$folder/said"\nenv | cut -d= -f1 | sort | tr \'\\n\' \' \' > "$folder/env"\n';
  const place = (commands: (folder: string) => unknown, script = program) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "tool"), script, { mode: 0o755 });
    const commandsFile = join(folder, "commands.json");
    writeFileSync(commandsFile, JSON.stringify(commands(folder)), { mode: 0o644 });
    return { folder, commandsFile };
  };
  const one = (folder: string) => ({
    "restart-gateway": { argv: [join(folder, "tool"), "a b", "$(id)"], description: "Restarts it" },
  });

  it("runs the program with its arguments as they are and a small environment", async () => {
    const { folder, commandsFile } = place(one);
    expect(await describeReload(target, { commandsFile })).toMatchObject({
      safe: true,
      what: "Runs the host command restart-gateway: Restarts it",
    });
    expect(await sendReload(target, { commandsFile })).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, "said"), "utf8")).toBe("a b|$(id)|");
    expect(readFileSync(join(folder, "env"), "utf8")).not.toMatch(/VITEST|SIGNALBOX/);
  });

  it("says refused with the program's words, and timeout", async () => {
    const failing = place(one, "#!/bin/sh\necho 'no such container, sk-abcdefghijkl' >&2\nexit 4\n");
    const answer = await sendReload(target, { commandsFile: failing.commandsFile });
    expect(answer).toMatchObject({
      ok: false,
      reason: "refused",
      detail: expect.stringContaining("no such container"),
    });
    expect(JSON.stringify(answer)).not.toContain("abcdefghijkl");
    const slow = place(one, "#!/bin/sh\nsleep 30\n");
    expect(await sendReload(target, { commandsFile: slow.commandsFile, timeoutMs: 200 })).toMatchObject({
      reason: "timeout",
    });
  });

  it.each([
    ["another name", () => ({ other: { argv: ["/bin/true"] } }), "unknown-command"],
    ["a name of every object", () => ({}), "unknown-command"],
    ["a program without a folder", () => ({ "restart-gateway": { argv: ["true"] } }), "unexpected_reply"],
    ["a program that is not there", () => ({ "restart-gateway": { argv: ["/no/such/tool"] } }), "unknown-command"],
    ["a shell line", () => ({ "restart-gateway": "reboot" }), "unexpected_reply"],
    ["a misspelt key", () => ({ "restart-gateway": { argv: ["/bin/true"], shell: true } }), "unexpected_reply"],
  ])("refuses a file with %s", async (_, commands, reason) => {
    const { commandsFile } = place(commands);
    expect(await sendReload(target, { commandsFile })).toMatchObject({ ok: false, reason });
    expect(await sendReload({ kind: "command", name: "constructor" }, { commandsFile })).toMatchObject({ ok: false });
    expect(await describeReload(target, { commandsFile })).toMatchObject({ safe: false });
  });

  it("uses neither a file nor a program that everybody may change", async () => {
    const open = place(one);
    chmodSync(open.commandsFile, 0o666);
    expect(await sendReload(target, { commandsFile: open.commandsFile })).toMatchObject({
      ok: false,
      reason: "unsafe",
    });
    chmodSync(open.commandsFile, 0o644);
    chmodSync(join(open.folder, "tool"), 0o777);
    expect(await sendReload(target, { commandsFile: open.commandsFile })).toMatchObject({
      ok: false,
      reason: "unsafe",
    });
  });

  it("refuses without a file", async () => {
    expect(await sendReload(target)).toMatchObject({ ok: false, reason: "unknown-command" });
    expect(await sendReload(target, { commandsFile: "/no/such.json" })).toMatchObject({
      ok: false,
      reason: "unknown-command",
    });
  });
});

describe("reload by systemd", () => {
  const unit = "litellm@a.service";
  const properties = (more: Record<string, string> = {}) =>
    Object.entries({
      LoadState: "loaded",
      ActiveState: "active",
      SubState: "running",
      MainPID: "0",
      ExecReload: "",
      NeedDaemonReload: "no",
      ...more,
    }).map(([name, value]) => `${name}=${value}`);

  /** A stand-in that records its arguments, one call a line, and answers `show` and the other verbs as told. */
  const fake = (shown: string[], { code = 0, stderr = "" } = {}) => {
    const folder = scratchFolder();
    const systemctl = join(folder, "systemctl");
    mkdirSync(join(folder, "answers"));
    writeFileSync(join(folder, "answers", "show"), `${shown.join("\n")}\n`);
    writeFileSync(join(folder, "answers", "stderr"), stderr);
    writeFileSync(
      systemctl,
      `#!/bin/sh\nfolder=$(dirname "$0")\n{ printf '%s|' "$@"; echo; } >> "$folder/calls"\ncase "$*" in\n*" show "*) cat "$folder/answers/show" ;;\n*) cat "$folder/answers/stderr" >&2; exit ${code} ;;\nesac\n`,
      { mode: 0o755 },
    );
    return { systemctl, calls: () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n") };
  };
  const show =
    "--no-ask-password|--no-pager|show|--property=LoadState,ActiveState,SubState,MainPID,ExecReload,NeedDaemonReload|--|litellm@a.service|";

  it("restarts a unit without ExecReload and says what that costs, by plain arguments", async () => {
    const { systemctl, calls } = fake(properties());
    const target = { kind: "systemd-user", unit } as const;
    const description = await describeReload(target, { systemctl });
    expect(description).toMatchObject({ safe: true, what: "Restarts litellm@a.service (it has no ExecReload)." });
    expect(description.interruption).toContain("cut");
    expect(await sendReload(target, { systemctl })).toMatchObject({ ok: true });
    expect(calls()).toEqual([
      `--user|${show}`,
      `--user|${show}`,
      `--user|--no-ask-password|--no-pager|restart|--|${unit}|`,
    ]);
  });

  it("reloads a unit whose launch survives the hang-up, through the system manager", async () => {
    const { child } = await launch("litellm", "--run_gunicorn");
    const { systemctl, calls } = fake(
      properties({ MainPID: String(child.pid), ExecReload: "{ argv[]=/bin/kill -HUP $MAINPID ; }" }),
    );
    const target = { kind: "systemd", unit } as const;
    expect(await describeReload(target, { systemctl })).toMatchObject({ what: expect.stringMatching(/^Reloads /) });
    expect(await sendReload(target, { systemctl })).toMatchObject({ ok: true });
    expect(calls().at(-1)).toBe(`--no-ask-password|--no-pager|reload|--|${unit}|`);
    expect(await snapshotProcesses(target, { systemctl })).toMatchObject({ mainPid: child.pid, launch: "gunicorn" });
  });

  it("restarts instead when the unit's hang-up would end a single process", async () => {
    const { child } = await launch("litellm");
    const { systemctl, calls } = fake(
      properties({ MainPID: String(child.pid), ExecReload: "{ argv[]=/bin/kill -HUP $MAINPID ; }" }),
    );
    expect(await sendReload({ kind: "systemd", unit }, { systemctl })).toMatchObject({ ok: true });
    expect(calls().at(-1)).toContain("|restart|");
  });

  it("warns of a unit file that changed since it was read", async () => {
    const { systemctl } = fake(properties({ NeedDaemonReload: "yes" }));
    const description = await describeReload({ kind: "systemd", unit }, { systemctl });
    expect(description.warnings?.[0]).toContain("daemon-reload");
  });

  it("tells an unknown unit, one that is not running, and no systemd at all", async () => {
    const target = { kind: "systemd", unit } as const;
    const unknown = fake(properties({ LoadState: "not-found", ActiveState: "inactive" }));
    expect(await sendReload(target, { systemctl: unknown.systemctl })).toMatchObject({ reason: "unknown-unit" });
    const failed = fake(properties({ ActiveState: "failed", SubState: "failed" }));
    expect(await sendReload(target, { systemctl: failed.systemctl })).toMatchObject({ reason: "not-running" });
    expect(await describeReload(target, { systemctl: failed.systemctl })).toMatchObject({ safe: false, isDown: true });
    expect((await describeReload(target, { systemctl: unknown.systemctl })).isDown).toBeUndefined();
    expect(await restart(target, { systemctl: failed.systemctl })).toMatchObject({ ok: true });
    expect(await sendReload(target, { systemctl: "/no/such/systemctl" })).toMatchObject({ reason: "no-method" });
    expect(await sendReload(target, { systemctl: fake(["rubbish"]).systemctl })).toMatchObject({
      reason: "unexpected_reply",
    });
  });

  it.each([
    ["Failed to restart litellm@a.service: Access denied", "not-permitted"],
    ["Failed to restart litellm@a.service: Interactive authentication required.", "not-permitted"],
    ["Failed to restart litellm@a.service: Unit litellm@a.service not found.", "unknown-unit"],
    ["Job for litellm@a.service failed because the control process exited with error code.", "refused"],
  ])("reads %j as %s", async (stderr, reason) => {
    const { systemctl } = fake(properties(), { code: 1, stderr });
    expect(await sendReload({ kind: "systemd", unit }, { systemctl })).toMatchObject({ ok: false, reason });
  });

  it.each(["", "--force.service", "a b.service", "litellm", "../x.service", "a;b.service"])(
    "never passes on the unit name %j",
    async (name) => {
      expect(await sendReload({ kind: "systemd", unit: name }, { systemctl: "/no/such/systemctl" })).toMatchObject({
        ok: false,
        reason: "unknown-unit",
      });
    },
  );
});

describe("a gateway without a way to reload it", () => {
  it("is neither reloaded nor restarted", async () => {
    expect(await sendReload({ kind: "none" })).toMatchObject({ ok: false, reason: "no-method" });
    expect(await restart({ kind: "signal", pidFile: "/x" })).toMatchObject({ ok: false, reason: "no-method" });
    expect(await describeReload({ kind: "none" })).toMatchObject({ safe: false });
    expect(await snapshotProcesses({ kind: "none" })).toMatchObject({ mainPid: null });
  });
});
