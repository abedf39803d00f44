"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";
import type { ShownFinding } from "./findings-arrange";
import type { AskFinding, FindingsActions, FindingVerb } from "./findings-means";
import styles from "./findings-panel.module.css";

// Nobody needs them before a button is pressed.
const FixDialog = dynamic(() => import("./findings-fix-dialog").then((part) => part.FindingsFixDialog), { ssr: false });
const AcknowledgeDialog = dynamic(
  () => import("./findings-acknowledge-dialog").then((part) => part.FindingsAcknowledgeDialog),
  { ssr: false },
);

type Options = {
  gatewayId: string;
  /** Null for those who may only look. */
  actions: FindingsActions | null;
  /** Saves what is only on the page, so that a fix is made for what is seen. */
  beforeFix?: () => Promise<void>;
  onFixed?: () => void;
};

/** The dialogs of a list of findings and what they said: one of each, however many findings there are. */
export function useFindingDialogs({ gatewayId, actions, beforeFix, onFixed }: Options): {
  ask: AskFinding | null;
  dialogs: ReactNode;
} {
  const [open, setOpen] = useState<{ verb: FindingVerb; finding: ShownFinding } | null>(null);
  const [said, setSaid] = useState("");
  const notice = useRef<HTMLParagraphElement>(null);
  if (!actions) return { ask: null, dialogs: null };
  const close = () => setOpen(null);
  const done = (words: string) => {
    setSaid(words);
    close();
    if (open?.verb === "fix") onFixed?.();
    // The button that opened the dialog may be gone with its finding.
    notice.current?.focus();
  };
  const ask: AskFinding = async (verb, finding) => {
    if (verb === "fix") await beforeFix?.();
    setSaid("");
    setOpen({ verb, finding });
  };
  const given = open && { gatewayId, finding: open.finding, onDone: done, onClose: close };
  const dialogs = (
    <>
      <p role="status" tabIndex={-1} ref={notice} className={said === "" ? styles.quiet : styles.said}>
        {said}
      </p>
      {given && open.verb === "fix" ? <FixDialog {...given} fix={actions.fix} /> : null}
      {given && open.verb === "acknowledge" ? <AcknowledgeDialog {...given} acknowledge={actions.acknowledge} /> : null}
    </>
  );
  return { ask, dialogs };
}
