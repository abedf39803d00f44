"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OldFile } from "@/components/routing/old-file";
import { Age, Clock } from "@/components/shell/age";
import { Columns } from "@/components/shell/columns";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { healthQuery, historyQuery } from "@/lib/health/query";
import { type HealthRange, presetWords } from "@/lib/health/range";
import type { HealthView, HistoryView } from "@/lib/health/schema";
import { toStripRows } from "@/lib/overview/strip-rows";
import { ExportButtons } from "./export-buttons";
import { HealthChart } from "./health-chart";
import { HealthFigures } from "./health-figures";
import { HealthTable } from "./health-table";
import { RangeBar } from "./range-bar";
import { StripsTable } from "./strips-table";
import { WitnessFigures } from "./witness-figures";

type HealthDeskProps = {
  gatewayId: string;
  range: HealthRange;
  health: HealthView;
  history: HistoryView;
  /** Why the deployments are not those of the file on disk. */
  old: string | null;
  configPath: string;
};

/** Figures of both witnesses, their history and every deployment's statement; it follows until it is paused. */
export function HealthDesk({ gatewayId, range, old, configPath, ...initial }: HealthDeskProps) {
  const [pausedAt, setPausedAt] = useState<string | null>(null);
  const whilePaused = pausedAt ? ({ refetchInterval: false, refetchOnWindowFocus: false } as const) : {};
  const { data: health } = useQuery({ ...healthQuery(gatewayId), initialData: initial.health, ...whilePaused });
  const { data: history } = useQuery({
    ...historyQuery(gatewayId, range),
    initialData: initial.history,
    ...whilePaused,
  });
  const rows = toStripRows(history.strips, health.deployments, Date.parse(history.to) - Date.parse(history.from));
  return (
    <Page>
      <PageHeader
        title="Health"
        summary={pausedAt ? <>paused at {<Clock at={pausedAt} />}</> : "follows by itself"}
        actions={
          <Button onClick={() => setPausedAt(pausedAt ? null : new Date().toISOString())}>
            {pausedAt ? "Follow again" : "Pause"}
          </Button>
        }
      />
      <OldFile why={old} path={configPath} />
      <Columns shape="halves" level>
        <Panel title="Gateway’s view" note={<Seen at={health.gateway.at} />}>
          <HealthFigures summary={health} />
        </Panel>
        <Panel title="Asked directly" note={<Seen at={health.direct.at} />}>
          <WitnessFigures health={health} />
        </Panel>
      </Columns>
      <RangeBar range={range} from={history.from} to={history.to} />
      <Panel
        title="Health over time"
        note={<RangeWords range={range} history={history} />}
        actions={<ExportButtons health={health} history={history} />}
      >
        <HealthChart points={history.points} targetPercent={health.target.percent} />
      </Panel>
      <Panel
        title="Each deployment over time"
        note="worst of each slot, asked directly; hatched where nobody looked; ← → or the pointer reads a strip"
      >
        <StripsTable endAt={history.to} rows={rows} walkable />
      </Panel>
      <Panel title="Each deployment now" note="by witness, and which statement was believed">
        <HealthTable rows={health.deployments} />
      </Panel>
    </Page>
  );
}

function Seen({ at }: { at: string | null }) {
  return at ? <Age at={at} /> : "not known yet";
}

function RangeWords({ range, history }: { range: HealthRange; history: HistoryView }) {
  if (range.kind === "last") return `the last ${presetWords(range.preset)}`;
  return (
    <>
      <Clock at={history.from} /> to <Clock at={history.to} />
    </>
  );
}
