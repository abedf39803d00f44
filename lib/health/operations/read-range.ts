import { staleAfter } from "@/lib/health/observe";
import type { HistoryView } from "@/lib/health/schema";
import type { Db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { LoadedGateway } from "@/lib/server/gateway";
import { readHistory, readStrips } from "./read-history";

type Range = { from: Date; to: Date; points: number; slots: number; now: Date };

/** Percentages over time and a strip for each deployment of the file, over one range. */
export async function readRangeOf(
  db: Db,
  { record, graph }: Pick<LoadedGateway, "record" | "graph">,
  { points, slots, ...range }: Range,
): Promise<HistoryView> {
  const input = { gatewayId: record.id, ...range, staleAfterMs: staleAfter(env().probeIntervalMs) };
  const identities = graph.deployments.map(({ identity }) => identity);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    points: await readHistory(db, { ...input, points }),
    strips: await readStrips(db, { ...input, slots, identities }),
  };
}
