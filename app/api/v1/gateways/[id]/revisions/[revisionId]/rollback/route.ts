import { rollbackToRevision } from "@/lib/changes/operations/start-change";
import { postRevisionRollback } from "@/lib/server/api/changes";
import { reloadOptions } from "@/lib/server/means";
import { operatorRoute } from "@/lib/server/route";
import { beginChange } from "@/lib/server/run-changes";

export const POST = operatorRoute(postRevisionRollback, async ({ params }, context) => {
  const target = { gatewayId: params.id, revisionId: params.revisionId };
  return beginChange(context, await rollbackToRevision({ ...context, ...target, reloadOptions: reloadOptions() }));
});
