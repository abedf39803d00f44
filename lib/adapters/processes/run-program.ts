import { spawn } from "node:child_process";

export type ProgramCall = {
  /** Program and arguments; no shell ever reads them. */
  argv: readonly [string, ...string[]];
  timeoutMs: number;
  signal?: AbortSignal;
  /** Instead of this process's own environment. */
  env?: Record<string, string>;
  cwd?: string;
};

export type ProgramOutcome =
  | { kind: "ended"; code: number | null; stdout: string; stderr: string }
  | { kind: "not-started"; errno: string }
  | { kind: "timeout" }
  | { kind: "aborted" };

const OUTPUT_LIMIT = 1_000_000;

/** Runs a program to its end, or ends it with everything it started when the time is over. Output beyond a limit is dropped. */
export const runProgram = (call: ProgramCall): Promise<ProgramOutcome> =>
  new Promise((resolve) => {
    const { timeoutMs, signal } = call;
    if (signal?.aborted) return resolve({ kind: "aborted" });
    const output = { stdout: "", stderr: "" };
    const settle = (outcome: ProgramOutcome) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(outcome);
    };
    const child = start(call);
    if (!child) return resolve({ kind: "not-started", errno: "EINVAL" });
    const end = (kind: "timeout" | "aborted") => {
      killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      settle({ kind });
    };
    const abort = () => end("aborted");
    const timer = setTimeout(() => end("timeout"), timeoutMs);
    signal?.addEventListener("abort", abort, { once: true });
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] = (output[name] + text).slice(0, OUTPUT_LIMIT);
      });
    child.on("error", (error) =>
      settle({ kind: "not-started", errno: "code" in error ? String(error.code) : error.message }),
    );
    // A grandchild may hold the pipes open for ever, so the program's own end counts, after a moment for its last words.
    child.on("exit", (code) => {
      const last = setTimeout(() => child.stdout.destroy() && child.stderr.destroy(), 250);
      child.on("close", () => {
        clearTimeout(last);
        settle({ kind: "ended", code, ...output });
      });
    });
  });

/** Null for arguments that no program can be given, such as one with a zero byte. */
const start = ({ argv: [program, ...args], env, cwd }: ProgramCall) => {
  try {
    return spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: false,
      detached: true,
      ...(env ? { env: { NODE_ENV: "production", ...env } } : {}),
      ...(cwd ? { cwd } : {}),
    });
  } catch {
    return null;
  }
};

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
};
