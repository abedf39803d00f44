import type { ReadFailure } from "@/lib/adapters/files/schema";
import { findDraft, hasEdits } from "@/lib/changes/store/drafts";
import { err, ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { Db } from "@/lib/server/db";
import { findGateway, loadGateway } from "@/lib/server/gateway";
import { readBytes } from "./session";

export type GraphOf = { db: Db; gatewayId: string; of: "file" | "draft" };
export type GraphRefusal = "unknown-gateway" | "no-draft" | ReadFailure;

/** The routing of the file on disk or of the draft, with the version whose rules apply to it. */
export async function readGraph({
  db,
  gatewayId,
  of,
}: GraphOf): Promise<Result<{ graph: RoutingGraph; version: string | null }, GraphRefusal>> {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${gatewayId}.`);
  const { version } = record;
  const draft = await findDraft(db, gatewayId);
  if (of === "draft" && !draft) return err("no-draft", "There is no draft.");
  if (of === "file" || !hasEdits(draft)) {
    const loaded = await loadGateway(record);
    return loaded.ok ? ok({ graph: loaded.value.graph, version }) : loaded;
  }
  const { reading } = await readBytes(record, Buffer.from(draft.text));
  return ok({ graph: toRoutingGraph(reading), version });
}
