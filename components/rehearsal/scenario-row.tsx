"use client";

import { useState } from "react";
import { Facts } from "@/components/shell/facts";
import { Dim, Mono, Small, Tag } from "@/components/shell/text";
import { formatDuration } from "@/lib/format";
import type { ClientView, Expected, ScenarioResult } from "@/lib/rehearsal/schema";
import { describeScenario, verdictWords } from "@/lib/rehearsal/words";
import { verdictTones } from "./outcome-words";
import styles from "./scenario-list.module.css";

type ScenarioRowProps = { result: ScenarioResult };

export function ScenarioRow({ result }: ScenarioRowProps) {
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.row}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <span className={styles.what}>
            <Mono>{result.model}</Mono> <Dim>{describeScenario(result)}</Dim>
          </span>
          <span className={styles.seen}>{seenOf(result)}</span>
          <span className={styles.verdict}>
            <Tag tone={verdictTones[result.verdict]}>{verdictWords[result.verdict]}</Tag>
          </span>
        </summary>
        {open ? <Detail result={result} /> : null}
      </details>
    </li>
  );
}

const seenOf = ({ observed, client }: ScenarioResult): string => {
  if (!observed) return "";
  const who = observed.answered ?? "nobody answers";
  return client ? `${who} · ${client.status ?? "no status"} · ${formatDuration(client.totalMs)}` : who;
};

function Detail({ result }: ScenarioRowProps) {
  const { expected, observed, client, why } = result;
  return (
    <div className={styles.detail}>
      {why ? <p>{why}</p> : null}
      <div className={styles.sides}>
        <section>
          <h3>Planned</h3>
          <Planned expected={expected} />
        </section>
        <section>
          <h3>Called</h3>
          {observed ? <Called result={result} /> : <p>Nothing: it was not run.</p>}
        </section>
      </div>
      {client ? (
        <section>
          <h3>What the client saw</h3>
          <Seen client={client} />
        </section>
      ) : null}
      {observed?.error ? (
        <>
          <Small>The error that the client was given</Small>
          <pre className={styles.words}>{observed.error}</pre>
        </>
      ) : null}
    </div>
  );
}

const endOf = ({ answered, open }: Expected): string => (open ? "then not determined" : answered ? "answers" : "fails");

function Planned({ expected }: { expected: Expected }) {
  const { hops } = expected;
  if (hops.length === 0) return <p>Nobody.</p>;
  return (
    <ol className={styles.calls}>
      {hops.map(({ group, deployments, via, calls }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group may be called twice, and the order is the identity
        <li key={at}>
          <Mono>{group}</Mono> <Dim>{deployments.join(" or ")}</Dim>
          <Small>
            {via}
            {calls > 1 ? `, ${calls} calls` : ""}, {at === hops.length - 1 ? endOf(expected) : "fails"}
          </Small>
        </li>
      ))}
    </ol>
  );
}

function Called({ result: { expected, observed } }: ScenarioRowProps) {
  const planned = expected.hops.flatMap(({ deployments, calls }) => Array.from({ length: calls }, () => deployments));
  const calls = observed?.calls ?? [];
  if (calls.length === 0) return <p>Nobody.</p>;
  return (
    <ol className={styles.calls}>
      {calls.map(({ group, deployment }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a deployment may be called twice, and the order is the identity
        <li key={at}>
          <Mono>{group}</Mono> <Dim>{deployment}</Dim>
          <Small>
            {at === calls.length - 1 && observed?.answered ? "answers" : "fails"}
            {expected.open === null && !planned[at]?.includes(deployment) ? ", not planned" : ""}
          </Small>
        </li>
      ))}
    </ol>
  );
}

function Seen({ client: { status, totalMs, firstByteMs, stream, headers } }: { client: ClientView }) {
  return (
    <Facts
      facts={[
        ["Status", status === null ? "none" : String(status)],
        ["Time", formatDuration(totalMs)],
        ...(firstByteMs === null ? [] : [["First byte", formatDuration(firstByteMs)] as const]),
        ...(stream
          ? [["Stream", `${stream.pieces} pieces, ${stream.ended ? "ended properly" : "cut off"}`] as const]
          : []),
        ...Object.entries(headers).map(([name, value]) => [name, <Mono key={name}>{value}</Mono>] as const),
      ]}
    />
  );
}
