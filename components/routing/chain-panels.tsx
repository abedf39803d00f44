"use client";

import { Button } from "@mantine/core";
import { ActionNotice } from "@/components/shell/action-notice";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { Mono } from "@/components/shell/text";
import type { ActionState } from "@/lib/action-state";
import type { ChainKind, ChainTarget } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import type { DeskList } from "@/lib/routing/desk";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { RoutingGraph } from "@/lib/routing/schema";
import { findChain } from "@/lib/routing/with-chain";
import { ChainEditor } from "./chain-editor";
import { findList, listAt } from "./desk-rows";
import { EffectiveChain, type HopDeployment } from "./effective-chain";
import { KindTabs } from "./kind-tabs";
import { kindMeaning, kindWords } from "./kind-words";
import { planWords, rulesWords } from "./plan-words";

type Chosen = { model: string; kind: ChainKind };

type ConfiguredPanelProps = Chosen & {
  graph: RoutingGraph;
  lists: readonly DeskList[];
  onDisk: readonly DeskList[];
  statusOf: (name: string) => Status | null;
  /** Why nothing can be edited now, or null. */
  locked: string | null;
  /** Where the list stands between this page and the draft. */
  saved: { unsaved: boolean; state: ActionState<unknown>; retry: () => void };
  onKind: (kind: ChainKind) => void;
  onChange: (targets: ChainTarget[]) => void;
};

export function ConfiguredPanel(props: ConfiguredPanelProps) {
  const { model, kind, graph, lists, onDisk, statusOf, saved, onKind, onChange } = props;
  const at = listAt(lists, kind, model);
  const { source } = at;
  const written = findChain(graph, at.kind, source);
  const targets = findList(lists, kind, model);
  const names = new Set(targets.map((target) => (typeof target === "string" ? target : target.model)));
  const choices = [
    ...graph.groups.map((name) => ({ name, kind: "model" as const })),
    ...graph.aliases.map(({ name }) => ({ name, kind: "alias" as const })),
  ].filter(({ name }) => name !== source && !names.has(name));
  return (
    <Panel
      title={kind === "default" ? "Configured for every model" : <Configured model={model} />}
      note={`${kindWords[kind].toLowerCase()} · ${written ? placeWords(written) : "no list in the file"}`}
      foot={`${kindWords[kind]}: ${kindMeaning[kind]}.`}
    >
      <KindTabs
        model={model}
        current={kind}
        hops={{
          general: findList(lists, "general", model).length,
          context_window: findList(lists, "context_window", model).length,
          content_policy: findList(lists, "content_policy", model).length,
          default: findList(lists, "default", model).length,
        }}
        onChoose={onKind}
      />
      <ChainEditor
        key={`${kind} ${source}`}
        model={kind === "default" ? "every model" : model}
        kind={kind}
        targets={targets}
        onDisk={findList(onDisk, kind, model)}
        choices={choices}
        statusOf={statusOf}
        locked={props.locked ?? written?.locked ?? null}
        onChange={onChange}
      />
      <SaveState {...saved} />
    </Panel>
  );
}

function Configured({ model }: { model: string }) {
  return (
    <>
      Configured for <Mono>{model}</Mono>
    </>
  );
}

/** A line of 0: it is only on this page until it has been saved. */
const placeWords = ({ section, place }: { section: string; place: { line: number } }): string =>
  place.line > 0 ? `${section}, line ${place.line}` : section;

function SaveState({ unsaved, state, retry }: ConfiguredPanelProps["saved"]) {
  const warnings = state.status === "done" && hasWarnings(state.data) ? state.data.warnings : [];
  if (state.status === "refused" || state.status === "invalid")
    return (
      <>
        <ActionNotice state={state} />
        {state.status === "refused" && state.reason === "connection-lost" ? (
          <Button size="compact-sm" onClick={retry}>
            Try again
          </Button>
        ) : null}
      </>
    );
  return (
    <div role="status">
      {unsaved ? <small>Saving into the draft…</small> : null}
      {!unsaved && state.status === "done" ? <small>Saved in the draft. The gateway is as before.</small> : null}
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </div>
  );
}

const hasWarnings = (data: unknown): data is { warnings: string[] } =>
  typeof data === "object" && data !== null && "warnings" in data && Array.isArray(data.warnings);

type EffectivePanelProps = Chosen & {
  graph: RoutingGraph;
  version: string | null;
  deployments: readonly HopDeployment[];
};

/** Computed here and now from the list as it is arranged, by the code that the server plans with. */
export function EffectivePanel({ model, kind, graph, version, deployments }: EffectivePanelProps) {
  if (model === "*")
    return (
      <Panel title="What the gateway will really try">
        <EmptyState title="It stands for many models">Choose a model to see what it means for that one.</EmptyState>
      </Panel>
    );
  const failure = kind === "default" ? "general" : kind;
  const plan = planAttempts(graph, { model, kind: failure, version });
  return (
    <Panel
      title="What the gateway will really try"
      note={
        <>
          {kind === "default" ? (
            <>
              for <Mono>{model}</Mono> ·{" "}
            </>
          ) : null}
          {rulesWords(plan, version)}
        </>
      }
      foot={planWords(plan, graph, version)}
    >
      <EffectiveChain plan={plan} deployments={deployments} />
    </Panel>
  );
}
