"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Age } from "@/components/shell/age";
import { Columns, Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { ErrorState } from "@/components/shell/error-state";
import { Facts } from "@/components/shell/facts";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { toRouting } from "@/components/shell/route";
import { Mono, Tag } from "@/components/shell/text";
import { formatBytes, formatDuration, formatSha } from "@/lib/format";
import { rehearsalQuery } from "@/lib/rehearsal/query";
import type { RehearsalDetail } from "@/lib/rehearsal/schema";
import { describeLeftOut } from "@/lib/rehearsal/words";
import { aboutOf, depthWords, failureWords, originWords, progressOf, sentenceOf, toneOf } from "./outcome-words";
import { ScenarioList } from "./scenario-list";

type RehearsalPageProps = { initial: RehearsalDetail; configPath: string };

/** One rehearsal: what was planned, what was called, and what a client would have seen, scenario by scenario. */
export function RehearsalPage({ initial, configPath }: RehearsalPageProps) {
  const { data: view } = useQuery({ ...rehearsalQuery(initial.gatewayId, initial.id), initialData: initial });
  return (
    <Page>
      <PageHeader
        title="Rehearsal"
        summary={
          <>
            <Tag tone={toneOf(view)}>{depthWords[view.depth].name}</Tag> {sentenceOf(view)}, {aboutOf(view)}, by{" "}
            {view.by.replace(/^\w+:/, "")}, <Age at={view.startedAt} />
          </>
        }
        actions={<Link href={toRouting()}>Back to routing</Link>}
      />
      {view.failure ? (
        <ErrorState
          title={failureWords[view.failure.reason]}
          where={<Mono>{configPath}</Mono>}
          sinceAt={view.finishedAt}
          nextStep="Correct what it says in Routing or Models, then rehearse again."
          detail={view.failure.detail}
        />
      ) : null}
      <Columns shape="aside">
        <Stack>
          <Panel title="How it was rehearsed">
            <Facts facts={factsOf(view)} />
          </Panel>
          <Notes view={view} />
        </Stack>
        <Panel title="Scenarios" note="each one request, with everything else answering">
          {view.results.length > 0 ? (
            <ScenarioList results={view.results} />
          ) : (
            <EmptyState title="No scenario was run">
              {view.state === "running" ? progressOf(view) : "The reason is told above."}
            </EmptyState>
          )}
        </Panel>
      </Columns>
    </Page>
  );
}

const factsOf = (view: RehearsalDetail) => {
  const { report } = view;
  const text = [view.of === "draft" ? "Text of the draft" : "Text of the file", formatSha(view.candidateSha)] as const;
  if (!report) return [text];
  const { litellm, origin, startMs, totalMs, peakBytes } = report;
  return [
    ["LiteLLM", `${litellm ?? "of unknown version"}, ${originWords[origin]}`],
    text,
    ["Ready after", formatDuration(startMs)],
    ["Took", formatDuration(totalMs)],
    ["Memory", peakBytes === null ? "not known" : formatBytes(peakBytes)],
  ] as const;
};

function Notes({ view }: { view: RehearsalDetail }) {
  const leftOut = describeLeftOut(view.report?.leftOut ?? []);
  const notes = [...(view.report?.notes ?? []), ...(leftOut === null ? [] : [leftOut])];
  if (notes.length === 0) return null;
  return (
    <Panel title="Worth knowing">
      <Stack>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </Stack>
    </Panel>
  );
}
