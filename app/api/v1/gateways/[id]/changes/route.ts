import { startChange } from "@/lib/changes/operations/start-change";
import { listChanges } from "@/lib/changes/store/changes";
import { err, ok } from "@/lib/result";
import { listChangesEndpoint, postChange } from "@/lib/server/api/changes";
import { findGateway } from "@/lib/server/gateway";
import { reloadOptions } from "@/lib/server/means";
import { operatorRoute } from "@/lib/server/route";
import { beginChange } from "@/lib/server/run-changes";

export const GET = operatorRoute(listChangesEndpoint, async ({ params, query }, { db }) => {
  if (!(await findGateway(db, params.id))) return err("unknown-gateway", `There is no gateway ${params.id}.`);
  const { before, limit } = query;
  return ok(await listChanges(db, params.id, { limit, ...(before === undefined ? {} : { before }) }));
});

export const POST = operatorRoute(postChange, async ({ params, body }, context) => {
  const { baseSha, acknowledged, draftVersion, overrideReason = null } = body;
  const version = draftVersion === undefined ? {} : { draftVersion };
  const input = { gatewayId: params.id, baseSha, acknowledged, overrideReason, ...version };
  return beginChange(context, await startChange({ ...context, ...input, reloadOptions: reloadOptions() }));
});
