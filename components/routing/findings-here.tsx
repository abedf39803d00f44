"use client";

import Link from "next/link";
import { Age } from "@/components/shell/age";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { toFindings } from "@/components/shell/route";
import type { DraftDiff } from "@/lib/changes/schema";
import { countFindings } from "@/lib/findings/open-findings";
import { formatCount } from "@/lib/format";
import type { RoutingDesk } from "@/lib/routing/desk";
import { FindingsAccepted, FindingsGone } from "./findings-accepted";
import { useFindingDialogs } from "./findings-dialogs";
import { FindingsList } from "./findings-list";
import type { FindingsActions, FindingsMeans } from "./findings-means";
import styles from "./findings-panel.module.css";

type FindingsHereProps = {
  /** About the list that is shown. */
  here: DraftDiff["findings"];
  desk: RoutingDesk;
  /** Null for those who may only look. */
  actions: FindingsActions | null;
  /** Saves what is only on the page, so that a fix is made for what is seen. */
  beforeFix?: () => Promise<void>;
  onFixed?: () => void;
};

/** What is wrong with the list that is shown; the rest of the file folds out. */
export function FindingsHere({ here, desk, actions, beforeFix, onFixed }: FindingsHereProps) {
  const { ask, dialogs } = useFindingDialogs({
    gatewayId: desk.gateway.id,
    actions,
    ...(beforeFix ? { beforeFix } : {}),
    ...(onFixed ? { onFixed } : {}),
  });
  const means = { notes: desk.notes, ask };
  const elsewhere = desk.findings.filter((finding) => !here.includes(finding));
  const withdraw = { gatewayId: desk.gateway.id, withdraw: actions?.withdraw ?? null };
  return (
    <Panel
      title="Findings here"
      note={here.length === 0 ? "none" : String(here.length)}
      actions={<Link href={toFindings()}>All findings</Link>}
    >
      {dialogs}
      {here.length > 0 ? (
        <FindingsList findings={here} means={means} />
      ) : (
        <EmptyState title="No findings">
          {formatCount(desk.rules, "rule")} checked against this list <Age at={desk.at} />: none found anything.
        </EmptyState>
      )}
      <Folded title="fixed by this draft" findings={desk.fixed} means={means} areFixed />
      <Folded title="elsewhere in the file" findings={elsewhere} means={means} />
      <FindingsAccepted findings={desk.accepted} {...withdraw} />
      <FindingsGone kept={desk.gone} {...withdraw} />
    </Panel>
  );
}

type FoldedProps = {
  title: string;
  findings: RoutingDesk["fixed"];
  means: FindingsMeans;
  areFixed?: boolean;
};

function Folded({ title, findings, means, areFixed = false }: FoldedProps) {
  if (findings.length === 0) return null;
  const { errors, warnings } = countFindings(findings);
  const worst = [errors > 0 ? formatCount(errors, "error") : "", warnings > 0 ? formatCount(warnings, "warning") : ""];
  return (
    <details className={styles.group}>
      <summary>
        {formatCount(findings.length, "finding")} {title}
        {areFixed ? null : <span className={styles.groupCount}>{worst.filter(Boolean).join(", ")}</span>}
      </summary>
      <FindingsList findings={findings} means={means} areFixed={areFixed} />
    </details>
  );
}
