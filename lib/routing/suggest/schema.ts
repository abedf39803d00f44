import { z } from "zod";

/** What an operator wants of every chain. */
export const Goal = z.discriminatedUnion("goal", [
  /** Every model is still answered when these are dead; selectors as in a what-if question. */
  z.object({ goal: z.literal("survive"), down: z.array(z.string().min(1)).min(1).max(50) }),
  /** Every model is still answered when any one backend is dead. */
  z.object({ goal: z.literal("survive-any-backend") }),
  /** A model that goes on to the cloud tries this many local groups first, itself included. */
  z.object({ goal: z.literal("local-first"), hops: z.number().int().min(1).max(5) }),
]);
export type Goal = z.infer<typeof Goal>;

/** One target put into one chain. */
export const SuggestedChange = z.object({
  model: z.string(),
  target: z.string(),
  /** Place of the target in the model's own list, from 0. */
  at: z.number().int(),
  /** The model's own list before and after, by name; a chain that did not exist begins with what the model was served by. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  why: z.string(),
});
export type SuggestedChange = z.infer<typeof SuggestedChange>;

export const Suggestion = z.object({
  changes: z.array(SuggestedChange),
  /** Models that meet the goal as they are. */
  met: z.array(z.string()),
  /** Models that cannot be helped by a chain, each with the reason. */
  unmet: z.array(z.object({ model: z.string(), why: z.string() })),
});
export type Suggestion = z.infer<typeof Suggestion>;
