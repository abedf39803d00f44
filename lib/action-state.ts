/** What an action tells its form. Plain data: it crosses from the server to the browser. */
export type ActionState<T = unknown> =
  | { status: "idle" }
  | { status: "done"; message?: string; data?: T }
  | { status: "invalid"; fieldErrors: Record<string, string[]>; message: string }
  | { status: "refused"; reason: string; detail: string };

export const idle: { status: "idle" } = { status: "idle" };

/** `useActionState(action, idle)`, or `await action(idle, input)` outside a form. */
export type Action<Input, T = unknown> = (previous: unknown, input: FormData | Input) => Promise<ActionState<T>>;
