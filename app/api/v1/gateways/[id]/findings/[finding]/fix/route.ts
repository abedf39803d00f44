import { previewFix } from "@/lib/changes/operations/save-fix";
import { readFix } from "@/lib/server/api/findings";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readFix, ({ params }, context) =>
  previewFix({ ...context, gatewayId: params.id, target: { finding: params.finding } }),
);
