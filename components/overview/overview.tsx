"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ChangeStateBadge } from "@/components/changes/change-state";
import { HealthFigures } from "@/components/health/health-figures";
import { StripsTable } from "@/components/health/strips-table";
import { Sentence } from "@/components/routing/semantic-list";
import { Age } from "@/components/shell/age";
import { Columns } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { toChange } from "@/components/shell/route";
import { overviewQuery } from "@/lib/overview/query";
import type { OverviewView } from "@/lib/overview/schema";
import { ChainReadiness } from "./chain-readiness";
import { DiversityLine } from "./diversity-line";
import { toNeed } from "./need-route";
import { NeedsYou } from "./needs-you";

/** The first page: the verdict, the figures behind it, and what needs a person. */
export function Overview({ gatewayId, initial }: { gatewayId: string; initial: OverviewView }) {
  const { data } = useQuery({ ...overviewQuery(gatewayId), initialData: initial });
  const { health, needs } = data;
  const at = health.gateway.at ?? health.direct.at;
  return (
    <Page>
      <PageHeader title={<Sentence text={data.verdict} />} />
      <Columns shape="aside" level>
        <Panel title="Health" note={at ? <>gateway’s view, {<Age at={at} />}</> : "not known yet"}>
          <HealthFigures summary={health} />
        </Panel>
        <Panel title="Needs you" note={String(needs.length)}>
          <NeedsYou needs={needs.map(toNeed)} />
        </Panel>
      </Columns>
      <Columns shape="halves">
        <Panel
          title="Chains"
          note="fewest backends left first"
          foot={data.diversity.models > 0 ? <DiversityLine diversity={data.diversity} /> : null}
        >
          <ChainReadiness rows={data.readiness} />
        </Panel>
        <Panel title="Last 24 hours" note="worst of each half hour, asked directly">
          <StripsTable endAt={data.at} rows={data.strips} />
        </Panel>
      </Columns>
      <LastChange change={data.lastChange} />
    </Page>
  );
}

function LastChange({ change }: { change: OverviewView["lastChange"] }) {
  if (!change)
    return (
      <Panel title="Last change">
        <EmptyState title="No change yet">
          Edit a chain in Routing; what is applied stands here, and can be taken back.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel title="Last change" note={<Age at={change.at} />}>
      <ChangeStateBadge state={change.state} stranded={change.stranded} />{" "}
      <Link href={toChange(change.id)}>Change {change.number}</Link> by {change.author.replace(/^\w+:/, "")}:{" "}
      <Sentence text={change.summary.join("; ")} />
    </Panel>
  );
}
