import { saveSuggestion } from "@/lib/changes/operations/save-suggestion";
import { postSuggestion } from "@/lib/server/api/suggestions";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postSuggestion, ({ params, body }, context) =>
  saveSuggestion({
    ...context,
    gatewayId: params.id,
    goal: body.goal,
    ...(body.expectedVersion === undefined ? {} : { expectedVersion: body.expectedVersion }),
  }),
);
