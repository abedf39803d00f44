import { mask, maskPatterns } from "@/lib/config/mask-text";
import { isSecretText, open, type Setting, under } from "@/lib/config/secret-values";
import { withoutCredentials } from "@/lib/routing/graph";

const longest = 80;

const clean = (value: unknown, setting: Setting): unknown => {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value);
    if (isSecretText(text, setting)) return mask;
    return typeof value === "number" ? value : maskPatterns(text.includes("://") ? withoutCredentials(text) : text);
  }
  if (Array.isArray(value)) return value.map((item) => clean(item, setting));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner, under(key, setting))]));
  return value;
};

/** A value as a list of changes may show it: secrets masked, cut to a line. `path` are the keys that it stands under. */
export const showValue = (path: readonly string[], value: unknown): string => {
  if (value === undefined) return "nothing";
  const shown = clean(
    value,
    path.reduce<Setting>((setting, key) => under(key, setting), open),
  );
  const text = typeof shown === "string" ? shown : (JSON.stringify(shown) ?? "nothing");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};
