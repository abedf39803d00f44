import { readFile, readlink } from "node:fs/promises";
import { parseUnit } from "./parse-unit";
import type { ProcessPlace } from "./schema";

/** Where a process works and which unit runs it; nulls where there is no `/proc`, or it is another user's. */
export const readProcessPlace = async (pid: number): Promise<ProcessPlace> => {
  const [folder, cgroup] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => null),
    readFile(`/proc/${pid}/cgroup`, "utf8").catch(() => ""),
  ]);
  return { folder, unit: parseUnit(cgroup) };
};
