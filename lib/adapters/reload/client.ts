import { findProcess, listProcesses } from "@/lib/adapters/processes/list-processes";
import { err, ok, type Result } from "@/lib/result";
import { findHostCommand, runHostCommand } from "./host-commands";
import { interruptionOf, readLaunch, survivesHangUp, whyUnsafe } from "./launch";
import { readPidFile } from "./pid-file";
import type { ProcessSnapshot, ReloadDescription, ReloadFailure, ReloadOptions, ReloadTarget } from "./schema";
import { readUnit, type SystemdTarget, tellUnit, type UnitFacts } from "./systemd";

const RESTART_COST = "Ten to twenty seconds without any answer, and running streams are cut.";
const HANG_UP = /\bHUP\b|\s-1\s/;

const refusal = (what: string, why: string | undefined): ReloadDescription => ({
  what,
  interruption: "None, nothing is sent.",
  safe: false,
  why: why ?? null,
});

const down = (what: string, why: string | undefined): ReloadDescription => ({ ...refusal(what, why), isDown: true });

/** Reload where the unit has one that its launch survives; otherwise restart. */
const planUnit = async (unit: UnitFacts): Promise<{ verb: "reload" | "restart"; because: string; cost: string }> => {
  if (!unit.execReload) return { verb: "restart", because: "it has no ExecReload", cost: RESTART_COST };
  const main = unit.mainPid === null ? null : await findProcess(unit.mainPid);
  const launch = main ? readLaunch(main.argv) : "unknown";
  if (!HANG_UP.test(unit.execReload))
    return { verb: "reload", because: "as its ExecReload says", cost: "As its ExecReload says." };
  return survivesHangUp(launch)
    ? { verb: "reload", because: "a hang-up signal to its main process", cost: interruptionOf(launch) }
    : { verb: "restart", because: "its ExecReload would end the way it is launched", cost: RESTART_COST };
};

const describeUnit = async (target: SystemdTarget, options: ReloadOptions): Promise<ReloadDescription> => {
  const unit = await readUnit(target, options);
  if (!unit.ok) return refusal(`Reloads ${target.unit}.`, unit.detail);
  if (!unit.value.active) return down(`Starts ${target.unit}.`, `${target.unit} is not running (${unit.value.state}).`);
  const { verb, because, cost } = await planUnit(unit.value);
  return {
    what: `${verb === "reload" ? "Reloads" : "Restarts"} ${target.unit} (${because}).`,
    interruption: cost,
    safe: true,
    why: null,
    ...(unit.value.needsDaemonReload
      ? { warnings: ["The unit file has changed since systemd read it; the old one counts until a daemon-reload."] }
      : {}),
  };
};

const describeSignal = async (pidFile: string): Promise<ReloadDescription> => {
  const main = await readPidFile(pidFile);
  const signal = "Sends a hang-up signal to the gateway.";
  if (!main.ok) return (main.reason === "not-running" ? down : refusal)(signal, main.detail);
  const launch = readLaunch(main.value.argv);
  const what = `Sends a hang-up signal to process ${main.value.pid}, which replaces its workers.`;
  return survivesHangUp(launch)
    ? { what, interruption: interruptionOf(launch), safe: true, why: null }
    : refusal(what, whyUnsafe(launch));
};

const describeCommand = async (name: string, options: ReloadOptions): Promise<ReloadDescription> => {
  const command = await findHostCommand(name, options);
  if (!command.ok) return refusal(`Runs the host command ${name}.`, command.detail);
  const { description } = command.value;
  return {
    what: `Runs the host command ${name}${description ? `: ${description}` : "."}`,
    interruption: "Not known; it is the command's matter.",
    safe: true,
    why: null,
  };
};

/** What a reload would do now, and whether it may be sent. Sends nothing. */
export const describeReload = async (target: ReloadTarget, options: ReloadOptions = {}): Promise<ReloadDescription> => {
  switch (target.kind) {
    case "systemd-user":
    case "systemd":
      return describeUnit(target, options);
    case "signal":
      return describeSignal(target.pidFile);
    case "command":
      return describeCommand(target.name, options);
    case "none":
      return refusal("Nothing: this gateway is reloaded by hand.", "No way to reload it is configured.");
  }
};

const sendToUnit = async (
  target: SystemdTarget,
  options: ReloadOptions,
): Promise<Result<{ what: string }, ReloadFailure>> => {
  const unit = await readUnit(target, options);
  if (!unit.ok) return unit;
  if (!unit.value.active) return err("not-running", `${target.unit} is not running (${unit.value.state})`);
  const { verb, because } = await planUnit(unit.value);
  const told = await tellUnit(target, verb, options);
  return told.ok ? ok({ what: `${verb === "reload" ? "Reloaded" : "Restarted"} ${target.unit} (${because}).` }) : told;
};

const sendSignal = async (pidFile: string): Promise<Result<{ what: string }, ReloadFailure>> => {
  const main = await readPidFile(pidFile);
  if (!main.ok) return main;
  const launch = readLaunch(main.value.argv);
  if (!survivesHangUp(launch)) return err("unsafe", whyUnsafe(launch));
  try {
    process.kill(main.value.pid, "SIGHUP");
    return ok({ what: `Sent a hang-up signal to process ${main.value.pid} (${launch}).` });
  } catch (error) {
    const isForbidden = error instanceof Error && "code" in error && error.code === "EPERM";
    return isForbidden
      ? err("not-permitted", `process ${main.value.pid} belongs to another user`)
      : err("not-running", `process ${main.value.pid} has just ended`);
  }
};

/** Tells the gateway to take its file. Returns when that is told, not when the new configuration answers. */
export const sendReload = async (
  target: ReloadTarget,
  options: ReloadOptions = {},
): Promise<Result<{ what: string }, ReloadFailure>> => {
  switch (target.kind) {
    case "systemd-user":
    case "systemd":
      return sendToUnit(target, options);
    case "signal":
      return sendSignal(target.pidFile);
    case "command": {
      const command = await findHostCommand(target.name, options);
      return command.ok ? runHostCommand(target.name, command.value, options) : command;
    }
    case "none":
      return err("no-method", "no way to reload this gateway is configured");
  }
};

/** Starts the gateway anew, also one that has ended. Only systemd can. */
export const restart = async (
  target: ReloadTarget,
  options: ReloadOptions = {},
): Promise<Result<{ what: string }, ReloadFailure>> => {
  if (target.kind !== "systemd" && target.kind !== "systemd-user")
    return err("no-method", "only a gateway under systemd can be started anew from here");
  const unit = await readUnit(target, options);
  if (!unit.ok) return unit;
  const told = await tellUnit(target, "restart", options);
  return told.ok ? ok({ what: `Restarted ${target.unit}.` }) : told;
};

const findMain = async (target: ReloadTarget, options: ReloadOptions): Promise<number | null> => {
  if (target.kind === "systemd" || target.kind === "systemd-user") {
    const unit = await readUnit(target, options);
    return unit.ok ? unit.value.mainPid : null;
  }
  const main = target.kind === "signal" ? await readPidFile(target.pidFile) : null;
  return main?.ok ? main.value.pid : null;
};

/** The gateway's processes now; all null where the method does not lead to them. */
export const snapshotProcesses = async (
  target: ReloadTarget,
  options: ReloadOptions = {},
): Promise<ProcessSnapshot> => {
  const mainPid = await findMain(target, options);
  const processes = mainPid === null ? [] : await listProcesses().catch(() => []);
  const main = processes.find(({ pid }) => pid === mainPid);
  if (!main) return { mainPid: null, mainStartedAt: null, workers: [], launch: "unknown" };
  const workers = processes
    .filter(({ parent, argv }) => parent === main.pid && !argv.some((word) => word.includes("resource_tracker")))
    .map(({ pid, startedAt }) => ({ pid, startedAt }))
    .sort((a, b) => a.startedAt - b.startedAt || a.pid - b.pid);
  return { mainPid: main.pid, mainStartedAt: main.startedAt, workers, launch: readLaunch(main.argv) };
};
