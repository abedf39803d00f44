"use client";

import type { ComponentProps } from "react";
import { type ChainTarget, targetName } from "@/lib/config/schema";
import { targetKeys } from "./chain-list";
import { ChainRow, type ChainVerbs } from "./chain-row";
import styles from "./chain-row.module.css";

export type ChainRowsProps = {
  label: string;
  targets: readonly ChainTarget[];
  verbs: ChainVerbs;
  current: number;
  /** What the row of a target shows beside its name. */
  rowOf: (index: number) => Pick<ComponentProps<typeof ChainRow>, "status" | "wasAt">;
};

export const isRepeated = (targets: readonly ChainTarget[], index: number): boolean => {
  const target = targets[index];
  return target !== undefined && targets.slice(0, index).some((other) => targetName(other) === targetName(target));
};

/** The list without drag: what the server renders, and what stands until drag has been loaded. */
export function ChainRows({ label, targets, verbs, current, rowOf }: ChainRowsProps) {
  const keys = targetKeys(targets);
  return (
    <ol aria-label={label} className={styles.list}>
      {targets.map((target, index) => (
        <li key={keys[index]} className={styles.row}>
          <ChainRow
            target={target}
            index={index}
            length={targets.length}
            again={isRepeated(targets, index)}
            current={index === current}
            verbs={verbs}
            {...rowOf(index)}
          />
        </li>
      ))}
    </ol>
  );
}
