import { createHash } from "node:crypto";

const sorted = (_: string, inner: unknown): unknown =>
  typeof inner === "object" && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner;

/** Short name of a parsed YAML value, equal for equal values whatever the order of their keys; tells no secret. */
export const fingerprint = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value, sorted) ?? "undefined")
    .digest("hex")
    .slice(0, 16);
