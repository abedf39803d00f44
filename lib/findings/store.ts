import { randomUUID } from "node:crypto";
import { Severity } from "@/lib/routing/schema";
import type { Db } from "@/lib/server/db";
import type { StoredAcknowledgement } from "./acknowledged";

export type NewAcknowledgement = Omit<StoredAcknowledgement, "at" | "until"> & { at: Date; until: Date | null };

export async function listAcknowledgements(db: Db, gatewayId: string): Promise<StoredAcknowledgement[]> {
  const rows = await db.findingAcknowledgement.findMany({
    where: { gatewayId },
    orderBy: [{ at: "desc" }, { id: "asc" }],
  });
  return rows.map(toStored);
}

export async function findAcknowledgement(
  db: Db,
  gatewayId: string,
  finding: string,
): Promise<StoredAcknowledgement | null> {
  const row = await db.findingAcknowledgement.findUnique({ where: { gatewayId_finding: { gatewayId, finding } } });
  return row && toStored(row);
}

/** One a finding: what was said before is replaced. */
export async function writeAcknowledgement(tx: Db, gatewayId: string, given: NewAcknowledgement): Promise<void> {
  const { finding, ...said } = given;
  await tx.findingAcknowledgement.upsert({
    where: { gatewayId_finding: { gatewayId, finding } },
    create: { id: randomUUID(), gatewayId, ...given },
    update: said,
  });
}

export async function deleteAcknowledgement(tx: Db, gatewayId: string, finding: string): Promise<boolean> {
  const { count } = await tx.findingAcknowledgement.deleteMany({ where: { gatewayId, finding } });
  return count === 1;
}

type Row = Awaited<ReturnType<Db["findingAcknowledgement"]["findMany"]>>[number];

const toStored = ({ finding, rule, severity, message, reason, by, at, until }: Row): StoredAcknowledgement => ({
  finding,
  rule,
  severity: Severity.parse(severity),
  message,
  reason,
  by,
  at: at.toISOString(),
  until: until?.toISOString() ?? null,
});
