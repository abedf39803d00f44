import { z } from "zod";
import { Goal, Suggestion } from "@/lib/routing/suggest/schema";
import { endpoint } from "@/lib/server/endpoint";
import { draftRefusals, SavedDraftView } from "./drafts";
import { fileRefusals, GatewayPath } from "./gateways";

/** A goal as query values: `?goal=survive&down=ollama&down=internet`, `?goal=local-first&hops=2`. */
const GoalQuery = z
  .object({
    goal: z.enum(["survive", "survive-any-backend", "local-first"]),
    down: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).optional()),
    hops: z.coerce.number().optional(),
  })
  .refine((query) => Goal.safeParse(query).success, {
    message: "`survive` needs one `down` or more, `local-first` needs `hops` from 1 to 5.",
  });

export const readSuggestionEndpoint = endpoint({
  name: "suggestions.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/suggestions",
  summary: "Chains that would bring every model to a goal, and who cannot be helped. Nothing is changed.",
  role: "viewer",
  params: GatewayPath,
  query: GoalQuery,
  response: Suggestion,
  refusals: { ...fileRefusals, "unknown-selector": 422 },
});

export const postSuggestion = endpoint({
  name: "draft.suggestion",
  method: "POST",
  path: "/api/v1/gateways/{id}/draft/suggestions",
  summary: "Puts chains that bring every model to a goal into the draft, as one step.",
  role: "operator",
  params: GatewayPath,
  body: z.object({ goal: Goal, expectedVersion: z.number().int().min(0).optional() }),
  response: SavedDraftView,
  refusals: { ...draftRefusals, "unknown-selector": 422, "nothing-to-suggest": 422 },
});
