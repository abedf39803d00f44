import { readEffectivePlan } from "@/lib/changes/operations/read-effective-plan";
import { readEffective } from "@/lib/server/api/gateways";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readEffective, ({ params, query }, { db }) =>
  readEffectivePlan({ db, gatewayId: params.id, ...query }),
);
