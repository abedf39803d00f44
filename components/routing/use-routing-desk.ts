"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { Action } from "@/lib/action-state";
import type { RoutingDesk as Desk, DeskList } from "@/lib/routing/desk";
import { type Statuses, statusesQuery } from "@/lib/routing/query";
import { type ChainEdit, withChain } from "@/lib/routing/with-chain";
import { useChosenList } from "./chosen-list";
import { statusByName, toModelRows } from "./desk-rows";
import { type SaveChainInput, type SavedChain, useDraftEdits } from "./use-draft-edits";

type Given = { desk: Desk; statuses: Statuses; saveChain: Action<SaveChainInput, SavedChain> };

/** The desk with the edits of this page in it, how everything on it is now, and what is chosen. */
export function useRoutingDesk({ desk, statuses, saveChain }: Given) {
  const router = useRouter();
  const client = useQueryClient();
  const gatewayId = desk.gateway.id;
  const { data } = useQuery({ ...statusesQuery(gatewayId), initialData: statuses });
  const [chosen, choose] = useChosenList();
  /** The frame counts unapplied edits too. */
  const askFrame = () => void client.invalidateQueries({ queryKey: ["frame"] });
  const edits = useDraftEdits({
    gatewayId,
    version: desk.draft?.version ?? 0,
    stamp: desk.at,
    save: saveChain,
    onSaved: askFrame,
    onStale: () => router.refresh(),
  });
  const shown = edits.shown;
  const health = useMemo(() => new Map(data.deployments.map((each) => [each.identity, each])), [data]);
  const edited = {
    ...desk,
    graph: useMemo(() => shown.reduce(withChain, desk.graph), [shown, desk.graph]),
    lists: shown.reduce(withList, desk.lists),
  };
  const rows = toModelRows(edited, health);
  return {
    edited,
    rows,
    health,
    statusOf: useMemo(() => statusByName(edited.graph, health), [edited.graph, health]),
    edits,
    choose,
    kind: chosen.kind,
    /** What the address names; the page shows the first model without it. */
    chosenModel: chosen.model,
    model: chosen.model ?? rows[0]?.name ?? null,
    askFrame,
    /** What is on the page only is given up: the draft was changed as a whole. */
    takeOver: () => {
      edits.forget();
      askFrame();
      router.refresh();
    },
  };
}

export type RoutingDeskState = ReturnType<typeof useRoutingDesk>;

function withList(lists: DeskList[], { kind, model, targets }: ChainEdit): DeskList[] {
  const rest = lists.filter((list) => list.kind !== kind || list.source !== model);
  return targets.length === 0 ? rest : [...rest, { kind, source: model, targets: [...targets] }];
}
