import { saveEdit } from "@/lib/changes/operations/edit-draft";
import { postEdit } from "@/lib/server/api/drafts";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postEdit, ({ params, body }, context) =>
  saveEdit({
    ...context,
    gatewayId: params.id,
    edit: body.edit,
    ...(body.expectedVersion === undefined ? {} : { expectedVersion: body.expectedVersion }),
  }),
);
