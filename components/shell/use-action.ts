"use client";

import { useState, useTransition } from "react";
import { type Action, type ActionState, idle } from "@/lib/action-state";

const lost: ActionState<never> = {
  status: "refused",
  reason: "connection-lost",
  detail:
    "The console did not answer. It is not known whether this was done: reload the page and look before trying again.",
};

/** Runs an action outside a form and keeps what it said. `after` is called with it, for closing a dialog. */
export function useAction<Input, T>(action: Action<Input, T>) {
  const [state, setState] = useState<ActionState<T>>(idle);
  const [pending, startTransition] = useTransition();
  const run = (input: Input, after?: (state: ActionState<T>) => void) =>
    startTransition(async () => {
      const next: ActionState<T> = await action(idle, input).catch(() => lost);
      setState(next);
      after?.(next);
    });
  const reset = () => setState(idle);
  return { state, pending, run, reset };
}
