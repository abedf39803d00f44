"use client";

import "./globals.css";
import { FailurePage } from "@/components/frame/failure-page";

/** Stands in for the root layout, so without the providers. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Failed · Signalbox</title>
        <FailurePage error={error} retry={retry} />
      </body>
    </html>
  );
}
