import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Edit } from "@/lib/config/schema";
import type { Db } from "@/lib/server/db";

/** One applied edit with who made it, so that a refused save can say what came in between. */
export const DraftEdit = z.object({
  edit: Edit,
  by: z.string(),
  at: z.iso.datetime(),
  summary: z.array(z.string()),
  /** The same in edits that were made at once, such as those of one fix: they are undone and made again together. */
  step: z.string().optional(),
});
export type DraftEdit = z.infer<typeof DraftEdit>;

export type Draft = {
  id: string;
  gatewayId: string;
  baseSha: string;
  version: number;
  edits: DraftEdit[];
  /** Edits that were taken back and can be made again, the next one last. */
  undone: DraftEdit[];
  text: string;
  updatedBy: string;
  updatedAt: Date;
};

export type DraftContent = { baseSha: string; edits: DraftEdit[]; text: string };

const readEdits = (json: string): DraftEdit[] => z.array(DraftEdit).parse(JSON.parse(json));

/** A draft whose edits were all taken back holds nothing but what can be made again: what it shows is the file as it is now. */
export const hasEdits = (draft: Draft | null): draft is Draft => draft !== null && draft.edits.length > 0;

export async function findDraft(db: Db, gatewayId: string): Promise<Draft | null> {
  const row = await db.draft.findUnique({ where: { gatewayId } });
  return row && { ...row, edits: readEdits(row.edits), undone: readEdits(row.undone) };
}

/**
 * Creates the gateway's draft, or replaces the one of exactly this version; false when someone else was quicker.
 * Edits that were taken back are forgotten unless they are handed over as `undone`.
 */
export async function writeDraft(
  tx: Db,
  gatewayId: string,
  expectedVersion: number | null,
  { baseSha, edits, text }: DraftContent,
  by: string,
  now: Date,
  undone: DraftEdit[] = [],
): Promise<boolean> {
  const lists = { edits: JSON.stringify(edits), undone: JSON.stringify(undone) };
  const fields = { baseSha, text, ...lists, updatedBy: by, updatedAt: now };
  if (expectedVersion === null) {
    if ((await tx.draft.count({ where: { gatewayId } })) > 0) return false;
    await tx.draft.create({
      data: { id: randomUUID(), gatewayId, version: 1, createdBy: by, createdAt: now, ...fields },
    });
    return true;
  }
  const { count } = await tx.draft.updateMany({
    where: { gatewayId, version: expectedVersion },
    data: { ...fields, version: expectedVersion + 1 },
  });
  return count === 1;
}

export async function deleteDraft(tx: Db, gatewayId: string, version?: number): Promise<number> {
  const { count } = await tx.draft.deleteMany({ where: { gatewayId, ...(version === undefined ? {} : { version }) } });
  return count;
}
