import Link from "next/link";
import { isFinished } from "@/lib/changes/schema";
import { toChange } from "./route";
import type { CurrentChange } from "./shell-view";
import styles from "./top-bar.module.css";

const words = {
  checking: "is being checked",
  applying: "is being applied",
  verifying: "is being verified",
  awaiting_confirmation: "waits for confirmation",
  applied: "is applied",
  confirmed: "is confirmed",
  rolled_back: "was rolled back",
  failed: "failed",
} as const;

/** A change that is under way, on every page; and, louder than anything else, a gateway that did not come back. */
export function ChangeBar({ change }: { change: CurrentChange }) {
  const quiet =
    isFinished(change.state) && !change.stranded && change.state !== "rolled_back" && change.state !== "failed";
  if (quiet) return null;
  return (
    <div className={styles.change} data-loud={change.stranded} role={change.stranded ? "alert" : "status"}>
      <strong>
        {change.stranded
          ? `The gateway did not come back after change ${change.number}, not even on the old file`
          : `Change ${change.number} ${words[change.state]}`}
      </strong>
      {change.reason ? <span>{change.reason}</span> : null}
      <Link href={toChange(change.id)}>{change.stranded ? "What happened, and what to do" : "Timeline"}</Link>
    </div>
  );
}
