import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { z } from "zod";
import { readFileSnapshot } from "@/lib/adapters/files/read-file-snapshot";
import { parseJson } from "@/lib/adapters/http/json";
import { firstLine, scrub } from "@/lib/adapters/http/scrub";
import { runProgram } from "@/lib/adapters/processes/run-program";
import { err, ok, type Result } from "@/lib/result";
import type { ReloadFailure, ReloadOptions } from "./schema";

const HostCommand = z.strictObject({
  argv: z.tuple([z.string().startsWith("/")], z.string()),
  timeoutSeconds: z.number().min(1).max(600).default(60),
  description: z.string().max(300).default(""),
});
export type HostCommand = z.infer<typeof HostCommand>;

const HostCommands = z.record(z.string(), HostCommand);

const isOwnMachineOnly = async (path: string): Promise<boolean> => {
  const { mode, uid } = await stat(path);
  return (mode & 0o002) === 0 && (uid === 0 || uid === process.geteuid?.());
};

/**
 * Looks up a command that the host's administrator allows. The file and the program must not be writable by everybody, and
 * the file belongs to root or to the console's own user: whoever writes it decides what the console runs.
 */
export const findHostCommand = async (
  name: string,
  { commandsFile }: ReloadOptions,
): Promise<Result<HostCommand, ReloadFailure>> => {
  if (!commandsFile) return err("unknown-command", "no file of host commands is configured");
  const file = await readFileSnapshot(commandsFile, { limitBytes: 100_000 });
  if (!file.ok)
    return err("unknown-command", `the file of host commands cannot be read: ${file.detail ?? file.reason}`);
  const commands = parseJson(file.value.text, HostCommands);
  if (!commands)
    return err("unexpected_reply", `${commandsFile} is not a map of commands with an absolute program each`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return err("unknown-command", `${commandsFile} has no command ${name}`);
  try {
    if (!(await isOwnMachineOnly(file.value.realPath)))
      return err("unsafe", `${commandsFile} may be changed by other users; it is not used`);
    if (((await stat(command.argv[0])).mode & 0o002) !== 0)
      return err("unsafe", `${command.argv[0]} may be changed by every user; it is not run`);
  } catch {
    return err("unknown-command", `the program ${command.argv[0]} is not there`);
  }
  return ok(command);
};

/** Names of all host commands; none where there is no file or it cannot be read. */
export const listHostCommands = async ({ commandsFile }: ReloadOptions): Promise<string[]> => {
  const file = commandsFile ? await readFileSnapshot(commandsFile, { limitBytes: 100_000 }) : null;
  const commands = file?.ok ? parseJson(file.value.text, HostCommands) : null;
  return Object.keys(commands ?? {});
};

/** Runs it with a small environment of its own, so that the console's settings do not leak into it. */
export const runHostCommand = async (
  name: string,
  command: HostCommand,
  { timeoutMs, signal }: ReloadOptions,
): Promise<Result<{ what: string }, ReloadFailure>> => {
  const limitMs = Math.min(command.timeoutSeconds * 1000, timeoutMs ?? Number.POSITIVE_INFINITY);
  const outcome = await runProgram({
    argv: command.argv,
    timeoutMs: limitMs,
    cwd: "/",
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: homedir(), LANG: "C.UTF-8" },
    ...(signal ? { signal } : {}),
  });
  switch (outcome.kind) {
    case "ended": {
      if (outcome.code === 0) return ok({ what: `Ran the host command ${name}.` });
      const words = firstLine(scrub(outcome.stderr)) || firstLine(scrub(outcome.stdout));
      return err(
        "refused",
        `the host command ${name} ended with ${outcome.code ?? "a signal"}${words ? `: ${words}` : ""}`,
      );
    }
    case "not-started":
      return err(
        outcome.errno === "EACCES" ? "not-permitted" : "unknown-command",
        `${command.argv[0]}: ${outcome.errno}`,
      );
    default:
      return err("timeout", `the host command ${name} did not end within ${limitMs} ms and was ended`);
  }
};
