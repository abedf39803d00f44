import { readRegistry } from "@/lib/models/operations/read-registry";
import { readRegistryEndpoint } from "@/lib/server/api/models";
import { consoleKeys } from "@/lib/server/console-keys";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readRegistryEndpoint, ({ params }, { db, now }) =>
  readRegistry({ db, gatewayId: params.id, keys: consoleKeys(), now }),
);
