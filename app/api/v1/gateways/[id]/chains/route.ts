import { toChainViews } from "@/lib/models/views";
import { ok } from "@/lib/result";
import { listChains } from "@/lib/server/api/gateways";
import { readKnownGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listChains, async ({ params }, { db }) => {
  const loaded = await readKnownGateway(db, params.id);
  return loaded.ok ? ok({ chains: toChainViews(loaded.value.graph) }) : loaded;
});
