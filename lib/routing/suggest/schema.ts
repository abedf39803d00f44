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
export type SuggestedChange = {
  model: string;
  target: string;
  /** Place of the target in the model's own list, from 0. */
  at: number;
  /** The model's own list before and after, by name; a chain that did not exist begins with what the model was served by. */
  before: readonly string[];
  after: readonly string[];
  why: string;
};

export type Suggestion = {
  changes: SuggestedChange[];
  /** Models that already meet the goal. */
  met: string[];
  /** Models that cannot be helped by a chain, each with the reason. */
  unmet: { model: string; why: string }[];
};
