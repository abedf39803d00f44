import { Clock, Elapsed } from "@/components/shell/age";
import { EmptyState } from "@/components/shell/empty-state";
import { RawDetail } from "@/components/shell/error-state";
import { Icon } from "@/components/shell/icons";
import { Hidden } from "@/components/shell/text";
import type { ChangeView } from "@/lib/changes/schema";
import styles from "./change-timeline.module.css";
import { stepWords, type TimelineStep, timelineSteps } from "./timeline-steps";

type ChangeTimelineProps = { change: Pick<ChangeView, "state" | "steps"> };

/** The steps of a change as they happen, each with its time and its evidence; new ones are announced. */
export function ChangeTimeline({ change }: ChangeTimelineProps) {
  const steps = timelineSteps(change);
  const last = change.steps.at(-1);
  if (steps.length === 0)
    return <EmptyState title="Not started yet">The first step appears here as soon as it begins.</EmptyState>;
  return (
    <>
      <ol className={styles.steps} aria-label="Timeline of the change">
        {steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
      <span role="status">
        <Hidden>{last ? `${stepWords[last.name]}: ${last.state}. ${last.detail ?? ""}` : ""}</Hidden>
      </span>
    </>
  );
}

function Step({ step }: { step: TimelineStep }) {
  return (
    <li className={`${styles.step} ${styles[step.state]}`}>
      <span className={styles.dot}>
        {step.state === "done" ? <Icon name="check" size={12} /> : null}
        {step.state === "failed" ? <Icon name="close" size={12} /> : null}
      </span>
      <span className={styles.title}>
        {stepWords[step.name]}
        {step.state === "done" ? null : ` · ${step.state}`}
      </span>
      <span className={styles.time}>
        {step.startedAt ? (
          <>
            <Clock at={step.startedAt} /> · <Elapsed from={step.startedAt} to={step.finishedAt} />
          </>
        ) : null}
      </span>
      {step.detail || step.evidence ? (
        <div className={styles.detail}>
          {step.detail ? <p>{step.detail}</p> : null}
          {step.evidence ? <RawDetail text={step.evidence} title="Evidence" /> : null}
        </div>
      ) : null}
    </li>
  );
}
