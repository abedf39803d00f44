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
  | { do: "arrange"; path: YamlPath; items: Arranged[] }
  /** Another name for a key of a map; what stands under it stays. */
  | { do: "rename-key"; path: YamlPath; to: string }
  /** Another text in place of one, in its quotes and with its comment. */
  | { do: "rename-text"; path: YamlPath; to: string }
  /** A section's setting, with the comments above it, to the end of another section. */
  | { do: "move"; path: [from: string, key: string]; to: string }
  /** Changes of separate places in one step; every path is that of the file before the step, renamed keys come last, inner ones first. */
  | { do: "together"; path: YamlPath; operations: Operation[] };

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

function renameKey(value: unknown, key: string | number | undefined, to: string): unknown {
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(value)) assign(copy, name === key ? to : name, child);
  return copy;
}

function moveSetting(root: unknown, [from, key]: [string, string], to: string): unknown {
  const section = isRecord(root) && Object.hasOwn(root, from) ? root[from] : undefined;
  const value = isRecord(section) && Object.hasOwn(section, key) ? section[key] : undefined;
  const without = change(root, [from], (old) => removeAt(old, key));
  return change(without, [to, key], () => value);
}

/** The parsed value after the operation; the original is left as it is. */
export function applyToValue(root: unknown, operation: Operation): unknown {
  const around = operation.path.slice(0, -1);
  const key = operation.path.at(-1);
  switch (operation.do) {
    case "set":
      return change(root, operation.path, () => operation.value);
    case "arrange":
      return change(root, operation.path, (old) => {
        const list = Array.isArray(old) ? old : [];
        return operation.items.map((item) => ("keep" in item ? list[item.keep] : item.value));
      });
    case "remove":
      return key === undefined ? root : change(root, around, (old) => removeAt(old, key));
    case "rename-text":
      return change(root, operation.path, () => operation.to);
    case "rename-key":
      return change(root, around, (old) => renameKey(old, key, operation.to));
    case "move":
      return moveSetting(root, operation.path, operation.to);
    case "together":
      return operation.operations.reduce(applyToValue, root);
  }
}
