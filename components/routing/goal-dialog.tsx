"use client";

import { Button, Checkbox, NativeSelect, Radio } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { Dim, Mono, Small } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";
import { assessFate } from "@/lib/routing/fate/gateway-fate";
import type { DomainImpact } from "@/lib/routing/fate/schema";
import { tellDomain, tellImpact, tellMembers } from "@/lib/routing/fate/words";
import type { RoutingGraph } from "@/lib/routing/schema";
import { suggestFor } from "@/lib/routing/suggest/goals";
import { Goal, type Suggestion } from "@/lib/routing/suggest/schema";
import styles from "./many-edits.module.css";

export type TakeSuggestion = Action<{ gatewayId: string; goal: Goal; expectedVersion: number }>;

type GoalDialogProps = {
  gatewayId: string;
  graph: RoutingGraph;
  version: string | null;
  draftVersion: number;
  take: TakeSuggestion;
  onClose: () => void;
  onTaken: () => void;
};

type Kind = Goal["goal"];

/** Says what one wants of every chain, shows what that takes model by model, and puts it into the draft as one step. */
export function GoalDialog({ gatewayId, graph, version, draftVersion, take, onClose, onTaken }: GoalDialogProps) {
  const [kind, setKind] = useState<Kind>("survive");
  const [down, setDown] = useState<readonly string[]>([]);
  const [hops, setHops] = useState(2);
  const goal = useDeferredValue(useMemo(() => toGoal(kind, down, hops), [kind, down, hops]));
  const domains = useMemo(() => assessFate(graph, { version }).domains, [graph, version]);
  const suggested = useMemo(() => (goal ? suggestFor(graph, version, goal) : null), [graph, version, goal]);
  const taking = useAction(take);
  const changes = suggested?.ok ? suggested.value.changes.length : 0;
  const submit = () => {
    if (goal)
      taking.run({ gatewayId, goal, expectedVersion: draftVersion }, (next) => {
        if (next.status === "done") onTaken();
      });
  };
  return (
    <Dialog
      title="Reach a goal"
      size="xl"
      busy={taking.pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={taking.pending}>
            Close
          </Button>
          <Button variant="filled" disabled={changes === 0} loading={taking.pending} onClick={submit}>
            {changes === 0 ? "Nothing to add" : `Add ${formatCount(changes, "fallback")} to the draft`}
          </Button>
        </>
      }
    >
      <Radio.Group
        label="What every chain should do"
        value={kind}
        onChange={(value) => setKind(Goal.options.map(nameOf).find((name) => name === value) ?? "survive")}
      >
        <div className={styles.choices}>
          <Radio value="survive" label="Survive the death of what I choose, all at once" />
          <Radio value="survive-any-backend" label="Survive the death of any one backend" />
          <Radio value="local-first" label="Try local models before the cloud" />
        </div>
      </Radio.Group>
      {kind === "survive" ? <Domains graph={graph} domains={domains} down={down} onChange={setDown} /> : null}
      {kind === "local-first" ? (
        <NativeSelect
          label="Local hops before the first one in the cloud, the model itself included"
          value={String(hops)}
          data={["1", "2", "3", "4", "5"]}
          onChange={(event) => setHops(Number(event.currentTarget.value))}
        />
      ) : null}
      <Outcome suggested={suggested?.ok ? suggested.value : null} />
      <ActionNotice state={taking.state} />
    </Dialog>
  );
}

const nameOf = (option: (typeof Goal.options)[number]): Kind => option.shape.goal.value;

function toGoal(kind: Kind, down: readonly string[], hops: number): Goal | null {
  if (kind === "survive") return down.length === 0 ? null : { goal: kind, down: [...down] };
  return kind === "local-first" ? { goal: kind, hops } : { goal: kind };
}

type DomainsProps = {
  graph: RoutingGraph;
  domains: readonly DomainImpact[];
  down: readonly string[];
  onChange: (down: readonly string[]) => void;
};

function Domains({ graph, domains, down, onChange }: DomainsProps) {
  return (
    <fieldset className={styles.domains}>
      <legend>What may die</legend>
      {domains.map((impact) => {
        const { domain, also } = impact;
        const others = also.length > 0 ? `also ${also.map(tellDomain).join(", ")}; ` : "";
        const who = tellMembers(graph, impact);
        return (
          <Checkbox
            key={domain.selector}
            label={tellDomain(domain)}
            description={`${who}; ${others}${tellImpact(impact)} as it is now`}
            checked={down.includes(domain.selector)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...down, domain.selector]
                  : down.filter((selector) => selector !== domain.selector),
              )
            }
          />
        );
      })}
    </fieldset>
  );
}

function groupByReason(unmet: Suggestion["unmet"]): [why: string, models: string[]][] {
  const reasons = new Map<string, string[]>();
  for (const { model, why } of unmet) reasons.set(why, [...(reasons.get(why) ?? []), model]);
  return [...reasons];
}

function Outcome({ suggested }: { suggested: Suggestion | null }) {
  if (!suggested)
    return (
      <p role="status">
        <Dim>Choose what may die, and the chains that survive it are worked out here.</Dim>
      </p>
    );
  const { changes, met, unmet } = suggested;
  const models = new Map(changes.map((change) => [change.model, change]));
  return (
    <section aria-label="What it takes" className={styles.outcome}>
      <p role="status">
        {changes.length === 0 && unmet.length === 0
          ? "Every model meets this goal as it is."
          : `${formatCount(changes.length, "fallback")} to add to ${formatCount(models.size, "model")}; ${met.length} meet the goal already${unmet.length > 0 ? `; ${unmet.length} cannot be helped by a chain` : ""}.`}
      </p>
      <ul className={styles.changes}>
        {[...models.values()].map(({ model, after, why }) => (
          <li key={model}>
            <Mono>{model}</Mono> <Small>{why}</Small>
            <ol className={styles.chain}>
              {after.map((name) => (
                <li key={name}>
                  <Mono>{name}</Mono>
                  {changes.some((change) => change.model === model && change.target === name) ? (
                    <strong className={styles.added}> new</strong>
                  ) : null}
                </li>
              ))}
            </ol>
          </li>
        ))}
        {groupByReason(unmet).map(([why, names]) => (
          <li key={why}>
            {names.map((name, at) => (
              <span key={name}>
                {at > 0 ? ", " : ""}
                <Mono>{name}</Mono>
              </span>
            ))}{" "}
            {names.length === 1 ? "stays as it is." : "stay as they are."} <Small>{why}</Small>
          </li>
        ))}
      </ul>
    </section>
  );
}
