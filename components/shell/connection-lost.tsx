"use client";

import { Age } from "./age";
import { useConnectionLost } from "./connection";
import { Icon } from "./icons";
import styles from "./state.module.css";

/** The console has lost its server: what is on the page is old, and the ages say so by being struck out. */
export function ConnectionLost() {
  const lostAt = useConnectionLost();
  return (
    <div role="alert">
      {lostAt ? (
        <div className={styles.banner}>
          <Icon name="unplug" />
          <strong>The console has lost its server</strong>
          <span>
            since <Age at={lostAt} />. What you see is the last it said; it keeps trying, and nothing you press is done
            until it answers.
          </span>
        </div>
      ) : null}
    </div>
  );
}
