/** Expected outcomes are values; only bugs are thrown. `reason` is a literal union so that a `switch` over it is exhaustive. */
export type Ok<T> = { ok: true; value: T };
export type Err<R extends string> = { ok: false; reason: R; detail?: string };
export type Result<T, R extends string> = Ok<T> | Err<R>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const err = <R extends string>(reason: R, detail?: string): Err<R> =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail };

/** How a conversation with another system fails; every adapter uses these words. */
export type AdapterFailure = "unreachable" | "timeout" | "refused" | "unauthorised" | "unexpected_reply";
