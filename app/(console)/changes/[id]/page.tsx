import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangePage } from "@/components/changes/change-page";
import { readChangeDesk } from "@/lib/changes/operations/roll-back";
import { findChange } from "@/lib/changes/store/changes";
import { roleAllows } from "@/lib/people/schema";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import { rollBackChange } from "../actions";

export const metadata: Metadata = { title: "Change" };

export default async function ChangeByIdPage({ params }: PageProps<"/changes/[id]">) {
  const actor = await requireRole("viewer");
  const { id } = await params;
  const [change, desk] = [await findChange(db(), id), await readChangeDesk(db(), id)];
  if (!change || !desk) notFound();
  const rollBack = roleAllows(actor.role, "operator") ? rollBackChange : null;
  return <ChangePage key={id} initial={change} desk={desk} rollBack={rollBack} />;
}
