"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { useAction } from "@/components/shell/use-action";
import type { ShownFinding } from "./findings-arrange";
import { FindingsHeadline } from "./findings-item";
import type { FindingsActions } from "./findings-means";
import styles from "./findings-panel.module.css";

type AcknowledgeDialogProps = {
  gatewayId: string;
  finding: ShownFinding;
  acknowledge: FindingsActions["acknowledge"];
  onDone: (said: string) => void;
  onClose: () => void;
};

/** Why a finding is accepted, and until when. */
export function FindingsAcknowledgeDialog({
  gatewayId,
  finding,
  acknowledge,
  onDone,
  onClose,
}: AcknowledgeDialogProps) {
  const form = useId();
  const { state, pending, run } = useAction(acknowledge);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const errors = state.status === "invalid" ? state.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ gatewayId, finding: finding.id, reason, until: until === "" ? null : until }, (next) => {
      if (next.status === "done") onDone("The finding is acknowledged and counts no more.");
    });
  };
  return (
    <Dialog
      title="Acknowledge a finding"
      busy={pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} variant="filled" loading={pending}>
            Acknowledge
          </Button>
        </>
      }
    >
      <FindingsHeadline severity={finding.severity} message={finding.message} />
      <form id={form} onSubmit={submit} className={styles.form}>
        <Textarea
          label="Why is this accepted?"
          description="Shown beside the finding, and kept in the audit."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errors.reason?.join(" ")}
          minLength={3}
          maxLength={2000}
          required
          data-autofocus
        />
        <TextInput
          type="date"
          label="Until"
          description="The finding counts again after this day (UTC). Leave it empty to accept it for good."
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={errors.until?.join(" ")}
        />
      </form>
      <ActionNotice state={state} shownFields={["reason", "until"]} />
    </Dialog>
  );
}
