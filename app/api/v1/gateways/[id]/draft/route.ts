import { discardDraft } from "@/lib/changes/operations/edit-draft";
import { loadDraft } from "@/lib/changes/operations/read-draft";
import { err, ok } from "@/lib/result";
import { deleteDraft, readDraft } from "@/lib/server/api/drafts";
import { findGateway } from "@/lib/server/gateway";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readDraft, async ({ params }, { db }) => {
  if (!(await findGateway(db, params.id))) return err("unknown-gateway", `There is no gateway ${params.id}.`);
  const draft = await loadDraft({ db, gatewayId: params.id });
  return draft ? ok(draft) : err("no-draft", "There is no draft.");
});

export const DELETE = operatorRoute(deleteDraft, ({ params }, context) =>
  discardDraft({ ...context, gatewayId: params.id }),
);
