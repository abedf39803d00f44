import type { YamlPath } from "../schema";
import { assign } from "../yaml-value";

/** What stands at one place of a list afterwards: an item it had, or a new one. */
export type Arranged = { keep: number } | { value: unknown };

/*
 * Every edit comes down to operations at paths. Each is done twice, independently: on the text by splices, and on the
 * parsed value here. The new text must parse to that value, or the edit is refused.
 */
export type Operation =
  | { do: "set"; path: YamlPath; value: unknown }
  | { do: "remove"; path: YamlPath }
  | { do: "arrange"; path: YamlPath; items: Arranged[] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isHollow = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0);

function copyMap(value: unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  if (isRecord(value)) for (const [key, child] of Object.entries(value)) assign(copy, key, child);
  return copy;
}

function change(value: unknown, path: YamlPath, apply: (old: unknown) => unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return apply(value);
  if (typeof segment === "number") {
    const list = Array.isArray(value) ? value : [];
    return list.map((item, index) => (index === segment ? change(item, rest, apply) : item));
  }
  const copy = isHollow(value) ? {} : copyMap(value);
  assign(copy, segment, change(Object.hasOwn(copy, segment) ? copy[segment] : undefined, rest, apply));
  return copy;
}

function removeAt(value: unknown, key: string | number): unknown {
  if (typeof key === "number") return Array.isArray(value) ? value.filter((_, index) => index !== key) : value;
  const copy = copyMap(value);
  delete copy[key];
  return copy;
}

/** The parsed value after the operation; the original is left as it is. */
export function applyToValue(root: unknown, operation: Operation): unknown {
  if (operation.do === "set") return change(root, operation.path, () => operation.value);
  if (operation.do === "arrange") {
    return change(root, operation.path, (old) => {
      const list = Array.isArray(old) ? old : [];
      return operation.items.map((item) => ("keep" in item ? list[item.keep] : item.value));
    });
  }
  const key = operation.path.at(-1);
  return key === undefined ? root : change(root, operation.path.slice(0, -1), (old) => removeAt(old, key));
}
