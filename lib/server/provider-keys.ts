import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv as parseLines } from "node:util";
import type { KeyFinder } from "@/lib/health/probe-targets";

export type ProviderKeys = {
  find: KeyFinder;
  /** Why the file is not used, for the operator; null when it is fine or absent. */
  problem: () => string | null;
};

type Contents = { names: Map<string, string>; problem: string | null };

const empty: Contents = { names: new Map(), problem: null };

function readKeys(path: string, mode: number): Contents {
  if ((mode & 0o077) !== 0)
    return { names: new Map(), problem: `${path} may be read by others, so it is not used: chmod 600 ${path}` };
  try {
    const parsed = Object.entries(parseLines(readFileSync(path, "utf8")));
    return {
      names: new Map(parsed.flatMap(([name, value]) => (value ? [[name, value] as const] : []))),
      problem: null,
    };
  } catch {
    return { names: new Map(), problem: `${path} cannot be read` };
  }
}

/**
 * Provider keys by the name that the gateway's file gives them (`os.environ/NAME`). They come from `keys.env` in the data
 * folder (lines of NAME=value, mode 0600), which wins, or from the console's own environment. They are held in memory only,
 * read again when the file changes, and never logged.
 */
export function openProviderKeys(dataFolder: string, environment: Record<string, string | undefined>): ProviderKeys {
  const path = join(dataFolder, "keys.env");
  let contents = empty;
  let stamp = "";
  const refresh = (): Contents => {
    const found = statSync(path, { throwIfNoEntry: false });
    const current = found ? `${found.mtimeMs} ${found.size} ${found.mode} ${found.ino}` : "";
    if (current !== stamp) {
      stamp = current;
      contents = found ? readKeys(path, found.mode) : empty;
    }
    return contents;
  };
  return {
    find: (name) => refresh().names.get(name) ?? ((Object.hasOwn(environment, name) && environment[name]) || null),
    problem: () => refresh().problem,
  };
}
