import { endWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { performRehearsal } from "@/lib/changes/operations/perform-rehearsal";
import type { StartedRehearsal } from "@/lib/changes/operations/start-rehearsal";
import { ok, type Result } from "@/lib/result";
import { runInBackground } from "./background";
import type { OperationContext } from "./context";

const holder = globalThis as typeof globalThis & { signalboxRehearsals?: AbortController };

const stopping = (): AbortController => {
  holder.signalboxRehearsals ??= new AbortController();
  return holder.signalboxRehearsals;
};

let tail: Promise<unknown> = Promise.resolve();

/** A console rehearses one thing at a time, whichever gateway it is of: each takes a core and half a gigabyte. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = tail.then(work);
  tail = turn.catch(() => {});
  return turn;
}

/** Begins what was recorded and answers at once; the list of rehearsals tells how it goes on. */
export function beginRehearsal<R extends string>(
  { db }: OperationContext,
  started: Result<StartedRehearsal, R>,
): Result<{ id: string }, R> {
  if (!started.ok) return started;
  const { signal } = stopping();
  runInBackground("rehearsal", () => performRehearsal({ db, started: started.value, signal, inTurn }));
  return ok({ id: started.value.id });
}

/** Ends what runs for rehearsals, at the end of the process. */
export async function stopRehearsals(): Promise<void> {
  stopping().abort();
  await endWarmRouter();
}
