"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Age, Elapsed } from "@/components/shell/age";
import { Panel } from "@/components/shell/panel";
import { toRehearsal } from "@/components/shell/route";
import { Hidden, Small, Tag } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { type RehearsalList, rehearsalsQuery } from "@/lib/rehearsal/query";
import { RehearsalDepth, type RehearsalView } from "@/lib/rehearsal/schema";
import { aboutOf, depthWords, progressOf, sentenceOf, toneOf } from "./outcome-words";
import styles from "./rehearsal-panel.module.css";

export type Rehearse = Action<{ gatewayId: string; depth: RehearsalDepth }, { id: string }>;

type RehearsalPanelProps = {
  gatewayId: string;
  /** What is rehearsed: the draft where there is one. */
  of: "draft" | "file";
  /** As the server knew them at `stamp`, after which the text may have been edited. */
  initial: RehearsalList;
  stamp: string;
  /** Null for those who may only look. */
  rehearse: Rehearse | null;
};

/** Runs the draft on the real LiteLLM, tells how far that is, and what came of it. */
export function RehearsalPanel({ gatewayId, of, initial, stamp, rehearse }: RehearsalPanelProps) {
  const { data } = useQuery({ ...rehearsalsQuery(gatewayId, stamp), initialData: initial });
  const [newest] = data.rehearsals;
  const running = newest?.state === "running" ? newest : null;
  return (
    <Panel title="Rehearsal" foot={`Runs this ${of} on a real LiteLLM with stand-ins: no key, no network, no cost.`}>
      <div className={styles.stack}>
        <div role="status">
          {running ? (
            <Hidden>Rehearsing</Hidden>
          ) : newest ? (
            <Outcome view={newest} />
          ) : (
            `This ${of} was not rehearsed yet.`
          )}
        </div>
        {running ? <Running view={running} /> : null}
        {rehearse ? <Begin gatewayId={gatewayId} stamp={stamp} rehearse={rehearse} busy={running !== null} /> : null}
      </div>
    </Panel>
  );
}

/** Not announced as it goes on: a count that changes each second would never let a listener go. */
function Running({ view }: { view: RehearsalView }) {
  const { done, total } = view.progress;
  return (
    <div>
      <p>
        {progressOf(view)} · <Elapsed from={view.startedAt} to={null} />
      </p>
      <progress
        className={styles.bar}
        aria-label="Scenarios rehearsed"
        {...(total > 0 ? { value: done, max: total } : {})}
      />
    </div>
  );
}

function Outcome({ view }: { view: RehearsalView }) {
  return (
    <div className={view.current ? styles.outcome : `${styles.outcome} ${styles.old}`}>
      <p>
        <Tag tone={view.current ? toneOf(view) : "plain"}>{depthWords[view.depth].name}</Tag> {sentenceOf(view)}
        {view.finishedAt ? (
          <>
            , <Age at={view.finishedAt} />
          </>
        ) : null}
        , {aboutOf(view)}.
      </p>
      {view.failure ? <Failure failure={view.failure} /> : null}
      {view.report ? <Link href={toRehearsal(view.id)}>Planned and called, scenario by scenario</Link> : null}
    </div>
  );
}

/** LiteLLM's own words stay as they are; ours are a sentence. */
function Failure({ failure: { reason, detail } }: { failure: NonNullable<RehearsalView["failure"]> }) {
  const isQuoted = reason === "start-refused" || reason === "ended";
  return isQuoted ? <pre className={styles.words}>{detail}</pre> : <p>{detail}</p>;
}

type BeginProps = { gatewayId: string; stamp: string; rehearse: Rehearse; busy: boolean };

function Begin({ gatewayId, stamp, rehearse, busy }: BeginProps) {
  const name = useId();
  const client = useQueryClient();
  const [depth, setDepth] = useState<RehearsalDepth>("router");
  const { state, pending, run } = useAction(rehearse);
  const begin = () =>
    run({ gatewayId, depth }, () => {
      void client.invalidateQueries({ queryKey: rehearsalsQuery(gatewayId, stamp).queryKey });
    });
  return (
    <>
      <fieldset className={styles.depths}>
        <legend>How deep</legend>
        {RehearsalDepth.options.map((option) => (
          <label key={option} className={styles.depth}>
            <input type="radio" name={name} checked={depth === option} onChange={() => setDepth(option)} />
            <span>
              {depthWords[option].name}
              <Small>{depthWords[option].meaning}</Small>
            </span>
          </label>
        ))}
      </fieldset>
      <div>
        <Button size="compact-sm" loading={pending} disabled={busy} onClick={begin}>
          Rehearse
        </Button>
      </div>
      <ActionNotice state={state} />
    </>
  );
}
