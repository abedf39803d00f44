import type { ReadFailure } from "@/lib/adapters/files/schema";
import { judgeFindings } from "@/lib/changes/judge-findings";
import { type Draft, findDraft, hasEdits } from "@/lib/changes/store/drafts";
import { findRevisionBySha } from "@/lib/changes/store/revisions";
import type { ConfigReading } from "@/lib/config/schema";
import { listGone } from "@/lib/findings/acknowledged";
import { findingId } from "@/lib/findings/finding-id";
import { isOpen } from "@/lib/findings/open-findings";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import { listRuleNotes } from "@/lib/findings/rule-notes";
import { listAcknowledgements } from "@/lib/findings/store";
import { ok, type Result } from "@/lib/result";
import type { DeskDraft, DeskList, RoutingDesk } from "@/lib/routing/desk";
import { findingRules } from "@/lib/routing/findings/catalogue";
import { toRoutingGraph } from "@/lib/routing/graph";
import { keepTarget } from "@/lib/routing/kept-targets";
import type { RoutingGraph } from "@/lib/routing/schema";
import { targetKey } from "@/lib/routing/with-chain";
import type { Database } from "@/lib/server/db";
import { type KnownGateway, readKnownGateway } from "@/lib/server/gateway";
import { readDraftDiff } from "./read-draft";
import { readBytes } from "./session";

type Given = { db: Database; gatewayId: string; now: Date };

/** The routing of the draft, or of the file when there is none, as the browser may have it. */
export async function readRoutingDesk({
  db,
  gatewayId,
  now,
}: Given): Promise<Result<RoutingDesk, "unknown-gateway" | ReadFailure>> {
  const loaded = await readKnownGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const { record, old } = loaded.value;
  const draft = await findDraft(db, gatewayId);
  const { before, after } = await readSides(db, loaded.value, draft);
  const graph = toDeskGraph(after);
  const diff = draft ? await readDraftDiff({ db, gatewayId }) : null;
  const findings = await judgeDesk(db, loaded.value, { before, after }, now);
  return ok({
    at: now.toISOString(),
    gateway: { id: record.id, name: record.name, configPath: record.configPath, version: record.version },
    graph,
    lists: toLists(after),
    onDisk: toLists(before),
    ...findings,
    rules: findingRules.length,
    draft:
      draft && toDeskDraft(draft, diff?.ok ? diff.value : null, old !== null || loaded.value.sha !== draft.baseSha),
    old,
  });
}

async function judgeDesk(
  db: Database,
  { record, reading }: KnownGateway,
  { before, after }: { before: ConfigReading; after: ConfigReading },
  now: Date,
): Promise<Pick<RoutingDesk, "findings" | "accepted" | "fixed" | "gone" | "notes">> {
  const known = { acknowledgements: await listAcknowledgements(db, record.id), now };
  const old = await checkGateway(record, before);
  const next = after === before ? old : await checkGateway(record, after);
  const onDisk = reading === before ? old : await checkGateway(record, reading);
  const { findings, fixed } = judgeFindings(old, next, known);
  const present = new Set([...onDisk, ...next].map(findingId));
  return {
    findings: findings.filter(isOpen),
    accepted: findings.filter((finding) => !isOpen(finding)),
    fixed,
    gone: listGone(present, known),
    notes: listRuleNotes(new Set([...findings, ...fixed].map(({ rule }) => rule))),
  };
}

async function readSides(
  db: Database,
  { record, reading, sha }: KnownGateway,
  draft: Draft | null,
): Promise<{ before: ConfigReading; after: ConfigReading }> {
  if (!hasEdits(draft)) return { before: reading, after: reading };
  const base = draft.baseSha === sha ? null : await findRevisionBySha(db, record.id, draft.baseSha);
  const before = base ? (await readBytes(record, base.bytes)).reading : reading;
  return { before, after: (await readBytes(record, Buffer.from(draft.text))).reading };
}

const toDeskDraft = (
  { version, edits, undone, updatedBy, updatedAt }: Draft,
  diff: Pick<DeskDraft, "semantic" | "unified" | "warnings"> | null,
  stale: boolean,
): DeskDraft => ({
  version,
  edits: edits.length,
  redoable: undone.length,
  changed: diff === null || diff.unified !== "",
  updatedBy,
  updatedAt: updatedAt.toISOString(),
  stale: edits.length > 0 && stale,
  semantic: diff?.semantic ?? edits.flatMap((edit) => edit.summary),
  unified: diff?.unified ?? "",
  warnings: diff?.warnings ?? [],
});

/** Maps are named by their fingerprints, as in the lists, so that an edited list can be planned beside the others. */
const toDeskGraph = (reading: ConfigReading): RoutingGraph => {
  const graph = toRoutingGraph(reading);
  const chains = graph.chains.map((chain, at) => ({
    ...chain,
    targetKeys: reading.chains[at]?.targets.map((target) => targetKey(keepTarget(target))) ?? chain.targetKeys,
  }));
  return { ...graph, chains };
};

const toLists = (reading: ConfigReading): DeskList[] =>
  reading.chains
    .filter(({ effective }) => effective)
    .map(({ kind, source, targets }) => ({ kind, source, targets: targets.map(keepTarget) }));
