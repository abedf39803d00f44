"use client";

import { Select } from "@mantine/core";
import styles from "./chain-editor.module.css";

export type TargetChoice = { name: string; kind: "model" | "alias" };

type AddTargetProps = { model: string; choices: readonly TargetChoice[]; onAdd: (name: string) => void };

/** Targets are picked from what exists: a name that nobody answers to cannot be typed. */
export function AddTarget({ model, choices, onAdd }: AddTargetProps) {
  const groups = [
    { group: "Models", items: choices.filter((choice) => choice.kind === "model").map((choice) => choice.name) },
    { group: "Aliases", items: choices.filter((choice) => choice.kind === "alias").map((choice) => choice.name) },
  ].filter((group) => group.items.length > 0);
  return (
    <Select
      className={styles.select ?? ""}
      aria-label={`Add a fallback for ${model}`}
      placeholder="Add a fallback…"
      searchable
      value={null}
      data={groups}
      nothingFoundMessage="No model or alias has that name"
      onChange={(name) => {
        if (name) onAdd(name);
      }}
    />
  );
}
