import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { Icon } from "@/components/shell/icons";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import { formatCount } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import type { DomainImpact } from "@/lib/routing/fate/schema";
import { tellDomain, tellImpact, tellMembers } from "@/lib/routing/fate/words";
import type { GraphDeployment, RoutingGraph } from "@/lib/routing/schema";
import { type Answers, type Dying, listOthers, selectorsOf } from "./use-what-if";
import styles from "./what-if.module.css";

type Statuses = ReadonlyMap<string, { status: Status }>;
type DeadListProps = { graph: RoutingGraph; answers: Dying & Answers; statuses: Statuses };

export const isSilent = (status: Status | undefined): boolean => status === "unhealthy" || status === "off";

/** What may die: everything that several deployments share, the worst first, then each deployment by itself. */
export function DeadList({ graph, answers, statuses }: DeadListProps) {
  const { fate, down, choose } = answers;
  const silent = graph.deployments.filter(({ identity }) => isSilent(statuses.get(identity)?.status));
  const others = listOthers(answers, fate, graph);
  return (
    <Panel
      title="What dies"
      note="the worst first"
      actions={
        down.length > 0 ? (
          <Button size="compact-sm" onClick={() => choose([])}>
            Clear
          </Button>
        ) : null
      }
    >
      {others.length > 0 ? <Others selectors={others} onForget={(selector) => answers.toggle([selector])} /> : null}
      <ul className={styles.list} aria-label="Shared by deployments">
        {fate.domains.map((impact) => (
          <Domain key={impact.domain.selector} impact={impact} answers={answers} who={tellMembers(graph, impact)} />
        ))}
      </ul>
      <Deployments graph={graph} answers={answers} statuses={statuses} />
      {silent.length > 0 ? (
        <Button
          className={styles.now ?? ""}
          size="compact-sm"
          onClick={() => choose([...new Set([...down, ...silent.map(({ identity }) => `deployment:${identity}`)])])}
        >
          {down.length > 0 ? "Add what is silent now" : "As it is now"}: {formatCount(silent.length, "deployment")}
          {down.length > 0 ? "" : " silent"}
        </Button>
      ) : null}
    </Panel>
  );
}

function Others({ selectors, onForget }: { selectors: readonly string[]; onForget: (selector: string) => void }) {
  return (
    <ul className={styles.others} aria-label="Also dead">
      {selectors.map((selector) => (
        <li key={selector}>
          <Button
            size="compact-sm"
            rightSection={<Icon name="close" size={12} />}
            aria-label={`${selector} lives again`}
            onClick={() => onForget(selector)}
          >
            {selector}
          </Button>
        </li>
      ))}
    </ul>
  );
}

type DomainProps = { impact: DomainImpact; answers: Dying & Answers; who: string };

function Domain({ impact, answers, who }: DomainProps) {
  const selectors = selectorsOf(impact);
  const isDown = answers.isDown(selectors);
  const dead = new Set(answers.view.dead);
  const alsoDies = !isDown && impact.deployments.every((identity) => dead.has(identity));
  return (
    <li>
      <Checkbox
        className={styles.check ?? ""}
        checked={isDown}
        indeterminate={alsoDies}
        onChange={() => answers.toggle(selectors)}
        label={tellDomain(impact.domain)}
        description={
          <>
            <span className={styles.said}>{who}</span>
            {impact.also.length > 0 ? (
              <span className={styles.said}>also {impact.also.map(tellDomain).join(", ")}</span>
            ) : null}
            <span
              className={`${styles.said} ${impact.loses.length > 0 ? styles.loses : ""}`}
              title={impact.loses.join(", ")}
            >
              {tellImpact(impact)}
            </span>
          </>
        }
      />
    </li>
  );
}

const searchFrom = 20;

function Deployments({ graph, answers, statuses }: DeadListProps) {
  const [open, setOpen] = useState(() => answers.down.some((selector) => selector.startsWith("deployment:")));
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const shown = graph.deployments.filter(({ group, identity }) =>
    `${group} ${identity}`.toLowerCase().includes(wanted),
  );
  return (
    <details className={styles.deployments} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{formatCount(graph.deployments.length, "deployment")} one by one</summary>
      {open && graph.deployments.length > searchFrom ? (
        <TextInput
          aria-label="Find a deployment"
          placeholder="Model or deployment"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      ) : null}
      {open ? (
        <ul className={styles.list} aria-label="Deployments">
          {shown.map((deployment) => (
            <Deployment
              key={`${deployment.identity} ${deployment.place.path.join("/")}`}
              deployment={deployment}
              answers={answers}
              status={statuses.get(deployment.identity)?.status}
            />
          ))}
        </ul>
      ) : null}
    </details>
  );
}

type DeploymentProps = { deployment: GraphDeployment; answers: Dying; status: Status | undefined };

function Deployment({ deployment: { identity, group }, answers, status }: DeploymentProps) {
  const selectors = [`deployment:${identity}`];
  return (
    <li>
      <Checkbox
        className={styles.check ?? ""}
        checked={answers.isDown(selectors)}
        onChange={() => answers.toggle(selectors)}
        label={<Mono>{identity}</Mono>}
        description={
          <span>
            {status ? <StatusMark status={status} iconOnly /> : null} {group}
          </span>
        }
      />
    </li>
  );
}
