import { staleAfter } from "@/lib/health/observe";
import { readHistory, readStrips } from "@/lib/health/operations/read-history";
import { ok } from "@/lib/result";
import { readHistoryEndpoint } from "@/lib/server/api/gateways";
import { env } from "@/lib/server/env";
import { readKnownGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

const dayMs = 86_400_000;

export const GET = operatorRoute(readHistoryEndpoint, async ({ params, query }, { db, now }) => {
  const loaded = await readKnownGateway(db, params.id);
  if (!loaded.ok) return loaded;
  const to = query.to ? new Date(query.to) : now;
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - dayMs);
  const range = { gatewayId: params.id, from, to, now, staleAfterMs: staleAfter(env().probeIntervalMs) };
  const identities = loaded.value.graph.deployments.map(({ identity }) => identity);
  return ok({
    from: from.toISOString(),
    to: to.toISOString(),
    points: await readHistory(db, { ...range, points: query.points }),
    strips: await readStrips(db, { ...range, slots: query.slots, identities }),
  });
});
