"use client";

import { createContext } from "react";
import type { ChainKind } from "@/lib/config/schema";

type CanvasShared = {
  /** The links of the cards, for moving the focus. */
  cards: Map<string, HTMLAnchorElement>;
  /** The one card that the Tab key reaches; arrows go on from there. */
  tab: string | null;
  /** The model that the editor shows. */
  current: string | null;
  onOpen: (model: string | null, kind: ChainKind) => void;
  onFocus: (id: string) => void;
};

export const CanvasContext = createContext<CanvasShared>({
  cards: new Map(),
  tab: null,
  current: null,
  onOpen: () => undefined,
  onFocus: () => undefined,
});
