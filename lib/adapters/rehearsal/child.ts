import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { startMemoryWatch } from "./memory-watch";
import type { PythonPlace } from "./schema";

export type ChildEnd = { why: "ended" | "out-of-memory"; code: number | null };

export type Child = {
  pid: number;
  stdin: ChildProcessWithoutNullStreams["stdin"];
  stdout: ChildProcessWithoutNullStreams["stdout"];
  /** The last of what it wrote beside its answers. */
  lastWords: () => string;
  peakBytes: () => number | null;
  ended: Promise<ChildEnd>;
  /** Ends it with all it started. */
  kill: () => void;
};

type ChildCall = PythonPlace & {
  /** One of the programs beside this file. */
  program: string;
  args: readonly string[];
  /** Its home and working folder. */
  folder: string;
  memoryBytes: number;
  /** Its standard output is its log too. */
  logsOutput?: boolean;
};

const wordsLimit = 64_000;

/** Nothing of the console's environment: no key, no proxy, no setting of a gateway. */
const environmentOf = (folder: string): Record<string, string> => ({
  PATH: "/usr/bin:/bin",
  HOME: folder,
  TMPDIR: folder,
  LANG: "C.UTF-8",
  PYTHONUNBUFFERED: "1",
  PYTHONDONTWRITEBYTECODE: "1",
  // Where `pip install --user` puts things, which would else be looked for in the home of above.
  PYTHONUSERBASE: join(homedir(), ".local"),
});

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
};

export const programPath = (root: string, program: string): string =>
  join(root, "lib", "adapters", "rehearsal", "python", program);

/** Starts a program in a process group of its own; it ends by itself when its standard input does. Null: it cannot be started. */
export const startChild = async (call: ChildCall): Promise<Child | null> => {
  const path = programPath(call.root, call.program);
  if (!existsSync(path)) return null;
  const child = spawn(call.python, [path, ...call.args], {
    cwd: call.folder,
    env: { NODE_ENV: "production", ...environmentOf(call.folder) },
    stdio: "pipe",
    detached: true,
  });
  const started = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  const { pid } = child;
  if (!started || pid === undefined) return null;
  return watch(child, pid, call);
};

const watch = (child: ChildProcessWithoutNullStreams, pid: number, call: ChildCall): Child => {
  let words = "";
  for (const stream of call.logsOutput ? [child.stdout, child.stderr] : [child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-wordsLimit);
    });
  // A pipe to a process that has just ended breaks; its end is told by `ended`.
  child.stdin.on("error", () => {});
  let why: ChildEnd["why"] = "ended";
  const memory = startMemoryWatch(pid, call.memoryBytes, () => {
    why = "out-of-memory";
    killGroup(pid);
  });
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once("close", (code) => {
      memory.stop();
      resolve({ why, code });
    });
  });
  return {
    pid,
    stdin: child.stdin,
    stdout: child.stdout,
    lastWords: () => words,
    peakBytes: memory.peakBytes,
    ended,
    kill: () => killGroup(pid),
  };
};
