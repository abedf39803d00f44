"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/**
 * One clock for every age on the page. It ticks once a second while the page is visible, and a component
 * renders again only when its own text has changed. The server and the first browser render use the moment
 * at which the page was rendered, so they agree.
 */
const RenderedAt = createContext(0);

export const ClockProvider = RenderedAt.Provider;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = () => {
  if (!document.hidden) for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
};

/** Text that follows the clock; `render` must be pure. */
export function useClockText(render: (nowMs: number) => string): string {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribe,
    () => render(Date.now()),
    () => render(renderedAt),
  );
}

const never = () => () => {};

/** The viewer's zone and language, `null` on the server and until the page is live. */
export function useViewer(): { timeZone: string; locale: string } | null {
  const text = useSyncExternalStore(
    never,
    () => `${Intl.DateTimeFormat().resolvedOptions().timeZone}|${navigator.language}`,
    () => "",
  );
  if (text === "") return null;
  const [timeZone = "UTC", locale = "en-GB"] = text.split("|");
  return { timeZone, locale };
}
