"use client";

import { Button } from "@mantine/core";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";

export type AuditProof = { rows: number; brokenAt: number | null; detail: string | null };

type AuditProofProps = { verify: Action<Record<string, never>, AuditProof> };

/** Recomputes the chain of hashes: a row that was changed or removed breaks it. */
export function AuditProofButton({ verify }: AuditProofProps) {
  const { state, pending, run } = useAction(verify);
  const proof = state.status === "done" ? state.data : undefined;
  return (
    <>
      {proof ? <Verdict proof={proof} /> : <ActionNotice state={state} />}
      <Button loading={pending} onClick={() => run({})}>
        Verify the chain
      </Button>
    </>
  );
}

function Verdict({ proof }: { proof: AuditProof }) {
  return (
    <ActionNotice
      state={
        proof.brokenAt === null
          ? {
              status: "done",
              message: `${formatCount(proof.rows, "row")} verified: each carries the hash of the one before it.`,
            }
          : { status: "refused", reason: "broken", detail: `Broken at row ${proof.brokenAt}. ${proof.detail ?? ""}` }
      }
    />
  );
}
