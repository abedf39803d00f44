import { readFileSnapshot } from "@/lib/adapters/files/read-file-snapshot";
import type { FileSnapshot, ReadFailure } from "@/lib/adapters/files/schema";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigReading, ConfigSource } from "@/lib/config/schema";
import { readSource } from "@/lib/server/gateway";
import { Stop } from "./stop";

const words: Record<ReadFailure, string> = {
  missing: "there is no such file",
  "is-a-folder": "it is a folder",
  unreadable: "it cannot be read",
  "too-large": "it is too large for a configuration",
  "not-text": "it is not UTF-8 text",
};

export type Input = { snapshot: FileSnapshot; source: ConfigSource; reading: ConfigReading };

/** The file with everything it includes; a file that cannot be read ends the verb. */
export const readInput = async (path: string): Promise<Input> => {
  const snapshot = await readFileSnapshot(path);
  if (!snapshot.ok) throw new Stop(2, `${path}: ${words[snapshot.reason]}.`);
  const source = await readSource(snapshot.value);
  return { snapshot: snapshot.value, source, reading: readConfig(source) };
};

/** For verbs that need the meaning of a file and not only its text. */
export const requireUsable = (path: string, reading: ConfigReading): void => {
  const [problem] = reading.problems;
  if (reading.usable || !problem) return;
  throw new Stop(2, `${path}:${problem.place.line}:${problem.place.column}: ${problem.message}`);
};
