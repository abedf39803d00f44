"use client";

import { Button, Textarea } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SemanticList } from "@/components/routing/semantic-list";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { Facts } from "@/components/shell/facts";
import { toChange } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { Acknowledgement, DraftDiff } from "@/lib/changes/schema";
import { isInTheWay } from "@/lib/findings/open-findings";
import { formatDuration, formatSha } from "@/lib/format";
import styles from "./apply-dialog.module.css";
import { ApplyFindings } from "./apply-findings";
import { type ReloadPlan, typicalDurationMs } from "./reload-plan";

export type ApplyInput = {
  baseSha: string;
  draftVersion: number;
  acknowledgements: Acknowledgement[];
  /** Why errors do not stop it. */
  overrideReason: string | null;
};

export type ApplyDialogProps = {
  gatewayName: string;
  configPath: string;
  draftVersion: number;
  diff: DraftDiff;
  plan: ReloadPlan;
  /** May apply over errors. */
  mayOverride: boolean;
  /** Answers with the id of the change; the page then shows its timeline. */
  apply: Action<ApplyInput, { id: string }>;
  onClose: () => void;
};

const minReason = 3;

/** What will happen, before it does: edits, file, reload, interruption, findings, and what must be said out loud. */
export function ApplyDialog(props: ApplyDialogProps) {
  const { gatewayName, configPath, draftVersion, diff, plan, mayOverride, apply, onClose } = props;
  const router = useRouter();
  const { state, pending, run } = useAction(apply);
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const rules = [
    ...new Set(diff.findings.filter((finding) => finding.needsAcknowledgement).map((finding) => finding.rule)),
  ];
  const [override, setOverride] = useState("");
  const inTheWay = diff.findings.some(isInTheWay);
  const blocked = !plan.description.safe || (inTheWay && !mayOverride);
  const unsaid =
    rules.some((rule) => (reasons.get(rule) ?? "").trim().length < minReason) ||
    (inTheWay && override.trim().length < minReason);
  const submit = () =>
    run(
      {
        baseSha: diff.baseSha,
        draftVersion,
        acknowledgements: rules.map((rule) => ({ rule, reason: (reasons.get(rule) ?? "").trim() })),
        overrideReason: inTheWay ? override.trim() : null,
      },
      (next) => {
        if (next.status === "done" && next.data) router.push(toChange(next.data.id));
      },
    );
  return (
    <Dialog
      title={`Apply to ${gatewayName}`}
      size="lg"
      busy={pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={pending}>
            Not now
          </Button>
          <Button variant="filled" loading={pending} disabled={blocked || unsaid} onClick={submit}>
            Apply and verify
          </Button>
        </>
      }
    >
      <SemanticList sentences={diff.semantic} />
      <Facts facts={whatHappens({ configPath, diff, plan })} />
      {diff.warnings.length > 0 ? <SemanticList sentences={diff.warnings} /> : null}
      <ApplyFindings findings={diff.findings} fixed={diff.fixed} mayOverride={mayOverride} />
      {rules.map((rule) => (
        <Textarea
          key={rule}
          label={`Why is ${rule} wanted here?`}
          description="Kept with the change, for whoever reads it later."
          value={reasons.get(rule) ?? ""}
          onChange={(event) => setReasons(new Map(reasons).set(rule, event.currentTarget.value))}
          classNames={{ root: styles.reason ?? "" }}
          required
        />
      ))}
      {inTheWay && mayOverride ? (
        <Textarea
          label="Why may it be applied over these errors?"
          description="Kept with the change and in the audit, together with the errors."
          value={override}
          onChange={(event) => setOverride(event.currentTarget.value)}
          classNames={{ root: styles.reason ?? "" }}
          required
        />
      ) : null}
      <ActionNotice state={state} />
    </Dialog>
  );
}

const whatHappens = ({ configPath, diff, plan }: Pick<ApplyDialogProps, "configPath" | "diff" | "plan">) => {
  const typicalMs = typicalDurationMs(plan.recent);
  return [
    ["Writes", <Mono key="path">{configPath}</Mono>],
    ["Only if the file is still", <Mono key="sha">{formatSha(diff.baseSha)}</Mono>],
    ["Then", plan.description.what],
    ...(plan.description.safe
      ? []
      : [["Not possible now", plan.description.why ?? "the method would end the process"] as const]),
    ["Expected interruption", plan.description.interruption],
    ["Takes about", typicalMs === null ? "not known yet" : formatDuration(typicalMs)],
    ["If anything fails", "the old bytes are put back, the gateway reloaded and read back, and the change says why"],
  ] as const;
};
