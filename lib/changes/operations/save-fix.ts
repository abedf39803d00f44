import { appendAudit } from "@/lib/audit/store";
import { renderDiff } from "@/lib/changes/render-diff";
import { findUnfinishedChange } from "@/lib/changes/store/changes";
import { type DraftEdit, writeDraft } from "@/lib/changes/store/drafts";
import { maskYaml } from "@/lib/config/mask-yaml";
import { findingId } from "@/lib/findings/finding-id";
import type { FixPreview } from "@/lib/findings/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, ok, type Result } from "@/lib/result";
import { inTransaction } from "@/lib/server/transaction";
import { type FixGiven, type FixRefusal, type OpenedFix, openFix, type TriedFix, tryFix } from "./try-fix";

export type SavedFix = {
  version: number;
  edits: number;
  warnings: string[];
  /** Findings that the draft has no more, and those of the same kind whose fix could not be taken. */
  fixed: number;
  left: number;
};

/**
 * Puts the fix of a finding, or of every finding of a rule, into the draft at once. The fix is the one that the finding has
 * now, not one that was sent. `expectedVersion` is the draft the operator saw: null or absent for none.
 */
export async function saveFix(
  given: FixGiven & { expectedVersion?: number | null },
): Promise<Result<SavedFix, FixRefusal>> {
  const opened = await openFix(given);
  if (!opened.ok) return opened;
  const seen = given.expectedVersion;
  if (seen !== undefined && (seen ?? 0) !== (opened.value.draft?.version ?? 0)) return refuseStale();
  const tried = await tryFix(opened.value, given.target);
  return tried.ok ? store(given, opened.value, tried.value) : tried;
}

/** What `saveFix` would do for one finding, in words and lines. */
export async function previewFix(
  given: FixGiven & { target: { finding: string } },
): Promise<Result<FixPreview, FixRefusal>> {
  const opened = await openFix(given);
  if (!opened.ok) return opened;
  const { record, side, wanted } = opened.value;
  const tried = await tryFix(opened.value, given.target);
  if (!tried.ok) return tried;
  const [finding] = wanted;
  if (!finding) return err("no-fix");
  const kind = await openFix({ ...given, target: { rule: finding.rule } });
  const name = record.configPath.split("/").at(-1) ?? record.configPath;
  const sideOf = (text: string) => ({ name, text, masked: maskYaml(text) });
  return ok({
    id: findingId(finding),
    title: finding.fix.title,
    semantic: describeChanges(side.reading, tried.value.side.reading),
    unified: renderDiff(sideOf(side.text), sideOf(tried.value.side.text)),
    warnings: tried.value.warnings,
    sameKind: kind.ok ? kind.value.wanted.length : 1,
  });
}

async function store(
  given: FixGiven,
  { draft, content, side }: OpenedFix,
  { edits, taken, gone, left, warnings, side: after }: TriedFix,
): Promise<Result<SavedFix, FixRefusal>> {
  const { db, actor, gatewayId, now } = given;
  const summary = describeChanges(side.reading, after.reading);
  const at = now.toISOString();
  const entries = edits.map(
    (edit, index): DraftEdit => ({ edit, by: actor.name, at, summary: index === edits.length - 1 ? summary : [] }),
  );
  const next = { ...content, text: after.text, edits: [...content.edits, ...entries] };
  const written = await inTransaction(db, async (tx) => {
    if (await findUnfinishedChange(tx, gatewayId)) return "busy" as const;
    if (!(await writeDraft(tx, gatewayId, draft?.version ?? null, next, actor.name, now))) return "stale" as const;
    const findings = taken.map(({ rule, line, message }) => ({ rule, line, message }));
    const what = { baseSha: next.baseSha, edits: next.edits.length, changed: summary, fixed: findings };
    await appendAudit(tx, actor, { action: "draft.fix", target: gatewayId, outcome: "done", after: what }, now);
    return "written" as const;
  });
  if (written === "busy") return err("busy", "A change is being applied to this gateway.");
  if (written === "stale") return refuseStale();
  return ok({ version: (draft?.version ?? 0) + 1, edits: next.edits.length, warnings, fixed: gone, left });
}

const refuseStale = () =>
  err("stale", "The draft was changed meanwhile, so the fix was not taken. Look at the findings as they are now.");
