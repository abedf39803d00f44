import { createHash } from "node:crypto";

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
 * A target map may override anything, keys and addresses too. What does not steer becomes a fingerprint in a harmless field:
 * the gateway tells maps apart by their whole content, so equal ones stay equal and different ones different.
 */
const keepRouting = (target: unknown): unknown => {
  if (!isRecord(target) || typeof target.model !== "string") return target;
  const entries = Object.entries(target);
  const steers = entries.filter(([key]) => steering.has(key));
  const kept = Object.fromEntries(steers.map(([key, value]) => [key, keepRoutingOfLists(value)]));
  const rest = Object.fromEntries(entries.filter(([key]) => !steering.has(key)));
  if (Object.keys(rest).length === 0) return kept;
  return { ...kept, user: createHash("sha256").update(canonical(rest)).digest("hex").slice(0, 16) };
};

/** A fallback list as it is written, also misshapen, with nothing in its targets but routing. */
export const keepRoutingOfLists = (list: unknown): unknown =>
  Array.isArray(list)
    ? list.map((entry) =>
        isRecord(entry)
          ? Object.fromEntries(
              Object.entries(entry).map(([source, targets]) => [
                source,
                Array.isArray(targets) ? targets.map(keepRouting) : targets,
              ]),
            )
          : keepRouting(entry),
      )
    : list;
