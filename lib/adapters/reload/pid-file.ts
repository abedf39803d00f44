import { readTail } from "@/lib/adapters/files/read-tail";
import { findProcess } from "@/lib/adapters/processes/list-processes";
import type { ProcessFacts } from "@/lib/adapters/processes/schema";
import { err, ok, type Result } from "@/lib/result";
import type { ReloadFailure } from "./schema";

/** The living process that a pid file names. The file holds one number and nothing else. */
export const readPidFile = async (path: string): Promise<Result<ProcessFacts, ReloadFailure>> => {
  const file = await readTail(path, { bytes: 64 });
  if (!file.ok && file.reason === "missing") return err("not-running", `there is no pid file ${path}`);
  if (!file.ok) return err("not-permitted", `the pid file ${path} cannot be read (${file.reason})`);
  if (file.value.size > 32 || !/^\s*[1-9]\d{0,9}\s*$/.test(file.value.text))
    return err("unexpected_reply", `the pid file ${path} does not hold one process number`);
  const pid = Number(file.value.text);
  if (pid === 1) return err("unsafe", `the pid file ${path} names process 1`);
  const facts = await findProcess(pid);
  return facts ? ok(facts) : err("not-running", `process ${pid} of ${path} does not run any more`);
};
