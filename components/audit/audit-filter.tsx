"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useViewer } from "@/components/shell/clock";
import { AuditOutcome } from "@/lib/audit/schema";
import { type AuditView, isFiltered, noAuditFilter } from "@/lib/audit/view";
import { toLocalField } from "@/lib/health/range";
import styles from "./audit-filter.module.css";

type AuditFilterProps = { view: AuditView; onView: (change: Partial<AuditView>) => void };

export function AuditFilter({ view, onView }: AuditFilterProps) {
  const viewer = useViewer();
  const text = (name: "actor" | "action" | "target", label: string, hint: string) => (
    <TextInput
      className={styles.field ?? ""}
      aria-label={label}
      placeholder={hint}
      value={view[name]}
      maxLength={100}
      onChange={(event) => onView({ [name]: event.currentTarget.value })}
    />
  );
  const moment = (name: "from" | "to", label: string) => (
    <label className={styles.moment}>
      {label}
      <input
        type="datetime-local"
        defaultValue={view[name] && viewer ? toLocalField(view[name], viewer.timeZone) : ""}
        key={`${name} ${viewer?.timeZone} ${view[name]}`}
        onChange={(event) => onView({ [name]: toMoment(event.currentTarget.value) })}
      />
    </label>
  );
  return (
    <search className={styles.bar}>
      {text("action", "What", "What, as in draft.")}
      {text("target", "To", "To what")}
      {text("actor", "By", "By whom")}
      <NativeSelect
        className={styles.field ?? ""}
        aria-label="Outcome"
        data={[{ value: "", label: "Every outcome" }, ...AuditOutcome.options]}
        value={view.outcome ?? ""}
        onChange={(event) => onView({ outcome: AuditOutcome.safeParse(event.currentTarget.value).data ?? null })}
      />
      <div className={styles.moments}>
        {moment("from", "From")}
        {moment("to", "to")}
        <Button variant="subtle" disabled={!isFiltered(view)} onClick={() => onView(noAuditFilter)}>
          Clear
        </Button>
      </div>
    </search>
  );
}

/** The field speaks in the viewer's zone, and is empty while a date is half typed. */
const toMoment = (field: string): string => {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};
