import type { DraftDiff, DraftView } from "@/lib/changes/schema";
import type { ChainKind, ChainTarget } from "@/lib/config/schema";
import type { FindingView, KeptAcknowledgement, RuleNote } from "@/lib/findings/schema";
import type { RoutingGraph } from "./schema";

/** A list as the desk edits it; maps are kept on the server (`kept-targets`). */
export type DeskList = { kind: ChainKind; source: string; targets: ChainTarget[] };

/** What the draft holds, in words and lines. */
export type DeskDraft = Pick<
  DraftView,
  "version" | "edits" | "redoable" | "changed" | "stale" | "updatedBy" | "updatedAt"
> &
  Pick<DraftDiff, "semantic" | "unified" | "warnings">;

/** Everything the routing page needs to edit chains and to plan them in the browser; no secret in it. */
export type RoutingDesk = {
  /** When it was read: no two readings share it, so a page knows whether it shows a later one. */
  at: string;
  gateway: { id: string; name: string; configPath: string; version: string | null };
  /** Of the draft, or of the file when there is no draft. */
  graph: RoutingGraph;
  /** The lists of `graph` that are read. */
  lists: DeskList[];
  /** The lists of the file that the draft is against. */
  onDisk: DeskList[];
  /** Those that count. */
  findings: DraftDiff["findings"];
  /** Those that somebody has acknowledged. */
  accepted: DraftDiff["findings"];
  /** Those of the file that the draft has no more. */
  fixed: FindingView[];
  /** Acknowledged findings that are neither in the file nor in the draft. */
  gone: KeptAcknowledgement[];
  /** Number of rules that were checked, and what is to be read of those that found something. */
  rules: number;
  notes: RuleNote[];
  draft: DeskDraft | null;
  /** Why the file on disk is not the one shown, or null. */
  old: string | null;
};
