import { viewGateway } from "@/lib/gateways/operations";
import { readGatewayEndpoint } from "@/lib/server/api/gateways";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readGatewayEndpoint, ({ params }, { db, now }) => viewGateway(db, params.id, now));
