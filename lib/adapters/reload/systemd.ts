import { firstLine } from "@/lib/adapters/http/scrub";
import { runProgram } from "@/lib/adapters/processes/run-program";
import { type Err, err, ok, type Result } from "@/lib/result";
import type { ReloadFailure, ReloadOptions, ReloadTarget } from "./schema";

export type SystemdTarget = Extract<ReloadTarget, { kind: "systemd-user" | "systemd" }>;

export type UnitFacts = {
  active: boolean;
  state: string;
  mainPid: number | null;
  /** The text of ExecReload; null when the unit has none. */
  execReload: string | null;
  needsDaemonReload: boolean;
};

const PROPERTIES = "LoadState,ActiveState,SubState,MainPID,ExecReload,NeedDaemonReload";
const unitName = /^[A-Za-z0-9][A-Za-z0-9:_.@\\-]{0,199}\.service$/;

const failureOf = (stderr: string): Err<ReloadFailure> => {
  const words = firstLine(stderr) || "systemctl failed without a word";
  if (/access denied|authentication required|not permitted|permission denied/i.test(stderr))
    return err("not-permitted", words);
  if (/not found|not loaded|could not be found|no such unit/i.test(stderr)) return err("unknown-unit", words);
  if (/not active|inactive/i.test(stderr)) return err("not-running", words);
  return err("refused", words);
};

const systemctl = async (
  { kind, unit }: SystemdTarget,
  verb: readonly string[],
  { systemctl: program = "systemctl", timeoutMs = 60_000, signal }: ReloadOptions,
): Promise<Result<string, ReloadFailure>> => {
  if (!unitName.test(unit)) return err("unknown-unit", "the unit's name is not one of a service");
  const manager = kind === "systemd-user" ? ["--user"] : [];
  const outcome = await runProgram({
    argv: [program, ...manager, "--no-ask-password", "--no-pager", ...verb, "--", unit],
    timeoutMs,
    ...(signal ? { signal } : {}),
  });
  switch (outcome.kind) {
    case "ended":
      return outcome.code === 0 ? ok(outcome.stdout) : failureOf(outcome.stderr);
    case "not-started":
      return err("no-method", `${program} cannot be started here (${outcome.errno})`);
    default:
      return err("timeout", `systemctl ${verb[0]} did not end within ${timeoutMs} ms`);
  }
};

const parseProperties = (text: string): Map<string, string> =>
  new Map(
    text.split("\n").flatMap((line): [string, string][] => {
      const at = line.indexOf("=");
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );

/** What the manager knows of the unit. */
export const readUnit = async (
  target: SystemdTarget,
  options: ReloadOptions,
): Promise<Result<UnitFacts, ReloadFailure>> => {
  const shown = await systemctl(target, ["show", `--property=${PROPERTIES}`], { ...options, timeoutMs: 10_000 });
  if (!shown.ok) return shown;
  const properties = parseProperties(shown.value);
  const load = properties.get("LoadState");
  const state = properties.get("ActiveState");
  if (load === undefined || state === undefined) return err("unexpected_reply", "systemctl show gave no state");
  if (load === "not-found") return err("unknown-unit", `${target.unit} is not known to this manager`);
  const mainPid = Number(properties.get("MainPID") ?? 0);
  return ok({
    active: state === "active" || state === "reloading",
    state: [state, properties.get("SubState")].filter(Boolean).join(", "),
    mainPid: Number.isInteger(mainPid) && mainPid > 0 ? mainPid : null,
    execReload: properties.get("ExecReload") || null,
    needsDaemonReload: properties.get("NeedDaemonReload") === "yes",
  });
};

export const tellUnit = (
  target: SystemdTarget,
  verb: "reload" | "restart",
  options: ReloadOptions,
): Promise<Result<string, ReloadFailure>> => systemctl(target, [verb], options);
