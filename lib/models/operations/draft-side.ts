import type { ReadFailure } from "@/lib/adapters/files/schema";
import { readBytes } from "@/lib/changes/operations/session";
import { type Draft, findDraft, hasEdits } from "@/lib/changes/store/drafts";
import type { ConfigReading, ConfigSource } from "@/lib/config/schema";
import { ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { Database } from "@/lib/server/db";
import { type KnownGateway, readKnownGateway } from "@/lib/server/gateway";

/** What an edit is made on: the draft, or the file when there is none. */
export type DraftSide = {
  file: KnownGateway;
  draft: Draft | null;
  text: string;
  source: ConfigSource;
  reading: ConfigReading;
  graph: RoutingGraph;
};

export async function readDraftSide(
  db: Database,
  gatewayId: string,
): Promise<Result<DraftSide, "unknown-gateway" | ReadFailure>> {
  const loaded = await readKnownGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const file = loaded.value;
  const draft = await findDraft(db, gatewayId);
  const { source, reading, graph } = file;
  if (!hasEdits(draft)) return ok({ file, draft, text: source.main.text, source, reading, graph });
  const read = await readBytes(file.record, Buffer.from(draft.text));
  return ok({ file, draft, ...read, graph: toRoutingGraph(read.reading) });
}
