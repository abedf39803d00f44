import type { CutRule } from "@/lib/routing/schema";

/** Why the gateway never tries a hop that is written in the file. */
export const cutWords: Record<CutRule, string> = {
  "max-fallbacks": "never: the limit of fallbacks per request is reached before it",
  "already-tried": "never: already tried in this request",
  self: "never: a model is not its own fallback",
  "unknown-target": "never: no model or alias has this name",
  "shadowed-chain": "never: it stands in a list that the gateway does not read",
  "empty-group": "never: no deployment answers to this name",
  cooling: "never: its deployments rest after having failed",
};
