import { reloadGateway } from "@/lib/changes/operations/reload-gateway";
import { reloadEndpoint } from "@/lib/server/api/gateways";
import { reloadOptions } from "@/lib/server/means";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(reloadEndpoint, ({ params }, context) =>
  reloadGateway({ ...context, gatewayId: params.id, reloadOptions: reloadOptions() }),
);
