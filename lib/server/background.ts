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

/** Waits for what is running, at most `limitMs`. What is left is resumed at the next start. */
export async function settleBackground(limitMs: number): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
  await Promise.race([Promise.all(running), limit]);
}
