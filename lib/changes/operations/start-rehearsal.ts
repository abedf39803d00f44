import type { ReadFailure } from "@/lib/adapters/files/schema";
import { sha256 } from "@/lib/adapters/files/sha256";
import { appendAudit } from "@/lib/audit/store";
import { effectOnChains } from "@/lib/changes/effect-on-chains";
import { leaseMs, rehearsalBeginsMs, rehearsalLease } from "@/lib/changes/leases";
import { findDraft, hasEdits } from "@/lib/changes/store/drafts";
import type { ConfigReading } from "@/lib/config/schema";
import { findPython } from "@/lib/rehearsal/operations/find-python";
import type { RehearsalGiven } from "@/lib/rehearsal/operations/run-rehearsal";
import type { RehearsalDepth } from "@/lib/rehearsal/schema";
import { hasBegun, insertRehearsal } from "@/lib/rehearsal/store";
import { err, ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { OperationContext } from "@/lib/server/context";
import type { Db } from "@/lib/server/db";
import { findGateway, type LoadedGateway, loadGateway } from "@/lib/server/gateway";
import { isLeaseHeld } from "@/lib/server/lease";
import { rehearsalSettings } from "@/lib/server/means";
import { inTransaction } from "@/lib/server/transaction";
import { readBytes } from "./session";

export type RehearsalRefusal = "unknown-gateway" | "no-draft" | "busy" | "no-python" | ReadFailure;

export type StartedRehearsal = { id: string; gatewayId: string; given: RehearsalGiven };

type Given = OperationContext & {
  gatewayId: string;
  depth: RehearsalDepth;
  /** By default the draft, or the file where there is none. */
  of?: "draft" | "file";
};

type Candidate = { of: "draft" | "file"; sha: string; reading: ConfigReading; before: LoadedGateway };

/** Records that the draft, or the file, is to be rehearsed as it is now; who calls this runs it then. One at a time per gateway. */
export async function startRehearsal(given: Given): Promise<Result<StartedRehearsal, RehearsalRefusal>> {
  const { db, actor, now, gatewayId, depth } = given;
  const candidate = await readCandidate(given);
  if (!candidate.ok) return candidate;
  const { of, sha, reading, before } = candidate.value;
  if (await isUnderWay(db, gatewayId, now)) return refuseSecond();
  const python = await findPython({ gateway: before.record, settings: rehearsalSettings() });
  if (!python.ok) return python;
  const id = await inTransaction(db, async (tx) => {
    if (await isUnderWay(tx, gatewayId, now)) return null;
    const recorded = await insertRehearsal(tx, { gatewayId, candidateSha: sha, of, depth, by: actor.name, at: now });
    const after = { rehearsal: recorded, of, depth, candidateSha: sha };
    await appendAudit(tx, actor, { action: "rehearsal.start", target: gatewayId, outcome: "done", after }, now);
    return recorded;
  });
  if (id === null) return refuseSecond();
  const graph = toRoutingGraph(reading);
  const gatewayVersion = before.record.version;
  const changed = of === "draft" ? effectOnChains(before.graph, graph, gatewayVersion) : [];
  const first = [...new Set(changed.map(({ model }) => model))];
  return ok({ id, gatewayId, given: { reading, graph, depth, python: python.value, gatewayVersion, first } });
}

const refuseSecond = () => err("busy", "A rehearsal of this gateway is running. Wait until it has ended.");

/** One that runs holds its lease; one that was only just recorded does so in a moment. */
async function isUnderWay(db: Db, gatewayId: string, now: Date): Promise<boolean> {
  const around = (ms: number) => new Date(now.getTime() + ms);
  return (
    (await isLeaseHeld(db, { name: rehearsalLease(gatewayId), ttlMs: leaseMs, now })) ||
    (await hasBegun(db, gatewayId, { from: around(-rehearsalBeginsMs), to: around(rehearsalBeginsMs) }))
  );
}

async function readCandidate({
  db,
  gatewayId,
  of,
}: Pick<Given, "db" | "gatewayId" | "of">): Promise<Result<Candidate, RehearsalRefusal>> {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const loaded = await loadGateway(record);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  const draft = of === "file" ? null : await findDraft(db, gatewayId);
  if (of === "draft" && !draft) return err("no-draft", "There is no draft.");
  if (!hasEdits(draft)) return ok({ of: "file", sha: before.sha, reading: before.reading, before });
  const bytes = Buffer.from(draft.text);
  const { reading } = await readBytes(record, bytes);
  return ok({ of: "draft", sha: sha256(bytes), reading, before });
}

/** Hashes of the texts that are there now, for telling which rehearsals are of them. */
export async function readCurrentTexts(
  db: Db,
  gatewayId: string,
): Promise<{ draft: string | null; file: string | null }> {
  const record = await findGateway(db, gatewayId);
  const loaded = record ? await loadGateway(record) : null;
  const draft = await findDraft(db, gatewayId);
  return { draft: draft && sha256(Buffer.from(draft.text)), file: loaded?.ok ? loaded.value.sha : null };
}
