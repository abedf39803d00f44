"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { type DraftActions, DraftPanel } from "@/components/routing/draft-panel";
import { Columns, Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import type { Action } from "@/lib/action-state";
import type { ChangesDesk } from "@/lib/changes/desk";
import { ApplyFindings } from "./apply-findings";
import { EffectList } from "./effect-list";
import { ThreeWay } from "./three-way";

type DraftReviewProps = {
  gatewayId: string;
  draft: ChangesDesk["draft"];
  mayOverride: boolean;
  rehearsal: ReactNode;
  /** Null for those who may only look. */
  actions: (DraftActions & { rebase: Action<{ gatewayId: string }> }) | null;
};

/** The draft with its consequences, before it is applied. */
export function DraftReview({ gatewayId, draft, mayOverride, rehearsal, actions }: DraftReviewProps) {
  if (!draft)
    return (
      <Panel title="Draft">
        <EmptyState title="Nothing is waiting to be applied">
          Edit a chain in <Link href={pathTo(["routing"])}>Routing</Link> or a deployment in{" "}
          <Link href={pathTo(["models"])}>Models</Link>: the draft is reviewed and applied here.
        </EmptyState>
      </Panel>
    );
  const { view, diff, effects, threeWay } = draft;
  const shown = { ...view, unified: diff?.unified ?? "", warnings: diff?.warnings ?? [] };
  return (
    <Stack>
      {threeWay ? <ThreeWay view={threeWay} gatewayId={gatewayId} rebase={actions?.rebase ?? null} /> : null}
      <Columns shape="halves">
        <DraftPanel gatewayId={gatewayId} draft={shown} actions={actions} />
        <Stack>
          <Panel title="Effect on effective chains" note="when each deployment fails in turn">
            <EffectList effects={effects} />
          </Panel>
          <Panel title="Checks" note="new findings apart from old">
            {diff ? (
              <ApplyFindings findings={diff.findings} fixed={diff.fixed} mayOverride={mayOverride} />
            ) : (
              <EmptyState title="Cannot be checked">The file that this draft began with is not known.</EmptyState>
            )}
          </Panel>
          {rehearsal}
        </Stack>
      </Columns>
    </Stack>
  );
}
