import { z } from "zod";
import type { ChainEffect } from "./effect-on-chains";
import { ChangeView, type DraftDiff, type DraftView, RevisionView, type ThreeWayView } from "./schema";

/** Rows of one page of a history. */
export const pageSize = 25;

export const ChangePage = z.object({ changes: z.array(ChangeView), next: z.number().int().nullable() });
export type ChangePage = z.infer<typeof ChangePage>;

export const RevisionPage = z.object({ revisions: z.array(RevisionView), next: z.number().int().nullable() });
export type RevisionPage = z.infer<typeof RevisionPage>;

/** The difference of two revisions, as asked for in the address. */
export type Comparison = { from: RevisionView; to: RevisionView; unified: string; semantic: string[] };

/** What the page of changes shows besides what it polls. */
export type ChangesDesk = {
  gateway: { id: string; name: string; configPath: string };
  /** SHA-256 of the file on disk, empty when there is none: what a rollback is previewed against. */
  diskSha: string;
  /** Why the file on disk cannot be used, or null. */
  old: string | null;
  draft: { view: DraftView; diff: DraftDiff | null; effects: ChainEffect[]; threeWay: ThreeWayView | null } | null;
  changes: ChangePage;
  revisions: RevisionPage;
  /** Null when none was asked for; `missing` when one of the two does not exist. */
  comparison: Comparison | "missing" | null;
};

/** What rolling a change back would do to the file as it is now. */
export type RollbackPreview = { diskSha: string; revision: number; unified: string; semantic: string[] };

/** A change with what was said when it was applied, and what taking it back would do. */
export type ChangeDesk = {
  gateway: { id: string; name: string; configPath: string };
  reasons: { about: string; reason: string }[];
  /** Null while there is nothing to roll back. */
  rollback: RollbackPreview | null;
};
