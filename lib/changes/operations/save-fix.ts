import { randomUUID } from "node:crypto";
import { toStep } from "@/lib/changes/draft-steps";
import { renderDiff } from "@/lib/changes/render-diff";
import { maskYaml } from "@/lib/config/mask-yaml";
import { findingId } from "@/lib/findings/finding-id";
import type { FixPreview, SavedFix } from "@/lib/findings/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, ok, type Result } from "@/lib/result";
import { refuseStale, storeDraft } from "./open-draft";
import { type FixGiven, type FixRefusal, type OpenedFix, openFix, type TriedFix, tryFix } from "./try-fix";

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
  const { draft } = opened.value;
  if (seen !== undefined && (seen ?? 0) !== (draft?.version ?? 0)) return refuseStale(draft, seen ?? 0);
  const tried = await tryFix(opened.value);
  return tried.ok ? store(given, opened.value, tried.value) : tried;
}

/** What `saveFix` would do for one finding, in words and lines. */
export async function previewFix(
  given: FixGiven & { target: { finding: string } },
): Promise<Result<FixPreview, FixRefusal>> {
  const opened = await openFix(given);
  if (!opened.ok) return opened;
  const { record, side, wanted } = opened.value;
  const tried = await tryFix(opened.value);
  if (!tried.ok) return tried;
  const [finding] = wanted;
  if (!finding) return err("no-fix");
  const kind = await openFix({ ...given, target: { rule: finding.rule } });
  const name = record.configPath.split("/").at(-1) ?? record.configPath;
  const sideOf = (text: string) => ({ name, text, masked: maskYaml(text) });
  return ok({
    id: findingId(finding),
    title: finding.fix.title,
    version: opened.value.draft?.version ?? 0,
    semantic: describeChanges(side.reading, tried.value.side.reading),
    unified: renderDiff(sideOf(side.text), sideOf(tried.value.side.text)),
    warnings: tried.value.warnings,
    sameKind: kind.ok ? kind.value.wanted.length : 1,
  });
}

const store = async (
  given: FixGiven,
  { draft, content, side }: OpenedFix,
  { edits, gone, left, warnings, side: after }: TriedFix,
): Promise<Result<SavedFix, FixRefusal>> => {
  const summary = describeChanges(side.reading, after.reading);
  const made = { by: given.actor.name, at: given.now.toISOString(), step: randomUUID() };
  const next = { ...content, text: after.text, edits: [...content.edits, ...toStep(edits, made, summary)] };
  const stored = await storeDraft(given, draft, next, { action: "draft.fix", summary, warnings });
  return stored.ok ? ok({ ...stored.value, fixed: gone, left }) : stored;
};
