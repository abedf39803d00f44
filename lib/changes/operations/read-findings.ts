import type { ReadFailure } from "@/lib/adapters/files/schema";
import { listGone, toFindingViews } from "@/lib/findings/acknowledged";
import { findingId } from "@/lib/findings/finding-id";
import { countFindings } from "@/lib/findings/open-findings";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import type { FindingOf, FindingsView } from "@/lib/findings/schema";
import { listAcknowledgements } from "@/lib/findings/store";
import { readDraftSide } from "@/lib/models/operations/draft-side";
import { err, ok, type Result } from "@/lib/result";
import { findingRules } from "@/lib/routing/findings/catalogue";
import type { Database } from "@/lib/server/db";

type Given = { db: Database; gatewayId: string; of: FindingOf; now: Date };

/** Findings of the gateway's file or of its draft, each with what was said of it, and what is found no longer. */
export async function readFindings({
  db,
  gatewayId,
  of,
  now,
}: Given): Promise<Result<FindingsView, "unknown-gateway" | "no-draft" | ReadFailure>> {
  const side = await readDraftSide(db, gatewayId);
  if (!side.ok) return side;
  const { file, draft, reading, graph } = side.value;
  if (of === "draft" && !draft) return err("no-draft", "There is no draft.");
  const onFile = await checkGateway(file.record, file.reading, file.graph);
  const onDraft = draft ? await checkGateway(file.record, reading, graph) : onFile;
  const acknowledgements = await listAcknowledgements(db, gatewayId);
  const findings = toFindingViews(of === "draft" ? onDraft : onFile, { acknowledgements, now });
  const present = new Set([...onFile, ...onDraft].map(findingId));
  return ok({
    at: now.toISOString(),
    of,
    rules: findingRules.length,
    findings,
    gone: listGone(present, { acknowledgements, now }),
    summary: countFindings(findings),
  });
}
