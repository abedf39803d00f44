import Link from "next/link";
import { type Column, DataTable, type RowGroup } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Dim, Mono, Small } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import type { Status } from "@/lib/health/schema";
import type { HopState, WhatIfRow, WhatIfView } from "@/lib/routing/fate/schema";
import { type Outcome, outcomeOf, tellAttempts, tellWait } from "@/lib/routing/fate/words";
import { sortRows } from "./use-what-if";
import styles from "./what-if.module.css";

const marks: Record<Exclude<HopState, "not-reached">, { status: Status; word: string }> = {
  answers: { status: "healthy", word: "answers" },
  "may-answer": { status: "degraded", word: "some of its deployments are dead: answers or not, at random" },
  fails: { status: "unhealthy", word: "dead" },
};

const columns: readonly Column<WhatIfRow>[] = [
  {
    key: "model",
    header: "Model",
    names: true,
    cell: ({ model }) => (
      <Link href={toRouting(model)}>
        <Mono>{model}</Mono>
      </Link>
    ),
  },
  { key: "answer", header: "Answered by", grow: true, phone: "wide-bare", cell: (row) => <Answer row={row} /> },
  { key: "calls", header: "Calls", align: "end", cell: (row) => tellAttempts(row) },
  { key: "wait", header: "Wait", align: "end", cell: ({ seconds }) => tellWait(seconds) },
];

const titles: Record<Outcome, string> = {
  lost: "Nobody answers",
  unsure: "Some requests are answered, at random",
  moved: "Another answers",
  same: "As before",
};

const outcomes: readonly Outcome[] = ["lost", "unsure", "moved", "same"];

/** Models and aliases by what becomes of them, the lost first. */
export function AnswersTable({ view }: { view: WhatIfView }) {
  const rows = [...view.models, ...view.aliases];
  const groups: RowGroup<WhatIfRow>[] = outcomes.flatMap((outcome) => {
    const own = rows.filter((row) => outcomeOf(row) === outcome);
    return own.length === 0
      ? []
      : [{ key: outcome, title: `${titles[outcome]} (${own.length})`, rows: outcome === "same" ? own : sortRows(own) }];
  });
  return (
    <DataTable
      caption="Who answers each model then"
      columns={columns}
      rows={groups}
      rowKey={({ model }) => model}
      empty={<EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>}
    />
  );
}

function Answer({ row }: { row: WhatIfRow }) {
  if (outcomeOf(row) === "same") return <Dim>itself</Dim>;
  const reached = row.hops.filter(({ state }) => state !== "not-reached");
  if (reached.length === 0) return <Dim>nothing answers to this name, whatever lives</Dim>;
  return (
    <>
      <ol className={styles.route}>
        {reached.map(({ position, group, state }) => (
          <li key={position} className={state === "fails" ? styles.dead : undefined}>
            {state === "not-reached" ? null : (
              <StatusMark status={marks[state].status} iconOnly title={marks[state].word} />
            )}
            <Mono>{group}</Mono>
          </li>
        ))}
        {row.answeredBy && row.certain ? null : (
          <li>
            <StatusMark status="unhealthy">{row.answeredBy ? "or nobody" : "nobody"}</StatusMark>
          </li>
        )}
      </ol>
      {row.answeredBy ? (
        <Small>{[row.answeredBy, ...row.otherwise].flatMap((one) => one.deployments).join(", ")}</Small>
      ) : null}
    </>
  );
}
