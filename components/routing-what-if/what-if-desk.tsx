"use client";

import { Button } from "@mantine/core";
import { Columns, Stack } from "@/components/shell/columns";
import { EmptyState } from "@/components/shell/empty-state";
import { ErrorState } from "@/components/shell/error-state";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import { formatCount } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import type { WhatIfView } from "@/lib/routing/fate/schema";
import { countOutcomes } from "@/lib/routing/fate/words";
import type { RoutingGraph } from "@/lib/routing/schema";
import { AnswersTable } from "./answers-table";
import { ChainFates } from "./chain-fates";
import { DeadList, isSilent } from "./dead-list";
import { type Answers, type Dying, useWhatIf } from "./use-what-if";

type WhatIfDeskProps = {
  /** As it is being edited. */
  graph: RoutingGraph;
  version: string | null;
  /** How each deployment is now, by identity. */
  statuses: ReadonlyMap<string, { status: Status }>;
};

/** Choose what dies; see who answers each model then, after how many calls and how long, or that nobody does. */
export function WhatIfDesk({ graph, version, statuses }: WhatIfDeskProps) {
  const answers = useWhatIf(graph, version);
  if (graph.deployments.length === 0)
    return (
      <Panel title="What if">
        <EmptyState title="No models">
          Nothing can die yet: models appear here once the gateway's file lists one.
        </EmptyState>
      </Panel>
    );
  return (
    <Columns shape="aside">
      <DeadList graph={graph} answers={answers} statuses={statuses} />
      <Stack>
        {answers.unknown.map(({ selector, detail }) => (
          <Unknown key={selector} selector={selector} detail={detail} onForget={() => answers.toggle([selector])} />
        ))}
        <Outcome answers={answers} supposed={listSupposed(graph, answers.view, statuses)} />
      </Stack>
    </Columns>
  );
}

/** Models whose deployment is silent now, and counted as alive because nobody chose it. */
const listSupposed = (graph: RoutingGraph, { dead }: WhatIfView, statuses: WhatIfDeskProps["statuses"]): string[] => [
  ...new Set(
    graph.deployments
      .filter(({ identity }) => isSilent(statuses.get(identity)?.status) && !dead.includes(identity))
      .map(({ group }) => group),
  ),
];

function Outcome({ answers, supposed }: { answers: Dying & Answers; supposed: readonly string[] }) {
  const { view, fate } = answers;
  if (view.down.length === 0)
    return (
      <Panel
        title="What each model rests on"
        note="the fewest backends first"
        foot="Choose on the left what dies. Nothing is stopped: it is only worked out."
      >
        <ChainFates chains={fate.chains} domains={fate.domains} />
      </Panel>
    );
  return (
    <Panel
      title="Who answers then"
      note={<span role="status">{summaryOf(view)}</span>}
      foot={`${supposed.length > 0 ? `Silent now and counted as alive: ${supposed.join(", ")}. ` : ""}Of a gateway that has not failed lately. The wait is what comes before the answering call: from backends that refuse at once to backends that hang until their time-out. ${fate.exact ? `By the rules of LiteLLM ${fate.rulesOf}.` : `Planned by the rules of LiteLLM ${fate.rulesOf}, which need not be those of this gateway.`}`}
    >
      <AnswersTable view={view} />
    </Panel>
  );
}

function summaryOf(view: WhatIfView): string {
  const { unsure, moved, same } = countOutcomes(view);
  const { lost } = countOutcomes({ models: view.models, aliases: [] });
  const aliases = countOutcomes({ models: [], aliases: view.aliases }).lost;
  return [
    `${formatCount(lost, "model")} lost`,
    ...(aliases > 0 ? [`${formatCount(aliases, "alias", "aliases")} lost`] : []),
    ...(unsure > 0 ? [`${unsure} at random`] : []),
    ...(moved > 0 ? [`${moved} answered by another`] : []),
    `${same} as before`,
  ].join(" · ");
}

function Unknown({ selector, detail, onForget }: { selector: string; detail: string; onForget: () => void }) {
  return (
    <ErrorState
      title="Something in this address is not here"
      where={<Mono>{selector}</Mono>}
      nextStep="It may have been renamed or removed since the address was made. The rest is worked out without it."
      detail={detail}
      actions={
        <Button size="compact-sm" onClick={onForget}>
          Leave it out
        </Button>
      }
    />
  );
}
