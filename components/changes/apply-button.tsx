"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { DraftDiff } from "@/lib/changes/schema";
import type { ApplyInput } from "./apply-dialog";
import type { ReloadPlan } from "./reload-plan";

const ApplyDialog = dynamic(() => import("./apply-dialog").then((part) => part.ApplyDialog), { ssr: false });

export type ApplyButtonProps = {
  gateway: { id: string; name: string; configPath: string };
  draftVersion: number;
  diff: DraftDiff;
  mayOverride: boolean;
  loadPlan: Action<Record<string, never>, ReloadPlan>;
  apply: Action<ApplyInput & { gatewayId: string }, { id: string }>;
};

/** Looks at how the gateway runs now, then shows what applying will do. */
export function ApplyButton({ gateway, draftVersion, diff, mayOverride, loadPlan, apply }: ApplyButtonProps) {
  const planning = useAction(loadPlan);
  const [open, setOpen] = useState(false);
  const plan = planning.state.status === "done" ? planning.state.data : undefined;
  const applyHere: Action<ApplyInput, { id: string }> = async (previous, input) =>
    input instanceof FormData ? { status: "idle" } : apply(previous, { ...input, gatewayId: gateway.id });
  return (
    <>
      <Button
        variant="filled"
        loading={planning.pending}
        onClick={() => planning.run({}, (next) => setOpen(next.status === "done"))}
      >
        Apply…
      </Button>
      {planning.state.status === "done" ? null : <ActionNotice state={planning.state} />}
      {open && plan ? (
        <ApplyDialog
          gatewayName={gateway.name}
          configPath={gateway.configPath}
          draftVersion={draftVersion}
          diff={diff}
          plan={plan}
          mayOverride={mayOverride}
          apply={applyHere}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
