"use client";

import { useState } from "react";
import { type ChainTarget, targetName } from "@/lib/config/schema";
import { moveTarget, removeTarget } from "./chain-list";

type ChainListOptions = {
  targets: readonly ChainTarget[];
  onChange: (targets: ChainTarget[]) => void;
};

/** Edits of one list with their undo and one announcement each. The list itself belongs to the draft. */
export function useChainList({ targets, onChange }: ChainListOptions) {
  const [undone, setUndone] = useState<readonly (readonly ChainTarget[])[]>([]);
  const [announcement, setAnnouncement] = useState("");

  const edit = (next: ChainTarget[], words: string) => {
    setUndone((history) => [...history, targets].slice(-50));
    setAnnouncement(words);
    onChange(next);
  };

  const nameAt = (index: number): string => {
    const target = targets[index];
    return target === undefined ? "" : targetName(target);
  };

  return {
    announcement,
    canUndo: undone.length > 0,
    move: (from: number, to: number) => {
      const place = Math.min(targets.length - 1, Math.max(0, to));
      if (place === from) {
        setAnnouncement(`${nameAt(from)} is ${from === 0 ? "first" : "last"} already`);
        return false;
      }
      edit(moveTarget(targets, from, place), `${nameAt(from)} moved to ${place + 1} of ${targets.length}`);
      return true;
    },
    remove: (at: number) => edit(removeTarget(targets, at), `${nameAt(at)} removed, ${targets.length - 1} left`),
    add: (name: string) => edit([...targets, name], `${name} added as ${targets.length + 1} of ${targets.length + 1}`),
    undo: () => {
      const last = undone.at(-1);
      if (!last) {
        setAnnouncement("Nothing to undo");
        return;
      }
      setUndone((history) => history.slice(0, -1));
      setAnnouncement("Undone");
      onChange([...last]);
    },
  };
}
