import { readFate } from "@/lib/changes/operations/read-fate";
import { readFateEndpoint } from "@/lib/server/api/fate";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readFateEndpoint, ({ params, query }, { db }) =>
  readFate({ db, gatewayId: params.id, ...query }),
);
