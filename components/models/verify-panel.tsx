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
import type { ChatAnswer } from "@/lib/adapters/litellm/schema";
import styles from "./verify-panel.module.css";

/** What came back from one side, or why nothing did. */
export type VerifySide = { answered: true; answer: ChatAnswer } | { answered: false; detail: string };

export type Verification = { direct: VerifySide; gateway: VerifySide };

type VerifyPanelProps = {
  identity: string;
  /** What it costs: "one request of 5 tokens; local, free" or "counts against the probe budget". */
  cost: string;
  verify: Action<{ identity: string }, Verification>;
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
          <Side title="Backend, asked directly" side={result.direct} />
          <Side title="Through the gateway" side={result.gateway} />
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

function Side({ title, side }: { title: string; side: VerifySide }) {
  return (
    <section className={styles.side}>
      <h3>{title}</h3>
      <StatusMark status={side.answered ? "healthy" : "unhealthy"}>
        {side.answered ? "answered" : "no answer"}
      </StatusMark>
      {side.answered ? <Answer answer={side.answer} /> : <p>{side.detail}</p>}
    </section>
  );
}

function Answer({ answer }: { answer: ChatAnswer }) {
  const { answeredBy, timings } = answer;
  return (
    <>
      <Facts
        facts={[
          ["Status", answer.status],
          ["Connect", <Latency key="connect" us={timings.connectUs} />],
          ["First byte", <Latency key="first" us={timings.firstByteUs} />],
          ["Total", <Latency key="total" us={timings.totalUs} />],
          [
            "Answered by",
            <Mono key="by">{answeredBy.group ?? answeredBy.apiBase ?? answeredBy.id ?? "does not say"}</Mono>,
          ],
          ...(answer.attemptedFallbacks === null ? [] : [["Fallbacks tried", answer.attemptedFallbacks] as const]),
        ]}
      />
      <RawDetail text={answer.text} title="Reply" />
    </>
  );
}
