import { logFailure } from "./log";

const running = new Set<Promise<void>>();

/** Work that goes on after the request that began it was answered. What it throws is logged; it never ends the process. */
export function runInBackground(name: string, work: () => Promise<unknown>): void {
  const task: Promise<void> = work()
    .then(
      () => {},
      (error: unknown) => {
        logFailure(error, { background: name });
      },
    )
    .finally(() => running.delete(task));
  running.add(task);
}

/** Resolves when nothing of it runs any more. */
export async function settleBackground(): Promise<void> {
  await Promise.all(running);
}
