import { createInterface } from "node:readline";
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/result";
import { type Child, startChild } from "./child";
import {
  CallReply,
  LoadReply,
  type Outcomes,
  type PythonPlace,
  ReadyReply,
  type RehearsalLimits,
  type RehearsedConfig,
  type RouterAnswer,
  type RunFailure,
} from "./schema";
import { makeScratchFolder } from "./scratch-folder";

/** LiteLLM's Router in a process of its own; one order at a time. */
export type RouterProcess = {
  version: string;
  pid: number;
  isAlive: () => boolean;
  peakBytes: () => number | null;
  /** Refused in the Router's own words. Keys of deployments that it left out are told. */
  load: (config: RehearsedConfig) => Promise<Result<{ leftOut: string[] }, RunFailure>>;
  call: (model: string, outcomes: Outcomes) => Promise<Result<RouterAnswer, RunFailure>>;
  close: () => Promise<void>;
};

type Conversation = {
  ask: <S extends z.ZodType>(order: unknown, schema: S, timeoutMs: number) => Promise<Result<z.infer<S>, RunFailure>>;
  isAlive: () => boolean;
};

const lastLine = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1) ?? "it wrote nothing";

/** One line out, one line in. A process that is silent for too long is ended: what it would say next belongs to nothing. */
const startConversation = (child: Child): Conversation => {
  const waiting: ((line: string) => void)[] = [];
  let end: Result<never, RunFailure> | null = null;
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  const ended = child.ended.then(({ why }) => {
    end = err(why, `LiteLLM's process ended: ${lastLine(child.lastWords())}`);
    return end;
  });
  const listen = (timeoutMs: number): Promise<string | Result<never, RunFailure>> => {
    let timer: NodeJS.Timeout | undefined;
    const line = new Promise<string>((resolve) => waiting.push(resolve));
    const late = new Promise<Result<never, RunFailure>>((resolve) => {
      timer = setTimeout(() => {
        child.kill();
        resolve(err("start-timeout", `LiteLLM did not answer within ${timeoutMs / 1000} s.`));
      }, timeoutMs);
    });
    return Promise.race([line, late, ended]).finally(() => clearTimeout(timer));
  };
  return {
    isAlive: () => end === null,
    ask: async (order, schema, timeoutMs) => {
      if (end) return end;
      if (order !== null) child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await listen(timeoutMs);
      if (typeof line !== "string") return line;
      const parsed = schema.safeParse(parseLine(line));
      if (parsed.success) return ok(parsed.data);
      child.kill();
      return err("ended", "LiteLLM's process gave an answer that cannot be read.");
    },
  };
};

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** Starts it and waits until LiteLLM is imported: 2 to 15 s. */
export const startRouter = async (
  place: PythonPlace,
  limits: RehearsalLimits,
): Promise<Result<RouterProcess, RunFailure>> => {
  const scratch = makeScratchFolder();
  const program = "signalbox_router.py";
  const child = await startChild({
    ...place,
    program,
    args: [scratch.path],
    folder: scratch.path,
    memoryBytes: limits.memoryBytes,
  });
  if (!child) {
    scratch.remove();
    return err("ended", `${place.python} cannot be started.`);
  }
  void child.ended.then(scratch.remove);
  const { ask, isAlive } = startConversation(child);
  const ready = await ask(null, ReadyReply, limits.startMs);
  if (!ready.ok) return ready;
  return ok({
    version: ready.value.litellm,
    pid: child.pid,
    isAlive,
    peakBytes: child.peakBytes,
    load: async (config) => {
      const model_list = config.deployments.map(({ key, entry }) => ({ ...entry, signalbox_key: key }));
      const order = { verb: "load", model_list, router: config.router, litellm: config.litellm };
      const reply = await ask(order, LoadReply, limits.startMs);
      if (!reply.ok) return reply;
      if ("refused" in reply.value) return err("start-refused", reply.value.refused);
      const loaded = new Set(reply.value.loaded);
      return ok({ leftOut: config.deployments.map(({ key }) => key).filter((key) => !loaded.has(key)) });
    },
    call: (model, outcomes) => {
      const seconds = limits.requestMs / 1000;
      return ask({ verb: "call", model, outcomes, seconds }, CallReply, limits.requestMs + 5000);
    },
    close: async () => {
      child.kill();
      await child.ended;
    },
  });
};
