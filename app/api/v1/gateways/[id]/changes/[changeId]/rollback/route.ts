import { rollbackChange } from "@/lib/changes/operations/start-change";
import { findChange } from "@/lib/changes/store/changes";
import { err } from "@/lib/result";
import { postRollback } from "@/lib/server/api/changes";
import { reloadOptions } from "@/lib/server/means";
import { operatorRoute } from "@/lib/server/route";
import { beginChange } from "@/lib/server/run-changes";

export const POST = operatorRoute(postRollback, async ({ params }, context) => {
  const { changeId } = params;
  const change = await findChange(context.db, changeId);
  if (change?.gatewayId !== params.id) return err("unknown-change", "There is no such change.");
  return beginChange(context, await rollbackChange({ ...context, changeId, reloadOptions: reloadOptions() }));
});
