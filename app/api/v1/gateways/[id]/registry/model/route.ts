import { readModel } from "@/lib/models/operations/read-model";
import { readModelEndpoint } from "@/lib/server/api/models";
import { consoleKeys } from "@/lib/server/console-keys";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readModelEndpoint, ({ params, query }, { db, now }) =>
  readModel({ db, gatewayId: params.id, name: query.name, keys: consoleKeys(), now }),
);
