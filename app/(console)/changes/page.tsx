import type { Metadata } from "next";
import { ChangesDesk } from "@/components/changes/changes-desk";
import { NoGateway } from "@/components/overview/no-gateway";
import { RehearsalSlot } from "@/components/rehearsal/rehearsal-slot";
import { readChangesDesk } from "@/lib/changes/operations/read-changes-desk";
import { readRehearsals } from "@/lib/changes/operations/read-rehearsals";
import { roleAllows } from "@/lib/people/schema";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import { loadReloadPlan } from "../actions";
import { discard, redo, undoEdit } from "../routing/actions";
import { rehearse } from "../routing/rehearsals/actions";
import { apply, rebase, rollBackToRevision } from "./actions";
import { ChangesSearch } from "./search-params";

export const metadata: Metadata = { title: "Changes" };

export default async function ChangesPage({ searchParams }: PageProps<"/changes">) {
  const actor = await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const asked = ChangesSearch.parse(await searchParams);
  const desk = await readChangesDesk({ db: db(), record: gateway, asked });
  const now = new Date();
  const rehearsals = await readRehearsals({ db: db(), gatewayId: gateway.id, now });
  const mayEdit = roleAllows(actor.role, "operator");
  const actions = {
    apply,
    rebase,
    discard,
    undo: undoEdit,
    redo,
    rollBack: rollBackToRevision,
    loadPlan: loadReloadPlan,
  };
  return (
    <ChangesDesk
      key={gateway.id}
      desk={desk}
      pages={asked}
      actions={mayEdit ? actions : null}
      rehearsal={
        <RehearsalSlot
          gatewayId={gateway.id}
          of={desk.draft ? "draft" : "file"}
          initial={{ rehearsals: rehearsals.ok ? rehearsals.value : [] }}
          stamp={now.toISOString()}
          rehearse={mayEdit ? rehearse : null}
        />
      }
      mayOverride={roleAllows(actor.role, "admin")}
    />
  );
}
