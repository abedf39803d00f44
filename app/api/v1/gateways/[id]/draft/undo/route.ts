import { undoLastEdit } from "@/lib/changes/operations/undo-edit";
import { postUndo } from "@/lib/server/api/drafts";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postUndo, ({ params, body }, context) =>
  undoLastEdit({
    ...context,
    gatewayId: params.id,
    ...(body.expectedVersion === undefined ? {} : { expectedVersion: body.expectedVersion }),
  }),
);
