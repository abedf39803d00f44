/** Fields of a target map that decide who is called next; a rehearsal has no retries. */
const steering = new Set([
  "model",
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "default_fallbacks",
  "max_fallbacks",
  "disable_fallbacks",
]);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  ) ?? "null";

/**
 * Keeps fallback lists as they are written, also misshapen, with nothing but routing in their targets. A target map may
 * override anything, keys and addresses too. What does not steer becomes a number in a harmless field: the gateway tells maps
 * apart by their whole content, so equal ones stay equal and different ones different.
 */
export const createRoutingKeeper = (): ((value: unknown) => unknown) => {
  const numbers = new Map<string, number>();
  const numberOf = (rest: [string, unknown][]): string => {
    const text = canonical(Object.fromEntries(rest));
    const number = numbers.get(text) ?? numbers.size + 1;
    numbers.set(text, number);
    return `overrides ${number}`;
  };
  const keep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keep);
    if (!isRecord(value)) return value;
    const isTarget = typeof value.model === "string";
    const entries = Object.entries(value);
    const kept = entries.filter(([key]) => !isTarget || steering.has(key)).map(([key, inner]) => [key, keep(inner)]);
    const rest = entries.filter(([key]) => isTarget && !steering.has(key));
    return { ...Object.fromEntries(kept), ...(rest.length === 0 ? {} : { user: numberOf(rest) }) };
  };
  return keep;
};

/** Aliases with what the gateway reads of them. */
export const keepAliases = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, alias]) => [
          name,
          isRecord(alias)
            ? Object.fromEntries(Object.entries(alias).filter(([key]) => key === "model" || key === "hidden"))
            : alias,
        ]),
      )
    : value;
