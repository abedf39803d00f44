import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { applyEdits } from "@/lib/config/apply-edit";
import type { EditOutcome, EditRefusal } from "@/lib/config/edit-outcome";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigReading, ConfigSource, Edit } from "@/lib/config/schema";
import type { Result } from "@/lib/result";
import { env } from "./env";

/** Texts above this size are parsed in a worker thread: 20 kB takes about 30 ms, 4 MB seconds. */
const inlineLimit = 64 * 1024;

type Request = { verb: "read"; source: ConfigSource } | { verb: "edit"; source: ConfigSource; edits: Edit[] };
type Reply = { id: number; value: unknown };

/** A thread and who waits for it: the end of one thread is no matter of those who ask the next one. */
type Reader = {
  thread: Worker;
  waiting: Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>;
};

let reader: Reader | undefined;
let lastId = 0;

const textSize = (source: ConfigSource): number =>
  source.included.reduce((total, file) => total + file.text.length, source.main.text.length);

function startReader(path: string): Reader {
  const started: Reader = { thread: new Worker(path), waiting: new Map() };
  const { thread, waiting } = started;
  thread.unref();
  const fail = (error: Error) => {
    if (reader === started) reader = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on("message", (reply: Reply) => {
    waiting.get(reply.id)?.resolve(reply.value);
    waiting.delete(reply.id);
  });
  thread.on("error", fail);
  thread.on("exit", () => fail(new Error("The configuration reader ended.")));
  return started;
}

/** The built worker bundle, or null where sources run unbuilt (unit tests): the caller then works inline. */
function workerPath(): string | null {
  const path = join(env().root, "dist", "workers", "config-worker.mjs");
  return existsSync(path) ? path : null;
}

function ask(path: string, request: Request): Promise<unknown> {
  reader ??= startReader(path);
  const { thread, waiting } = reader;
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.postMessage({ id, ...request });
  });
}

/** `readConfig`, off the event loop when the text is large. */
export async function readConfigAside(source: ConfigSource): Promise<ConfigReading> {
  const path = textSize(source) > inlineLimit ? workerPath() : null;
  // The worker runs the same function and returns its plain value.
  return path ? ((await ask(path, { verb: "read", source })) as ConfigReading) : readConfig(source);
}

/** `applyEdits`, off the event loop when the text is large. */
export async function applyEditsAside(source: ConfigSource, edits: Edit[]): Promise<Result<EditOutcome, EditRefusal>> {
  const path = textSize(source) > inlineLimit ? workerPath() : null;
  if (!path) return applyEdits(source, edits);
  // The worker runs the same function and returns its plain value.
  return (await ask(path, { verb: "edit", source, edits })) as Result<EditOutcome, EditRefusal>;
}
