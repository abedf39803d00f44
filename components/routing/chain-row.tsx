"use client";

import type { HTMLAttributes } from "react";
import { Icon } from "@/components/shell/icons";
import { Mono } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import { type ChainTarget, targetName } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import styles from "./chain-row.module.css";

export type ChainVerbs = {
  move: (from: number, to: number) => void;
  remove: (at: number) => void;
};

type ChainRowProps = {
  target: ChainTarget;
  index: number;
  length: number;
  status: Status | null;
  /** Position in the file as it is on disk, from 1; null when the draft added it. */
  wasAt: number | null;
  /** The same name stands earlier in the list. */
  again: boolean;
  /** The one row whose handle is in the tab order. */
  current: boolean;
  verbs: ChainVerbs;
  grip?: HTMLAttributes<HTMLElement> | null;
};

const note = ({ index, wasAt, target }: Pick<ChainRowProps, "index" | "wasAt" | "target">): string => {
  const words = [];
  if (wasAt === null) words.push("new");
  else if (wasAt !== index + 1) words.push(`was ${wasAt}`);
  if (typeof target !== "string") words.push("with settings of its own");
  return words.join(" · ");
};

export function ChainRow({ target, index, length, status, wasAt, again, current, verbs, grip }: ChainRowProps) {
  const name = targetName(target);
  const words = note({ index, wasAt, target });
  return (
    <>
      <button
        type="button"
        className={styles.grip}
        {...grip}
        tabIndex={current ? 0 : -1}
        data-handle={index}
        aria-label={`${name}, ${index + 1} of ${length}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+Home Alt+End Delete"
      >
        <Icon name="grip" />
      </button>
      <span className={styles.number} aria-hidden="true">
        {index + 1}
      </span>
      <span className={styles.name}>
        <Mono>{name}</Mono>
        {words ? <span className={styles.note}>{words}</span> : null}
      </span>
      {again ? <span className={styles.again}>again</span> : <StatusMark status={status ?? "unknown"} />}
      <span className={styles.buttons}>
        <RowButton
          label={`Move ${name} up`}
          icon="up"
          keys="Alt+ArrowUp"
          off={index === 0}
          onPress={() => verbs.move(index, index - 1)}
        />
        <RowButton
          label={`Move ${name} down`}
          icon="down"
          keys="Alt+ArrowDown"
          off={index === length - 1}
          onPress={() => verbs.move(index, index + 1)}
        />
        <RowButton
          label={`Remove ${name}`}
          icon="close"
          keys="Delete"
          off={false}
          onPress={() => verbs.remove(index)}
        />
      </span>
    </>
  );
}

type RowButtonProps = { label: string; icon: "up" | "down" | "close"; keys: string; off: boolean; onPress: () => void };

/** Not `disabled` at the ends of the list: it would lose the focus that was just used to move the row there. */
function RowButton({ label, icon, keys, off, onPress }: RowButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-disabled={off}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} size={14} />
    </button>
  );
}
