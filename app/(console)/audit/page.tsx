import type { Metadata } from "next";
import { AuditDesk } from "@/components/audit/audit-desk";
import { listAudit } from "@/lib/audit/store";
import { readAuditSearch, toAuditFilter } from "@/lib/audit/view";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  await requireRole("viewer");
  const { view, before } = readAuditSearch(await searchParams);
  const { entries, next } = await listAudit(db(), toAuditFilter(view, before));
  return <AuditDesk entries={entries} next={next} />;
}
