import { withoutCredentials } from "@/lib/routing/graph";

/** Names of values that are never shown, in any map at any depth. */
const secretName =
  /(^|[_-])(api[_-]?key|master[_-]?key|key|password|passwd|secret|secret[_-]?key|access[_-]?key|token|credentials?|salt|authorization|cookie|headers?)$/i;

/** Texts that look like keys wherever they stand. */
const secretText = /^(sk-|pk-|ghp_|gho_|xox[bp]-|AKIA|AIza|eyJ|Bearer )/;

const mask = "•••";

const isReference = (value: unknown): boolean => typeof value === "string" && value.startsWith("os.environ/");

const clean = (name: string, value: unknown): unknown => {
  if (value === null || typeof value === "boolean" || isReference(value)) return value;
  if (secretName.test(name) && !/^max_|_?tokens$/i.test(name)) return mask;
  if (typeof value === "string") {
    if (secretText.test(value)) return mask;
    return value.includes("://") ? withoutCredentials(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => clean(name, item));
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(key, inner)]));
  return value;
};

/** A value as a list of changes may show it: secrets masked, cut to a line. */
export const showValue = (name: string, value: unknown): string => {
  if (value === undefined) return "nothing";
  const shown = clean(name, value);
  const text = typeof shown === "string" ? shown : (JSON.stringify(shown) ?? "nothing");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
