"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { type Action, type ActionState, idle } from "@/lib/action-state";
import type { ChainKind, ChainTarget } from "@/lib/config/schema";
import type { ChainEdit } from "@/lib/routing/with-chain";

export type SaveChainInput = {
  gatewayId: string;
  kind: ChainKind;
  model: string;
  targets: ChainTarget[];
  expectedVersion: number;
};
export type SavedChain = { version: number; warnings: string[] };

/** `saved` is null until the draft holds it; then it is shown until the page's own state has caught up. */
type Local = ChainEdit & { saved: { version: number; stamp: string } | null };

type Options = {
  gatewayId: string;
  /** Of the draft on the page; 0 for none. */
  version: number;
  /** Names what the page shows; another reading has another one. */
  stamp: string;
  save: Action<SaveChainInput, SavedChain>;
  onSaved: () => void;
  /** The page does not show what the server has: it must be read again. */
  onStale: () => void;
};

const pauseMs = 300;
const lost: ActionState<never> = {
  status: "refused",
  reason: "connection-lost",
  detail: "The console did not answer, so this edit is only on this page. It is tried again with the next edit.",
};

const keyOf = ({ kind, model }: ChainEdit): string => JSON.stringify([kind, model]);

/**
 * Edits of lists: shown at once, saved into the draft one after another after a short pause, each against the version that
 * the page showed. What the server refuses is taken back here, with the reason.
 */
export function useDraftEdits({ gatewayId, version, stamp, save, onSaved, onStale }: Options) {
  const [local, setLocal] = useState<ReadonlyMap<string, Local>>(new Map());
  const [state, setState] = useState<ActionState<SavedChain>>(idle);
  const [epoch, setEpoch] = useState(0);
  const [saving, startSaving] = useTransition();
  const dirty = useRef(new Map<string, ChainEdit>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void> | null>(null);
  const page = useRef({ version, stamp, saved: 0, savedStamp: "" });
  useEffect(() => {
    page.current = { ...page.current, version, stamp };
  }, [version, stamp]);

  const settle = (edit: ChainEdit, next: ActionState<SavedChain>): boolean => {
    setState(next);
    if (next.status === "done" && next.data) {
      const saved = { version: next.data.version, stamp: page.current.stamp };
      page.current = { ...page.current, saved: saved.version, savedStamp: saved.stamp };
      onSaved();
      if (!dirty.current.has(keyOf(edit))) setLocal((all) => new Map(all).set(keyOf(edit), { ...edit, saved }));
      return true;
    }
    if (next.status === "refused" && next.reason === "connection-lost") {
      if (!dirty.current.has(keyOf(edit))) dirty.current.set(keyOf(edit), edit);
      return false;
    }
    dirty.current.clear();
    setLocal(new Map());
    setEpoch((before) => before + 1);
    onStale();
    return false;
  };

  const saveAll = async () => {
    for (;;) {
      const [edit] = dirty.current.values();
      if (!edit) return;
      dirty.current.delete(keyOf(edit));
      const seen = page.current;
      const expectedVersion = seen.savedStamp === seen.stamp ? Math.max(seen.saved, seen.version) : seen.version;
      const { kind, model, targets } = edit;
      const input = { gatewayId, kind, model, targets: [...targets], expectedVersion };
      const next: ActionState<SavedChain> = await save(idle, input).catch(() => lost);
      if (!settle(edit, next)) return;
    }
  };

  /** Saves what is not saved yet; resolves when that has ended, however it ended. */
  const flush = (): Promise<void> => {
    clearTimeout(timer.current);
    running.current ??= new Promise<void>((resolve) => {
      startSaving(async () => {
        await saveAll();
        running.current = null;
        resolve();
      });
    });
    return running.current;
  };

  const edit = (next: ChainEdit) => {
    dirty.current.set(keyOf(next), next);
    setLocal((all) => new Map(all).set(keyOf(next), { ...next, saved: null }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), pauseMs);
  };

  const forget = () => {
    dirty.current.clear();
    setLocal(new Map());
    setEpoch((before) => before + 1);
    setState(idle);
  };

  const isShown = ({ saved }: Local) => saved === null || (saved.stamp === stamp && saved.version > version);
  const shown = [...local.values()].filter(isShown);
  /** The draft as this page last saved it, which it may not show yet. */
  const savedVersion = page.current.savedStamp === stamp ? page.current.saved : 0;
  return {
    shown,
    state,
    /** Grows when edits were taken back: what was undone before it says nothing about the list now. */
    epoch,
    savedVersion,
    unsaved: saving || shown.some(({ saved }) => saved === null),
    edit,
    flush,
    forget,
  };
}
