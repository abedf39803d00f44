import { readRevisionDiff } from "@/lib/changes/operations/read-draft";
import { readRevisionDiffEndpoint } from "@/lib/server/api/changes";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readRevisionDiffEndpoint, ({ params, query }, { db }) =>
  readRevisionDiff({ db, gatewayId: params.id }, query),
);
