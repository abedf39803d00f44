import { readFindings } from "@/lib/changes/operations/read-findings";
import { listFindings } from "@/lib/server/api/findings";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listFindings, ({ params, query }, { db, now }) =>
  readFindings({ db, gatewayId: params.id, of: query.of, now }),
);
