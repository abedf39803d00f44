"use client";

import { Button } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { Facts } from "@/components/shell/facts";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import { SeverityMark } from "@/components/status/severity-mark";
import type { Action } from "@/lib/action-state";
import type { ReloadRunView } from "@/lib/changes/schema";
import { formatCount, formatDuration } from "@/lib/format";
import { Progress } from "./progress";
import { RecentReloads } from "./recent-reloads";
import { type ReloadPlan, typicalDurationMs } from "./reload-plan";

export type ReloadDialogProps = {
  gatewayName: string;
  /** Looks at the gateway's processes: how they were launched decides what a reload costs. */
  loadPlan: Action<Record<string, never>, ReloadPlan>;
  reload: Action<Record<string, never>, ReloadRunView>;
  onClose: () => void;
};

export function ReloadDialog({ gatewayName, loadPlan, reload, onClose }: ReloadDialogProps) {
  const planning = useAction(loadPlan);
  const reloading = useAction(reload);
  const [startedAt, setStartedAt] = useState<string | null>(null);
  const plan = planning.state.status === "done" ? planning.state.data : undefined;
  const look = useEffectEvent(() => planning.run({}));
  useEffect(() => look(), []);

  const start = () => {
    reloading.reset();
    setStartedAt(new Date().toISOString());
    reloading.run({});
  };
  const done = reloading.state.status === "done" ? reloading.state.data : undefined;
  // The page behind is still being refreshed when the answer is there: that is no reason to stay.
  const running = reloading.pending && reloading.state.status === "idle";
  return (
    <Dialog
      title={`Reload ${gatewayName}`}
      busy={running}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={running}>
            {done ? "Close" : "Cancel"}
          </Button>
          <Button
            variant="filled"
            {...(plan?.description.safe === false ? { color: "red" } : {})}
            loading={running}
            disabled={!plan || plan.description.safe === false}
            onClick={start}
          >
            {done ? "Reload again" : "Reload"}
          </Button>
        </>
      }
    >
      {plan ? <PlanWords plan={plan} /> : null}
      {planning.pending ? <p role="status">Looking at how the gateway runs…</p> : null}
      {planning.state.status === "done" ? null : <ActionNotice state={planning.state} />}
      {running && startedAt ? (
        <Progress what="Reloading" startedAt={startedAt} typicalMs={plan ? typicalDurationMs(plan.recent) : null} />
      ) : null}
      {done ? <ReloadResult run={done} /> : <ActionNotice state={reloading.state} />}
      {plan ? <RecentReloads recent={plan.recent} /> : null}
    </Dialog>
  );
}

function PlanWords({ plan }: { plan: ReloadPlan }) {
  return (
    <>
      <p>{plan.description.what}</p>
      <Facts
        facts={[
          ["How", <Mono key="how">{plan.method}</Mono>],
          ["Expected interruption", plan.description.interruption],
          ...(plan.description.safe
            ? []
            : [["Not possible now", plan.description.why ?? "the method would end the process"] as const]),
        ]}
      />
      {plan.description.warnings?.map((warning) => (
        <p key={warning}>
          <SeverityMark severity="warning">{warning}</SeverityMark>
        </p>
      ))}
    </>
  );
}

function ReloadResult({ run }: { run: ReloadRunView }) {
  return (
    <ActionNotice
      state={
        run.outcome === "reloaded"
          ? {
              status: "done",
              message: `Reloaded in ${formatDuration(run.durationMs)}. ${run.probesFailed} of ${formatCount(run.probesSent, "request")} sent meanwhile failed.`,
            }
          : { status: "refused", reason: "failed", detail: run.detail ?? "The gateway did not come back in time." }
      }
    />
  );
}
