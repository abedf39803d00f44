"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { Age } from "@/components/shell/age";
import { Mono } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import type { AcknowledgementView, KeptAcknowledgement } from "@/lib/findings/schema";
import { formatCount } from "@/lib/format";
import { type ShownFinding, sortFindings } from "./findings-arrange";
import { FindingsHeadline, fileName } from "./findings-item";
import type { FindingsActions } from "./findings-means";
import styles from "./findings-panel.module.css";

type ListProps = { gatewayId: string; withdraw: FindingsActions["withdraw"] | null };
type AcceptedProps = ListProps & { findings: readonly ShownFinding[]; open?: boolean };

/** Findings that somebody has accepted: they do not count, and stand at the end with who, when and why. */
export function FindingsAccepted({ findings, open = false, ...means }: AcceptedProps) {
  if (findings.length === 0) return null;
  return (
    <details className={styles.group} open={open}>
      <summary>{formatCount(findings.length, "acknowledged finding")}</summary>
      <ul className={styles.list}>
        {sortFindings(findings).map((finding) =>
          finding.acknowledgement ? (
            <Accepted
              key={`${finding.id} ${finding.line}:${finding.column}`}
              {...means}
              {...finding}
              acknowledgement={finding.acknowledgement}
              verb="Take back"
              place={<Mono>{`${fileName(finding.file)}:${finding.line}:${finding.column}`}</Mono>}
            />
          ) : null,
        )}
      </ul>
    </details>
  );
}

/** What was accepted and is found no longer: it is kept for when the finding returns. */
export function FindingsGone({ kept, ...means }: ListProps & { kept: readonly KeptAcknowledgement[] }) {
  if (kept.length === 0) return null;
  return (
    <details className={styles.group}>
      <summary>{formatCount(kept.length, "acknowledgement")} of what is no longer found</summary>
      <ul className={styles.list}>
        {kept.map((each) => (
          <Accepted key={each.id} {...means} {...each} acknowledgement={each} verb="Remove" place="no longer found" />
        ))}
      </ul>
    </details>
  );
}

type AcceptedItemProps = ListProps &
  Pick<KeptAcknowledgement, "id" | "rule" | "severity" | "message"> & {
    acknowledgement: AcknowledgementView;
    place: ReactNode;
    verb: "Take back" | "Remove";
  };

function Accepted({ gatewayId, withdraw, acknowledgement, place, verb, ...finding }: AcceptedItemProps) {
  const { reason, by, at, until, ended } = acknowledgement;
  return (
    <li className={`${styles.finding} ${styles.accepted}`}>
      <FindingsHeadline severity={finding.severity} message={finding.message} />
      <p className={styles.reason}>{reason}</p>
      <p className={styles.place}>
        {by.replace(/^\w+:/, "")}, <Age at={at} />
        {until === null ? null : (
          <>
            , {ended ? "ended" : "ends"} <Age at={until} />
          </>
        )}{" "}
        · {place} · {finding.rule}
      </p>
      {withdraw ? <Withdraw gatewayId={gatewayId} withdraw={withdraw} finding={finding} verb={verb} /> : null}
    </li>
  );
}

type WithdrawProps = {
  gatewayId: string;
  withdraw: FindingsActions["withdraw"];
  finding: Pick<KeptAcknowledgement, "id" | "rule" | "message">;
  verb: string;
};

function Withdraw({ gatewayId, withdraw, finding, verb }: WithdrawProps) {
  const { state, pending, run } = useAction(withdraw);
  return (
    <div className={styles.verbs}>
      <Button
        size="compact-sm"
        loading={pending}
        aria-label={`${verb} the acknowledgement of ${finding.rule}: ${finding.message}`}
        onClick={() => run({ gatewayId, finding: finding.id })}
      >
        {verb}
      </Button>
      <ActionNotice state={state} />
    </div>
  );
}
