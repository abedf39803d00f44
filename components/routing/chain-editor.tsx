"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { useViewer } from "@/components/shell/clock";
import { EmptyState } from "@/components/shell/empty-state";
import { Hidden, Key } from "@/components/shell/text";
import { type ChainKind, type ChainTarget, targetName } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import type { TargetChoice } from "./add-target";
import styles from "./chain-editor.module.css";
import { commandOf } from "./chain-list";
import { ChainRows } from "./chain-rows";
import { LockedChain } from "./locked-chain";
import { useChainList } from "./use-chain-list";

const AddTarget = dynamic(() => import("./add-target").then((part) => part.AddTarget), {
  ssr: false,
  loading: () => <span className={styles.waiting}>Add a fallback…</span>,
});
const DragRows = lazy(() => import("./drag-rows").then((part) => ({ default: part.DragRows })));

export type ChainEditorProps = {
  model: string;
  kind: ChainKind;
  /** The list of the draft. */
  targets: readonly ChainTarget[];
  /** The list of the file on disk, to mark what moved. */
  onDisk: readonly ChainTarget[];
  choices: readonly TargetChoice[];
  /** By name of group or alias. */
  statusOf: (name: string) => Status | null;
  /** Why it cannot be edited here, or null. */
  locked: string | null;
  onChange: (targets: ChainTarget[]) => void;
};

/** The configured list of one model and kind: by drag, by buttons and by keys, each with the same outcome. */
export function ChainEditor({ model, targets, onDisk, choices, statusOf, locked, onChange }: ChainEditorProps) {
  const list = useChainList({ targets, onChange });
  const frame = useRef<HTMLFieldSetElement>(null);
  const [current, setCurrent] = useState(0);
  const live = useViewer() !== null;

  const focusHandle = (index: number) => {
    setCurrent(Math.max(0, index));
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-handle="${index}"]`)?.focus());
  };
  const move = (from: number, to: number) => {
    const held = document.activeElement;
    if (list.move(from, to) && held instanceof HTMLElement && held.dataset.handle) focusHandle(to);
  };
  const remove = (at: number) => {
    list.remove(at);
    focusHandle(Math.min(at, targets.length - 2));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest("li")?.querySelector("[data-handle]") : null;
    if (event.defaultPrevented || !(row instanceof HTMLElement)) return;
    const index = Number(row.dataset.handle);
    const command = commandOf(event, index, targets.length);
    if (!command) return;
    event.preventDefault();
    if (command.do === "focus") focusHandle(command.to);
    else if (command.do === "undo") list.undo();
    else if (command.do === "remove") remove(index);
    else if (list.move(index, command.to)) focusHandle(Math.min(targets.length - 1, Math.max(0, command.to)));
  };

  if (locked) return <LockedChain targets={targets} why={locked} statusOf={statusOf} />;
  const rows = {
    label: `Fallbacks of ${model}`,
    targets,
    current: Math.min(current, targets.length - 1),
    verbs: { move, remove },
    rowOf: (index: number) => {
      const name = targetName(targets[index] ?? "");
      const places = onDisk.flatMap((target, at) => (targetName(target) === name ? [at + 1] : []));
      const earlier = targets.slice(0, index).filter((target) => targetName(target) === name).length;
      return { status: statusOf(name), wasAt: places[earlier] ?? null };
    },
  };
  return (
    <fieldset ref={frame} className={styles.frame} onKeyDown={onKeyDown}>
      <legend>
        <Hidden>Fallbacks of {model}, in order</Hidden>
      </legend>
      {targets.length === 0 ? (
        <EmptyState title="No fallback is written">
          Add one below: it is tried when every deployment of {model} has failed.
        </EmptyState>
      ) : live ? (
        <Suspense fallback={<ChainRows {...rows} />}>
          <DragRows {...rows} />
        </Suspense>
      ) : (
        <ChainRows {...rows} />
      )}
      <div className={styles.foot}>
        <AddTarget model={model} choices={choices} onAdd={list.add} />
        <Button size="sm" variant="subtle" disabled={!list.canUndo} onClick={list.undo}>
          Undo
        </Button>
        <span className={styles.hint}>
          <Key>Alt ↑</Key> <Key>Alt ↓</Key> move · <Key>Delete</Key> removes · <Key>Ctrl Z</Key> undoes
        </span>
      </div>
      <span role="status" aria-live="polite">
        <Hidden>{list.announcement}</Hidden>
      </span>
    </fieldset>
  );
}
