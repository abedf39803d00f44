"use client";

import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { ClockProvider } from "@/components/shell/clock";
import { NonceProvider } from "@/components/shell/nonce";
import { Notices } from "@/components/shell/notices";
import { cssVariablesResolver, theme } from "@/components/shell/theme";
import { getQueryClient } from "@/lib/query-client";

type ProvidersProps = { nonce: string; nowMs: number; children: ReactNode };

export function Providers({ nonce, nowMs, children }: ProvidersProps) {
  // Each refresh brings a new nonce while the document keeps its first policy.
  const [first] = useState(nonce);
  if (typeof window !== "undefined") setNonce(first);

  return (
    <NonceProvider value={first}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        deduplicateCssVariables={false}
        getStyleNonce={() => first}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={getQueryClient()}>
          <NuqsAdapter>
            <ClockProvider value={nowMs}>{children}</ClockProvider>
          </NuqsAdapter>
        </QueryClientProvider>
        <Notices position="bottom-right" limit={3} />
      </MantineProvider>
    </NonceProvider>
  );
}
