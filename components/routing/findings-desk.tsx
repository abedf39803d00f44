"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { Age } from "@/components/shell/age";
import { Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { pathTo, toRouting } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import { countFindings } from "@/lib/findings/open-findings";
import { formatCount } from "@/lib/format";
import type { RoutingDesk } from "@/lib/routing/desk";
import { FindingsAccepted, FindingsGone } from "./findings-accepted";
import { filterFindings, toSections } from "./findings-arrange";
import { useFindingDialogs } from "./findings-dialogs";
import { FindingsFilterBar } from "./findings-filter";
import { fileName } from "./findings-item";
import { FindingsList } from "./findings-list";
import type { FindingsActions } from "./findings-means";
import { useFindingsFilter } from "./findings-view";
import { OldFile } from "./old-file";

type FindingsDeskProps = {
  desk: RoutingDesk;
  /** Null for those who may only look. */
  actions: FindingsActions | null;
};

/** Every finding of the file, or of the draft apart from those of the file. */
export function FindingsDesk({ desk, actions }: FindingsDeskProps) {
  const [filter, setFilter] = useFindingsFilter();
  const gatewayId = desk.gateway.id;
  const { ask, dialogs } = useFindingDialogs({ gatewayId, actions });
  const shown = filterFindings(desk.findings, filter);
  const fixed = filterFindings(desk.fixed, filter);
  const sections = toSections(shown, fixed, desk.draft !== null);
  const withdraw = { gatewayId, withdraw: actions?.withdraw ?? null };
  return (
    <Page>
      <PageHeader
        title="Findings"
        summary={summaryOf(desk)}
        actions={
          <>
            <Button component={Link} href={pathTo(["routing", "rules"])}>
              All rules
            </Button>
            <Button component={Link} href={toRouting()}>
              Edit chains
            </Button>
            {desk.draft ? (
              <Button component={Link} href={pathTo(["changes"])} variant="filled">
                Review the draft…
              </Button>
            ) : null}
          </>
        }
      />
      <OldFile why={desk.old} path={desk.gateway.configPath} />
      {desk.findings.length + desk.fixed.length > 0 ? (
        <FindingsFilterBar
          findings={desk.findings}
          shown={shown.length}
          filter={filter}
          onFilter={(change) => setFilter(change)}
        />
      ) : null}
      {dialogs}
      <Stack>
        {sections.map(({ key, title, findings }) => (
          <Panel key={key} title={title} note={String(findings.length)}>
            <FindingsList findings={findings} means={{ notes: desk.notes, ask }} areFixed={key === "fixed"} />
          </Panel>
        ))}
        {sections.length === 0 ? <Nothing desk={desk} /> : null}
        {desk.accepted.length + desk.gone.length > 0 ? (
          <Panel title="Acknowledged" note="they do not count">
            <FindingsAccepted findings={filterFindings(desk.accepted, filter)} {...withdraw} open />
            <FindingsGone kept={desk.gone} {...withdraw} />
          </Panel>
        ) : null}
      </Stack>
    </Page>
  );
}

function Nothing({ desk }: { desk: RoutingDesk }) {
  if (desk.findings.length > 0)
    return (
      <Panel title="Nothing fits the filter">
        <EmptyState title="Nothing fits the filter">
          Clear it to see all {formatCount(desk.findings.length, "finding")}.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel title="No findings">
      <EmptyState title="No findings">
        {formatCount(desk.rules, "rule")} checked against {desk.draft ? "the draft of " : ""}
        <Mono>{fileName(desk.gateway.configPath)}</Mono> <Age at={desk.at} />: none found anything.
      </EmptyState>
    </Panel>
  );
}

function summaryOf({ findings, fixed, accepted, draft }: RoutingDesk): string {
  const { errors, warnings, infos } = countFindings(findings);
  const added = findings.filter(({ isNew }) => isNew).length;
  return [
    `${formatCount(errors, "error")}, ${formatCount(warnings, "warning")}, ${formatCount(infos, "note")}`,
    ...(draft ? [`this draft adds ${added} and fixes ${fixed.length}`] : []),
    ...(accepted.length > 0 ? [`${accepted.length} acknowledged`] : []),
  ].join(" · ");
}
