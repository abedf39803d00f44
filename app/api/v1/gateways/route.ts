import { viewGateways } from "@/lib/gateways/operations";
import { ok } from "@/lib/result";
import { listGatewaysEndpoint } from "@/lib/server/api/gateways";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listGatewaysEndpoint, async (_input, { db, now }) =>
  ok({ gateways: await viewGateways(db, now) }),
);
