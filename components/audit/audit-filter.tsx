"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { AuditOutcome } from "@/lib/audit/schema";
import styles from "./audit-filter.module.css";

/** The filter as it stands in the address; empty text means every one. */
export type AuditView = { actor: string; action: string; target: string; outcome: AuditOutcome | null };

export const noAuditFilter: AuditView = { actor: "", action: "", target: "", outcome: null };

type AuditFilterProps = { view: AuditView; onView: (change: Partial<AuditView>) => void };

export function AuditFilter({ view, onView }: AuditFilterProps) {
  const text = (name: "actor" | "action" | "target", label: string) => (
    <TextInput
      className={styles.field ?? ""}
      aria-label={label}
      placeholder={label}
      value={view[name]}
      onChange={(event) => onView({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <search className={styles.bar}>
      {text("action", "What")}
      {text("target", "To")}
      {text("actor", "By")}
      <Select
        className={styles.field ?? ""}
        aria-label="Outcome"
        placeholder="Every outcome"
        clearable
        data={AuditOutcome.options}
        value={view.outcome}
        onChange={(value) => onView({ outcome: AuditOutcome.safeParse(value).data ?? null })}
      />
      <Button variant="subtle" onClick={() => onView(noAuditFilter)}>
        Clear
      </Button>
    </search>
  );
}
