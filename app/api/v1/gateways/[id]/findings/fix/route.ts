import { saveFix } from "@/lib/changes/operations/save-fix";
import { postFix } from "@/lib/server/api/findings";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postFix, ({ params, body }, context) => {
  const { target, expectedVersion } = body;
  const seen = expectedVersion === undefined ? {} : { expectedVersion };
  return saveFix({ ...context, gatewayId: params.id, target, ...seen });
});
