"use client";

import { getViewportForBounds, useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Layout } from "@/lib/routing/drawing/schema";
import { cardHeight, cardWidth } from "@/lib/routing/drawing/sizes";
import { type Step, stepFocus } from "@/lib/routing/drawing/step-focus";

type CanvasKeys = {
  layout: Layout;
  cards: ReadonlyMap<string, HTMLAnchorElement>;
  /** Names that a search finds. */
  found: ReadonlySet<string> | null;
  sought: number;
  onOnly: (id: string) => void;
};

const steps: Record<string, Step> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/** Below this a card cannot be read: walking to one comes closer. */
const readableZoom = 0.6;
const headRoom = 44;
/** Around the whole: at the top for the heads of the lanes. */
const room = { top: "64px", bottom: "30px", left: "30px", right: "30px" } as const;

/** Walking the cards, zooming and fitting by keys, with the focused card always in view. */
export function useCanvasKeys({ layout, cards, found, sought, onOnly }: CanvasKeys) {
  const flow = useReactFlow();
  const store = useStoreApi();
  /** `last` stays when the focus leaves: Tab comes back to it. */
  const [{ focused, last }, setFocus] = useState<{ focused: string | null; last: string | null }>({
    focused: null,
    last: null,
  });
  const isMeasured = useStore(({ width }) => width > 0);
  const { width, height } = layout;
  const onFit = useCallback(() => {
    const bounds = { x: 0, y: 0, width, height };
    const seen = store.getState();
    void flow.setViewport(getViewportForBounds(bounds, seen.width, seen.height, seen.minZoom, 1, room));
  }, [flow, store, width, height]);
  const onFocus = useCallback((id: string) => setFocus({ focused: id, last: id }), []);

  const reveal = (id: string) => {
    const card = layout.names.find((name) => name.id === id);
    if (!card) return;
    const seen = store.getState();
    const { x, y, zoom } = flow.getViewport();
    const left = card.x * zoom + x;
    const top = card.y * zoom + y;
    const isSeen =
      left >= 0 && top >= headRoom && left + cardWidth * zoom <= seen.width && top + cardHeight * zoom <= seen.height;
    if (isSeen && zoom >= readableZoom) return;
    void flow.setCenter(card.x + cardWidth / 2, card.y + cardHeight / 2, { zoom: Math.max(zoom, readableZoom) });
  };

  const walkTo = (id: string) => {
    reveal(id);
    cards.get(id)?.focus({ preventScroll: true });
  };

  const seek = useEffectEvent(() => {
    const [first] = layout.names.filter(({ id }) => found?.has(id)).sort((a, b) => a.x - b.x || a.y - b.y);
    if (first) walkTo(first.id);
  });
  useEffect(() => {
    if (sought > 0) seek();
  }, [sought]);

  // Another arrangement is looked at as a whole.
  useEffect(() => {
    if (isMeasured) onFit();
  }, [isMeasured, onFit]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const next = stepFocus(layout.names, last, step);
      if (next !== null) walkTo(next);
      return;
    }
    if (event.key === "+" || event.key === "=") void flow.zoomIn();
    else if (event.key === "-") void flow.zoomOut();
    else if (event.key === "0") onFit();
    else if (event.key.toLowerCase() === "f" && focused) onOnly(focused);
  };

  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setFocus((known) => ({ ...known, focused: null }));
  };

  return { focused, last, onFocus, onKeyDown, onBlur, onFit };
}
