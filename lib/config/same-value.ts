const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Equality of plain values; the order of a map's keys does not matter. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right) || left === right) return true;
  if (!isRecord(left) || !isRecord(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key], right[key]))
  );
}
