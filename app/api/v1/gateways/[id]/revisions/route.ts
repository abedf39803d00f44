import { listRevisions } from "@/lib/changes/store/revisions";
import { err, ok } from "@/lib/result";
import { listRevisionsEndpoint } from "@/lib/server/api/changes";
import { findGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listRevisionsEndpoint, async ({ params, query }, { db }) => {
  if (!(await findGateway(db, params.id))) return err("unknown-gateway", `There is no gateway ${params.id}.`);
  const { before, limit } = query;
  return ok(await listRevisions(db, params.id, { limit, ...(before === undefined ? {} : { before }) }));
});
