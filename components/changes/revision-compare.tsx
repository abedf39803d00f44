"use client";

import { NativeSelect } from "@mantine/core";
import { useRouter } from "next/navigation";
import { DiffView } from "@/components/routing/diff-view";
import { SemanticList } from "@/components/routing/semantic-list";
import { EmptyState } from "@/components/shell/empty-state";
import { pathTo } from "@/components/shell/route";
import type { Comparison } from "@/lib/changes/desk";
import type { RevisionView } from "@/lib/changes/schema";
import styles from "./draft-review.module.css";
import { originWords } from "./revision-table";

type RevisionCompareProps = { revisions: readonly RevisionView[]; comparison: Comparison | "missing" | null };

/** Any two revisions, chosen here or by a link; the choice is in the address. */
export function RevisionCompare({ revisions, comparison }: RevisionCompareProps) {
  const router = useRouter();
  const shown = comparison === "missing" ? null : comparison;
  const known = [...revisions, ...(shown ? [shown.from, shown.to] : [])];
  const options = [...new Map(known.map((revision) => [revision.id, revision])).values()].sort(
    (a, b) => b.number - a.number,
  );
  const to = shown?.to.id ?? options[0]?.id ?? "";
  const from = shown?.from.id ?? options[1]?.id ?? "";
  if (options.length < 2) return null;
  const show = (next: { from?: string; to?: string }) =>
    router.push(pathTo(["changes"], { from, to, ...next }), { scroll: false });
  const data = options.map((revision) => ({ value: revision.id, label: labelOf(revision) }));
  return (
    <section aria-label="Compare two revisions">
      <div className={styles.pick}>
        <NativeSelect
          label="Difference from"
          data={data}
          value={from}
          onChange={(event) => show({ from: event.currentTarget.value })}
        />
        <NativeSelect label="to" data={data} value={to} onChange={(event) => show({ to: event.currentTarget.value })} />
      </div>
      {comparison === "missing" ? (
        <EmptyState title="There is no such revision">Choose two from the lists above.</EmptyState>
      ) : null}
      {shown ? <Shown comparison={shown} /> : null}
    </section>
  );
}

function Shown({ comparison: { from, to, unified, semantic } }: { comparison: Comparison }) {
  return (
    <div className={`${styles.stack} ${styles.compared}`}>
      {semantic.length > 0 ? <SemanticList sentences={semantic} /> : null}
      <DiffView unified={unified} between={`revision ${from.number} and revision ${to.number}`} />
    </div>
  );
}

const labelOf = ({ number, origin, author, current }: RevisionView): string =>
  `${number} · ${originWords[origin]} · ${author}${current ? " · live" : ""}`;
