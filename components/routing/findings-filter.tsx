"use client";

import { Button, NativeSelect } from "@mantine/core";
import { formatFraction } from "@/lib/format";
import { Severity } from "@/lib/routing/schema";
import { type FindingsFilter, listChoices, type ShownFinding } from "./findings-arrange";
import styles from "./findings-panel.module.css";

type FindingsFilterBarProps = {
  /** All that there are; `shown` of them fit the filter. */
  findings: readonly ShownFinding[];
  shown: number;
  filter: FindingsFilter;
  onFilter: (change: Partial<FindingsFilter>) => void;
};

const severityWords: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Notes" };

export function FindingsFilterBar({ findings, shown, filter, onFilter }: FindingsFilterBarProps) {
  const { severities, rules, models } = listChoices(findings);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <div className={styles.bar}>
      <NativeSelect
        aria-label="Severity"
        value={filter.severity ?? ""}
        data={[
          { value: "", label: "Every severity" },
          ...severities.map(([each, count]) => ({ value: each, label: `${severityWords[each]} · ${count}` })),
        ]}
        onChange={(event) => onFilter({ severity: Severity.safeParse(event.currentTarget.value).data ?? null })}
      />
      <NativeSelect
        aria-label="Rule"
        value={filter.rule ?? ""}
        data={toOptions("Every rule", rules, filter.rule)}
        onChange={(event) => onFilter({ rule: event.currentTarget.value || null })}
      />
      <NativeSelect
        aria-label="Model"
        value={filter.model ?? ""}
        data={toOptions("Every model", models, filter.model)}
        onChange={(event) => onFilter({ model: event.currentTarget.value || null })}
      />
      {isFiltered ? <Button onClick={() => onFilter({ severity: null, rule: null, model: null })}>Clear</Button> : null}
      <span className={styles.count} role="status">
        {formatFraction(shown, findings.length)} shown
      </span>
    </div>
  );
}

/** What the address asks for stands among the choices, also when nothing is left of it. */
const toOptions = (all: string, choices: readonly [string, number][], chosen: string | null) => [
  { value: "", label: all },
  ...(chosen !== null && !choices.some(([name]) => name === chosen) ? [{ value: chosen, label: `${chosen} · 0` }] : []),
  ...choices.map(([name, count]) => ({ value: name, label: `${name} · ${count}` })),
];
