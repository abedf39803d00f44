import type { ChangeState } from "@/lib/changes/schema";
import styles from "./change-state.module.css";

const words: Record<ChangeState, string> = {
  checking: "checking",
  applying: "applying",
  verifying: "verifying",
  awaiting_confirmation: "waits for confirmation",
  applied: "applied",
  confirmed: "confirmed",
  rolled_back: "rolled back",
  failed: "failed",
};

type ChangeStateBadgeProps = { state: ChangeState; stranded?: boolean };

export function ChangeStateBadge({ state, stranded = false }: ChangeStateBadgeProps) {
  if (stranded) return <span className={`${styles.state} ${styles.stranded}`}>gateway does not answer</span>;
  return <span className={`${styles.state} ${styles[state] ?? ""}`}>{words[state]}</span>;
}
