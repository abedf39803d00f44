import { readRehearsal } from "@/lib/changes/operations/read-rehearsals";
import { readRehearsalEndpoint } from "@/lib/server/api/rehearsals";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readRehearsalEndpoint, ({ params }, { db, now }) =>
  readRehearsal({ db, now, gatewayId: params.id, id: params.rehearsalId }),
);
