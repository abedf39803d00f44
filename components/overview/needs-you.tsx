"use client";

import { Button } from "@mantine/core";
import type { Route } from "next";
import Link from "next/link";
import { Sentence } from "@/components/routing/semantic-list";
import { EmptyState } from "@/components/shell/empty-state";
import { useShell } from "@/components/shell/shell-context";
import { Tag } from "@/components/shell/text";
import styles from "./needs-you.module.css";

export type Need = {
  key: string;
  /** Red only for what must be done now. */
  urgency: "now" | "soon" | "when-you-can";
  /** One word: change, drift, reload, finding, target, file. */
  kind: string;
  /** Names in back-ticks are typed. */
  title: string;
  detail: string;
  verb: { word: string; to: Route } | { word: string; opens: "reload" };
};

const tones = { now: "bad", soon: "warn", "when-you-can": "info" } as const;

/** What needs a person, most urgent first, each with one verb. */
export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  const { openReload } = useShell();
  if (needs.length === 0)
    return (
      <EmptyState title="Nothing needs you">
        Findings, drift, changes that wait and targets at risk would stand here.
      </EmptyState>
    );
  return (
    <ol className={styles.list}>
      {needs.map((need, index) => {
        const variant = index === 0 ? "filled" : "default";
        return (
          <li key={need.key} className={styles.item}>
            <span>
              <Tag tone={tones[need.urgency]}>{need.kind}</Tag>
            </span>
            <span>
              <span className={styles.title}>
                <Sentence text={need.title} />
              </span>
              <br />
              <span className={styles.detail}>
                <Sentence text={need.detail} />
              </span>
            </span>
            <span className={styles.verb}>
              {"opens" in need.verb ? (
                <Button variant={variant} onClick={openReload}>
                  {need.verb.word}
                </Button>
              ) : (
                <Button variant={variant} component={Link} href={need.verb.to}>
                  {need.verb.word}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
