import { findChange } from "@/lib/changes/store/changes";
import { err, ok } from "@/lib/result";
import { readChange } from "@/lib/server/api/changes";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readChange, async ({ params }, { db }) => {
  const change = await findChange(db, params.changeId);
  return change?.gatewayId === params.id ? ok(change) : err("unknown-change", "There is no such change.");
});
