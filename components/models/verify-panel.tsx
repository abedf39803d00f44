"use client";

import { Button } from "@mantine/core";
import { ActionNotice } from "@/components/shell/action-notice";
import { RawDetail } from "@/components/shell/error-state";
import { Facts } from "@/components/shell/facts";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import type { Action } from "@/lib/action-state";
import type { VerifiedCall, VerifyReport } from "@/lib/health/schema";
import styles from "./verify-panel.module.css";

type VerifyPanelProps = {
  identity: string;
  /** What it costs: "one request of 5 tokens; local, free" or "counts against the probe budget". */
  cost: string;
  verify: Action<{ identity: string }, VerifyReport>;
};

/** One call to the backend and one through the gateway, side by side. Sent only on purpose. */
export function VerifyPanel({ identity, cost, verify }: VerifyPanelProps) {
  const { state, pending, run } = useAction(verify);
  const result = state.status === "done" ? state.data : undefined;
  return (
    <Panel
      title="Verify directly"
      note={cost}
      actions={
        <Button loading={pending} onClick={() => run({ identity })}>
          {result ? "Verify again" : "Verify now"}
        </Button>
      }
    >
      {result ? (
        <div className={styles.sides} role="status">
          <Side title="Backend, asked directly" call={result.direct} />
          <Side title="Through the gateway" call={result.gateway} />
        </div>
      ) : (
        <p>
          Sends one short prompt to the backend itself and one through the gateway, and shows both replies with their
          timings.
        </p>
      )}
      {state.status === "done" ? null : <ActionNotice state={state} />}
    </Panel>
  );
}

function Side({ title, call }: { title: string; call: VerifiedCall }) {
  const status = call.asked ? (call.answered ? "healthy" : "unhealthy") : "unknown";
  return (
    <section className={styles.side}>
      <h3>{title}</h3>
      <StatusMark status={status}>{call.asked ? (call.answered ? "answered" : "no answer") : "not asked"}</StatusMark>
      <p>{call.detail}</p>
      {call.answered ? (
        <Facts
          facts={[
            ["Status", call.status ?? "–"],
            ["Connect", <Latency key="connect" us={call.connectUs} />],
            ["First byte", <Latency key="first" us={call.firstByteUs} />],
            ["Total", <Latency key="total" us={call.totalUs} />],
            ["Answered by", call.answeredBy ? <Mono key="by">{call.answeredBy}</Mono> : "it does not say"],
          ]}
        />
      ) : null}
      {call.text === null ? null : <RawDetail text={call.text} title="Reply" />}
    </section>
  );
}
