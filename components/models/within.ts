import type { Action } from "@/lib/action-state";

/** The same action, with what the page knows and the form does not: which gateway, which version of the draft. */
export const within =
  <Known extends object, Input extends object, T>(action: Action<Known & Input, T>, known: Known): Action<Input, T> =>
  (previous, input) =>
    action(previous, input instanceof FormData ? input : { ...known, ...input });
