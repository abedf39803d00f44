import { readSuggestion } from "@/lib/changes/operations/read-suggestion";
import { Goal } from "@/lib/routing/suggest/schema";
import { readSuggestionEndpoint } from "@/lib/server/api/suggestions";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readSuggestionEndpoint, ({ params, query }, { db }) =>
  readSuggestion({ db, gatewayId: params.id, goal: Goal.parse(query) }),
);
