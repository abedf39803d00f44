"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { pathTo } from "@/components/shell/route";
import type { Action } from "@/lib/action-state";
import type { RoutingDesk as Desk } from "@/lib/routing/desk";
import type { AliasActions } from "./alias-panel";
import type { SaveBulkEdit } from "./bulk-dialog";
import type { DraftActions } from "./draft-panel";
import type { FindingsActions } from "./findings-means";
import type { TakeSuggestion } from "./goal-dialog";
import type { SaveChainInput, SavedChain } from "./use-draft-edits";
import type { RoutingDeskState } from "./use-routing-desk";

const BulkDialog = dynamic(() => import("./bulk-dialog").then((part) => part.BulkDialog), { ssr: false });
const GoalDialog = dynamic(() => import("./goal-dialog").then((part) => part.GoalDialog), { ssr: false });

export type DeskActions = AliasActions &
  DraftActions & {
    saveChain: Action<SaveChainInput, SavedChain>;
    saveBulkEdit: SaveBulkEdit;
    takeSuggestion: TakeSuggestion;
    findings: FindingsActions;
  };

type DeskVerbsProps = { desk: Desk; state: RoutingDeskState; actions: DeskActions | null };

/** What is done to the draft as a whole. What is on the page only is saved first, so that it is not lost or forgotten. */
export function DeskVerbs({ desk, state, actions }: DeskVerbsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"bulk" | "goal" | null>(null);
  const { edited, edits, takeOver } = state;
  const begin = async (dialog: "bulk" | "goal") => {
    await edits.flush();
    setOpen(dialog);
  };
  const review = async () => {
    await edits.flush();
    router.push(pathTo(["changes"]));
  };
  const close = () => setOpen(null);
  const shared = {
    gatewayId: desk.gateway.id,
    graph: edited.graph,
    draftVersion: Math.max(desk.draft?.version ?? 0, edits.savedVersion),
    onClose: close,
  };
  const done = () => {
    close();
    takeOver();
  };
  return (
    <>
      {actions && desk.old === null ? (
        <>
          <Button onClick={() => begin("goal")}>Reach a goal…</Button>
          <Button onClick={() => begin("bulk")}>Edit many…</Button>
        </>
      ) : null}
      {(desk.draft && desk.draft.edits > 0) || edits.shown.length > 0 ? (
        <Button variant="filled" onClick={review}>
          {actions ? "Review and apply…" : "Review…"}
        </Button>
      ) : null}
      {open === "goal" && actions ? (
        <GoalDialog {...shared} version={desk.gateway.version} take={actions.takeSuggestion} onTaken={done} />
      ) : null}
      {open === "bulk" && actions ? <BulkDialog {...shared} save={actions.saveBulkEdit} onSaved={done} /> : null}
    </>
  );
}
