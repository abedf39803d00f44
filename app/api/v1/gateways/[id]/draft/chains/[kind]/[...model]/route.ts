import { saveEdit } from "@/lib/changes/operations/edit-draft";
import { deleteChain, putChain } from "@/lib/server/api/drafts";
import { operatorRoute } from "@/lib/server/route";

export const PUT = operatorRoute(putChain, ({ params, body }, context) =>
  saveEdit({
    ...context,
    gatewayId: params.id,
    edit: { type: "set-chain", kind: params.kind, model: params.model, targets: body.targets },
    ...(body.expectedVersion === undefined ? {} : { expectedVersion: body.expectedVersion }),
  }),
);

export const DELETE = operatorRoute(deleteChain, ({ params }, context) =>
  saveEdit({
    ...context,
    gatewayId: params.id,
    edit: { type: "remove-chain", kind: params.kind, model: params.model },
  }),
);
