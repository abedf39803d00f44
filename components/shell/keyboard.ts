"use client";

import { useEffect, useEffectEvent } from "react";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

type Keys = {
  onPalette: () => void;
  onHelp: () => void;
  /** A letter after `g`. */
  onGo: (letter: string) => void;
};

const goWithinMs = 1200;

/** Keys of the whole console: Ctrl or ⌘ K, `?`, and `g` followed by a letter. None of them acts while one types. */
export function useKeyboard({ onPalette, onHelp, onGo }: Keys) {
  const palette = useEffectEvent(onPalette);
  const help = useEffectEvent(onHelp);
  const go = useEffectEvent(onGo);
  useEffect(() => {
    let goAt = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]")) return;
      if (event.key === "?") help();
      else if (event.timeStamp - goAt < goWithinMs) go(event.key.toLowerCase());
      goAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
