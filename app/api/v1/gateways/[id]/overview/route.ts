import { readOverview } from "@/lib/overview/operations/read-overview";
import { readOverviewEndpoint } from "@/lib/server/api/console";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readOverviewEndpoint, ({ params }, { db, now }) =>
  readOverview({ db, gatewayId: params.id, now }),
);
