import { readRangeOf } from "@/lib/health/operations/read-range";
import { ok } from "@/lib/result";
import { readHistoryEndpoint } from "@/lib/server/api/gateways";
import { readKnownGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

const dayMs = 86_400_000;

export const GET = operatorRoute(readHistoryEndpoint, async ({ params, query }, { db, now }) => {
  const loaded = await readKnownGateway(db, params.id);
  if (!loaded.ok) return loaded;
  const to = query.to ? new Date(query.to) : now;
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - dayMs);
  return ok(await readRangeOf(db, loaded.value, { from, to, now, points: query.points, slots: query.slots }));
});
