import type { Outside } from "./outside";

export type Trickle = { stop: () => Promise<{ sent: number; failed: number }> };

const timeoutMs = 10_000;

/**
 * A steady trickle of free requests on connections of their own while a reload goes on: what clients would have seen of it.
 * A request counts as failed when it got no answer or a wrong one.
 */
export function startTrickle(outside: Outside, url: string, intervalMs: number): Trickle {
  const open = new Set<Promise<void>>();
  let sent = 0;
  let failed = 0;
  const send = () => {
    sent += 1;
    const one: Promise<void> = outside.isAlive(url, timeoutMs).then((alive) => {
      if (!alive) failed += 1;
      open.delete(one);
    });
    open.add(one);
  };
  send();
  const timer = setInterval(send, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(open);
      return { sent, failed };
    },
  };
}
