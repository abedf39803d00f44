// A real service manager for the tests of systemd units: the session's own where there is one; in a container without
// systemd as PID 1, one of its own, started in an empty cgroup (a manager moves every process of its cgroup about).
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "./progress.mjs";
import { run } from "./run.mjs";

const uid = process.getuid?.() ?? 0;
const runtime = `/run/user/${uid}`;
const ownEnv = { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus` };
const group = `user.slice/user-${uid}.slice/user@${uid}.service`;
const trees = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup"];

function answers(env) {
  const asked = spawnSync("systemctl", ["--user", "is-system-running"], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return ["running", "degraded"].includes(asked.stdout?.trim() ?? "");
}

const isWritable = (path) => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

async function requirePackages(report) {
  if (existsSync("/lib/systemd/systemd") && existsSync("/usr/bin/dbus-daemon")) return;
  report("installing systemd");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env, onLine: report });
  await run("apt-get", ["install", "-y", "-qq", "systemd", "dbus-user-session"], { env, onLine: report });
}

/** Enters the empty group in every tree that has cgroup.procs, checks that it is there, and becomes the manager. */
const entry = `
for tree in ${trees.join(" ")}; do [ ! -w "$tree/${group}/cgroup.procs" ] || echo $$ > "$tree/${group}/cgroup.procs"; done
grep -q ":/${group}$" /proc/self/cgroup || exit 9
exec /lib/systemd/systemd --user`;

function startManager() {
  for (const folder of ["/run/systemd/system", "/run/systemd/journal", "/var/log/journal"])
    mkdirSync(folder, { recursive: true });
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  if (!existsSync("/etc/machine-id") || readFileSync("/etc/machine-id", "utf8").trim() === "")
    spawnSync("systemd-machine-id-setup");
  for (const tree of trees)
    if (isWritable(join(tree, "cgroup.procs"))) mkdirSync(join(tree, group), { recursive: true });
  const log = openSync(join(runtime, "signalbox-manager.log"), "a");
  const stdio = ["ignore", log, log];
  writeFileSync("/run/systemd/journal/flushed", "");
  const journal = spawn("/lib/systemd/systemd-journald", [], { detached: true, stdio });
  const env = { HOME: homedir(), PATH: process.env.PATH, LANG: "C.UTF-8", XDG_RUNTIME_DIR: runtime };
  const manager = spawn("sh", ["-c", entry], { detached: true, stdio, env });
  return [manager, journal];
}

/**
 * The environment in which `systemctl --user` works, and how to end what was started. Null where no service manager of a
 * user can be had (macOS): the tests of units then say so.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> } | null>}
 */
export async function ensureUserManager(report) {
  if (process.platform !== "linux") return null;
  const nothing = async () => {};
  if (answers({})) return { env: {}, stop: nothing };
  if (answers(ownEnv)) return { env: ownEnv, stop: nothing };
  const pid1 = readFileSync("/proc/1/comm", "utf8").trim();
  if (uid !== 0 || pid1 === "systemd")
    throw new Refusal(
      "The tests of systemd units need a user's service manager, and `systemctl --user` does not answer. Log in as that user, or enable lingering: `loginctl enable-linger`.",
    );
  await requirePackages(report);
  report("starting a user manager");
  const [manager, journal] = startManager();
  for (let turn = 0; turn < 150; turn++) {
    if (answers(ownEnv)) return { env: ownEnv, stop: () => stopManager(manager, journal) };
    if (manager.exitCode !== null) break;
    await pause(100);
  }
  journal.kill();
  const log = readFileSync(join(runtime, "signalbox-manager.log"), "utf8").split("\n").slice(-8).join("\n");
  throw new Refusal(`A user's service manager could not be started in this container.\n${log}`);
}

async function stopManager(manager, journal) {
  spawnSync("systemctl", ["--user", "exit"], { env: { ...process.env, ...ownEnv } });
  for (let turn = 0; turn < 50 && manager.exitCode === null; turn++) await pause(100);
  if (manager.exitCode === null) manager.kill("SIGKILL");
  journal.kill();
  // To package scripts its presence means that this system was booted by systemd.
  rmSync("/run/systemd/system", { recursive: true, force: true });
}
