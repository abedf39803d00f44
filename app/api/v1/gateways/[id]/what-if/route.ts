import { readWhatIf } from "@/lib/changes/operations/read-fate";
import { readWhatIfEndpoint } from "@/lib/server/api/fate";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readWhatIfEndpoint, ({ params, query }, { db }) =>
  readWhatIf({ db, gatewayId: params.id, ...query }),
);
