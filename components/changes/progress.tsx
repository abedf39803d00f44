"use client";

import { Elapsed } from "@/components/shell/age";
import { Small } from "@/components/shell/text";
import { formatDuration } from "@/lib/format";
import styles from "./progress.module.css";

type ProgressProps = { what: string; startedAt: string; typicalMs: number | null };

/** Long work: what it is, how long so far, and a bar only where an end is known. */
export function Progress({ what, startedAt, typicalMs }: ProgressProps) {
  return (
    <div role="status">
      <p>
        {what} · <Elapsed from={startedAt} to={null} />
      </p>
      {typicalMs === null ? (
        <Small>how long it takes is not known yet</Small>
      ) : (
        <>
          <div className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ animationDuration: `${typicalMs}ms` }} />
          </div>
          <Small>it usually takes {formatDuration(typicalMs)}</Small>
        </>
      )}
    </div>
  );
}
