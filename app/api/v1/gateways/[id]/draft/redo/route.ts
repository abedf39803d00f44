import { redoEdit } from "@/lib/changes/operations/undo-edit";
import { postRedo } from "@/lib/server/api/drafts";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postRedo, ({ params, body }, context) =>
  redoEdit({
    ...context,
    gatewayId: params.id,
    ...(body.expectedVersion === undefined ? {} : { expectedVersion: body.expectedVersion }),
  }),
);
