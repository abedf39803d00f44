"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

/** When the console lost its server, or null. Polled reads tell: a failed fetch is not an answer. */
let lostAt: string | null = null;
const listeners = new Set<() => void>();

export function setConnectionLost(at: string | null) {
  if ((lostAt === null) === (at === null)) return;
  lostAt = at;
  if (at === null) delete document.documentElement.dataset.connection;
  else document.documentElement.dataset.connection = "lost";
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** A `fetch` that never reached the server rejects with a TypeError; an answer of any status does not. */
const isUnreachable = (error: unknown): boolean => error instanceof TypeError;

export function useConnectionLost(): string | null {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== "updated") return;
        if (event.action.type === "success") setConnectionLost(null);
        if (event.action.type === "failed" && isUnreachable(event.action.error))
          setConnectionLost(new Date().toISOString());
      }),
    [client],
  );
  return useSyncExternalStore(
    subscribe,
    () => lostAt,
    () => null,
  );
}
