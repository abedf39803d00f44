"use client";

import dynamic from "next/dynamic";
import { Panel } from "@/components/shell/panel";

/** Loaded after the page stands: nobody needs it for reading or editing a chain. */
export const RehearsalSlot = dynamic(() => import("./rehearsal-panel").then((part) => part.RehearsalPanel), {
  ssr: false,
  loading: () => <Panel title="Rehearsal">Loading…</Panel>,
});
