const secretName =
  /(api_?key|secret|passw|credential|authorization|cookie|private_?key|access_?key|session_?token|(^|[-_])(token|key)$|_url$)/i;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An address without the name and password before its `@`. */
export const withoutUserInfo = (text: string): string => text.replace(/(?<=:\/\/)[^\s/@]+@/g, "");

const maskValue = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, name));
  if (isPlain(value)) return maskRecord(value);
  if (typeof value !== "string") return value;
  return secretName.test(name) && value !== "" ? "[masked]" : withoutUserInfo(value);
};

/**
 * Replaces what may be secret, by its name and at any depth, and takes user info out of addresses. Numbers, truth values and
 * nulls stay: no secret is one, and limits such as `max_tokens` are compared.
 */
export const maskRecord = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, maskValue(value, name)]));

/** A target may override parameters, a key among them. */
export const maskTarget = <T>(target: T): T | Record<string, unknown> =>
  isPlain(target) ? maskRecord(target) : target;

/** In lists of chains and in aliases the names are models, so only the maps among the targets are looked into. */
const maskModelMap = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskModelMap);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([model, targets]) => [
      model,
      Array.isArray(targets) ? targets.map(maskTarget) : maskTarget(targets),
    ]),
  );
};

const modelMaps = new Set([
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "model_group_alias",
  "model_group_retry_policy",
]);

export const maskRouterSettings = (settings: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      modelMaps.has(name) ? maskModelMap(value) : maskValue(value, name),
    ]),
  );
