import type { ReactNode } from "react";
import { LiveShell } from "@/components/shell/live-shell";
import { readFrame } from "@/lib/overview/operations/read-frame";
import { roleAllows } from "@/lib/people/schema";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { loadGateway } from "@/lib/server/gateway";
import { requireRole } from "@/lib/server/session";
import { signOut } from "../(auth)/login/actions";
import { loadReloadPlan, reload, selectGateway } from "./actions";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  const frame = await readFrame(db(), gateway?.id ?? null, new Date());
  const loaded = gateway ? await loadGateway(gateway) : null;
  return (
    <LiveShell
      frame={frame}
      person={{ name: actor.name.replace(/^user:/, ""), role: actor.role }}
      models={loaded?.ok ? loaded.value.graph.groups : []}
      reload={gateway && roleAllows(actor.role, "operator") ? { loadPlan: loadReloadPlan, reload } : null}
      selectGateway={selectGateway}
      signOut={signOut}
    >
      {children}
    </LiveShell>
  );
}
