import { randomUUID } from "node:crypto";
import { toStep } from "@/lib/changes/draft-steps";
import type { ConfigReading } from "@/lib/config/schema";
import { describeChanges } from "@/lib/models/describe-changes";
import { err, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import { suggestFor } from "@/lib/routing/suggest/goals";
import type { Goal, Suggestion } from "@/lib/routing/suggest/schema";
import { toEdits } from "@/lib/routing/suggest/to-edits";
import { applyEditsAside } from "@/lib/server/config-reader";
import { type DraftGiven, type DraftRefusal, openDraft, refuseStale, type SavedDraft, storeDraft } from "./open-draft";
import { readBytes } from "./session";

export type SuggestionRefusal = DraftRefusal | "unknown-selector" | "nothing-to-suggest";

type Given = DraftGiven & { goal: Goal; expectedVersion?: number | null };

/** Puts chains that reach a goal into the draft, as one step; worked out on the draft as it is now, not on what was seen. */
export async function saveSuggestion(given: Given): Promise<Result<SavedDraft, SuggestionRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, draft, content } = opened.value;
  const seen = given.expectedVersion;
  if (seen !== undefined && (seen ?? 0) !== (draft?.version ?? 0)) return refuseStale(draft, seen ?? 0);
  const before = await readBytes(record, Buffer.from(content.text));
  const suggested = suggest(before.reading, record.version, given.goal);
  if (!suggested.ok) return suggested;
  const edits = toEdits(before.reading.chains, suggested.value.changes);
  const edited = await applyEditsAside(before.source, edits);
  if (!edited.ok) return edited;
  const { text, warnings } = edited.value;
  const after = await readBytes(record, Buffer.from(text));
  if (!after.reading.usable)
    return err("invalid-value", "The file could not be read any more with these chains, so they were not taken.");
  const summary = describeChanges(before.reading, after.reading);
  const made = { by: given.actor.name, at: given.now.toISOString(), step: randomUUID() };
  const next = { ...content, text, edits: [...content.edits, ...toStep(edits, made, summary)] };
  return storeDraft(given, draft, next, { action: "draft.suggestion", summary, warnings });
}

function suggest(
  reading: ConfigReading,
  version: string | null,
  goal: Goal,
): Result<Suggestion, "unknown-selector" | "nothing-to-suggest"> {
  const suggested = suggestFor(toRoutingGraph(reading), version, goal);
  if (!suggested.ok || suggested.value.changes.length > 0) return suggested;
  const [unmet] = suggested.value.unmet;
  return err(
    "nothing-to-suggest",
    unmet ? `No chain would help. ${unmet.model}: ${unmet.why}` : "Every model meets this goal as it is.",
  );
}
