import type { ReadFailure } from "@/lib/adapters/files/schema";
import { findDraft, hasEdits } from "@/lib/changes/store/drafts";
import { ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import { suggestFor } from "@/lib/routing/suggest/goals";
import type { Goal, Suggestion } from "@/lib/routing/suggest/schema";
import type { Database } from "@/lib/server/db";
import { readKnownGateway } from "@/lib/server/gateway";
import { readBytes } from "./session";

type Given = { db: Database; gatewayId: string; goal: Goal };

/** What `saveSuggestion` would put into the draft: worked out on the draft, or on the file where there is none. */
export async function readSuggestion({
  db,
  gatewayId,
  goal,
}: Given): Promise<Result<Suggestion, "unknown-gateway" | "unknown-selector" | ReadFailure>> {
  const loaded = await readKnownGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const { record, reading } = loaded.value;
  const draft = await findDraft(db, gatewayId);
  const shown = hasEdits(draft) ? (await readBytes(record, Buffer.from(draft.text))).reading : reading;
  const suggested = suggestFor(toRoutingGraph(shown), record.version, goal);
  return suggested.ok ? ok(suggested.value) : suggested;
}
