"use client";

import { CentredPage } from "./centred-page";
import styles from "./centred-page.module.css";

type FailurePageProps = { error: unknown; retry: () => void };

/** The server hides what failed and gives a digest instead; its log has the rest under it. */
export function FailurePage({ error, retry }: FailurePageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <CentredPage
      title="Signalbox failed to show this page"
      intro={
        <>
          <p>Try again. If it fails again, the log of Signalbox says why.</p>
          {digest === null ? null : (
            <p>
              In the log: <code>{digest}</code>
            </p>
          )}
        </>
      }
    >
      <p>
        <button type="button" className={styles.button} onClick={retry}>
          Try again
        </button>
      </p>
    </CentredPage>
  );
}
