"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ActionNotice } from "@/components/shell/action-notice";
import { Dialog } from "@/components/shell/dialog";
import { useAction } from "@/components/shell/use-action";
import { fixQuery } from "@/lib/findings/query";
import type { FixPreview } from "@/lib/findings/schema";
import { DiffView } from "./diff-view";
import type { ShownFinding } from "./findings-arrange";
import { FindingsHeadline } from "./findings-item";
import type { FindingsActions, FixTarget } from "./findings-means";
import styles from "./findings-panel.module.css";
import { SemanticList } from "./semantic-list";

type FixDialogProps = {
  gatewayId: string;
  finding: ShownFinding;
  fix: FindingsActions["fix"];
  onDone: (said: string) => void;
  onClose: () => void;
};

/** What the fix would change, before it is taken into the draft. */
export function FindingsFixDialog({ gatewayId, finding, fix, onDone, onClose }: FixDialogProps) {
  const { data, error } = useQuery(fixQuery(gatewayId, finding.id));
  const { state, pending, run } = useAction(fix);
  const take = (target: FixTarget) =>
    data &&
    run({ gatewayId, target, expectedVersion: data.version }, (next) => {
      if (next.status === "done") onDone(next.message ?? "The fix is in the draft.");
    });
  return (
    <Dialog
      title="Take this fix into the draft"
      size="lg"
      busy={pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={pending}>
            Not now
          </Button>
          {data && data.sameKind > 1 ? (
            <Button loading={pending} onClick={() => take({ rule: finding.rule })}>
              Fix all {data.sameKind} of this kind
            </Button>
          ) : null}
          {data ? (
            <Button variant="filled" loading={pending} onClick={() => take({ finding: finding.id })} ref={focusOnce}>
              Put it into the draft
            </Button>
          ) : null}
        </>
      }
    >
      <FindingsHeadline severity={finding.severity} message={finding.message} />
      <div aria-live="polite">
        {error ? <p role="alert">{error.message}</p> : data ? <Preview preview={data} /> : <p>Working the fix out…</p>}
      </div>
      <ActionNotice state={state} />
    </Dialog>
  );
}

/** The button is there once it is known what it would do; the focus waits for that. */
const focusOnce = (button: HTMLButtonElement | null) => button?.focus();

function Preview({ preview }: { preview: FixPreview }) {
  return (
    <div className={styles.preview}>
      <SemanticList sentences={preview.semantic.length > 0 ? preview.semantic : [preview.title]} />
      {preview.warnings.length > 0 ? <SemanticList sentences={preview.warnings} /> : null}
      <DiffView unified={preview.unified} between="the draft now and with this fix" />
    </div>
  );
}
