import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { runProgram } from "@/lib/adapters/processes/run-program";
import type { ProcessFacts } from "@/lib/adapters/processes/schema";

const isPython = (word: string): boolean => /^python(?:\d+(?:\.\d+)?)?$/.test(basename(word));

/** The interpreter that a gateway's command line names, or that stands beside its `litellm` script. */
export const interpreterOf = (argv: readonly string[]): string | null => {
  const [program = ""] = argv;
  if (isAbsolute(program) && isPython(program)) return program;
  const script = argv.slice(0, 6).find((word) => isAbsolute(word) && /^litellm(?:-proxy)?$/.test(basename(word)));
  if (script === undefined) return null;
  const beside = ["python", "python3"].map((name) => join(dirname(script), name));
  return beside.find((path) => existsSync(path)) ?? null;
};

const isOurs = (uid: number): boolean => uid === 0 || uid === process.getuid?.();

/**
 * A command line is what its process says of itself, so only one of this user's own processes, or the administrator's, is
 * believed, and only a program that nobody else may change is run.
 */
export const isTrustedInterpreter = async (pid: number, path: string): Promise<boolean> => {
  try {
    const [owner, program] = await Promise.all([stat(`/proc/${pid}`), stat(path)]);
    return isOurs(owner.uid) && isOurs(program.uid) && (program.mode & 0o022) === 0;
  } catch {
    return false;
  }
};

export const trustedInterpreterOf = async ({ pid, argv }: ProcessFacts): Promise<string | null> => {
  const path = interpreterOf(argv);
  return path !== null && (await isTrustedInterpreter(pid, path)) ? path : null;
};

const code = "import importlib.util, sys; sys.exit(0 if importlib.util.find_spec('litellm') else 3)";

/** Whether this interpreter starts and finds LiteLLM, without importing it. */
export const hasLitellm = async (python: string): Promise<boolean> => {
  const outcome = await runProgram({
    argv: [python, "-c", code],
    timeoutMs: 15_000,
    env: { PATH: "/usr/bin:/bin", PYTHONDONTWRITEBYTECODE: "1" },
    cwd: "/",
  });
  return outcome.kind === "ended" && outcome.code === 0;
};
