import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RehearsalPage } from "@/components/rehearsal/rehearsal-page";
import { readRehearsal } from "@/lib/changes/operations/read-rehearsals";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "Rehearsal" };

export default async function RehearsalByIdPage({ params }: PageProps<"/routing/rehearsals/[id]">) {
  await requireRole("viewer");
  const { id } = await params;
  const gateway = await currentGateway();
  if (!gateway) notFound();
  const found = await readRehearsal({ db: db(), gatewayId: gateway.id, now: new Date(), id });
  if (!found.ok) notFound();
  return <RehearsalPage key={id} initial={found.value} configPath={gateway.configPath} />;
}
