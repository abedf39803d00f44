"use client";

import { CentredPage } from "./centred-page";

type FailurePageProps = { error: unknown; retry: () => void };

/** The server hides what failed and gives a digest instead; its log has the rest under it. */
export function FailurePage({ error, retry }: FailurePageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <CentredPage
      title="Signalbox failed to show this page"
      intro={
        <>
          <p>Nothing was changed by this. Try again; if it stays, look into the log of Signalbox.</p>
          {digest === null ? null : (
            <p>
              In the log: <code>{digest}</code>
            </p>
          )}
        </>
      }
    >
      <p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </p>
    </CentredPage>
  );
}
