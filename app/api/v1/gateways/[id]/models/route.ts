import { toModelViews } from "@/lib/models/views";
import { ok } from "@/lib/result";
import { listModels } from "@/lib/server/api/gateways";
import { readKnownGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listModels, async ({ params }, { db }) => {
  const loaded = await readKnownGateway(db, params.id);
  return loaded.ok ? ok({ models: toModelViews(loaded.value.graph) }) : loaded;
});
