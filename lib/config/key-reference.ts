import type { KeyReference } from "./schema";

/** Values that local servers ask for and nobody needs to hide. */
const dummies =
  /^(?:|none|null|dummy|fake|x+|empty|na|n\/a|no|no[-_]?key|no[-_]?api[-_]?key|not[-_]?(?:needed|required|used|necessary)|not[-_]a[-_](?:real[-_])?key|placeholder|unused|ignored|anything|local|ollama|llama\.?cpp|vllm|lm[-_]?studio|sk-(?:no-key-required|none|dummy|fake|xxxx?x*|x+|not-needed|local)|(?:dummy|fake)[-_](?:api[-_])?key|token-abc123)$/i;

export const isDummyKey = (value: string): boolean => dummies.test(value.trim());

const reference = /^os\.environ\/(.+)$/;

export const environmentName = (value: unknown): string | null =>
  typeof value === "string" ? (reference.exec(value.trim())?.[1] ?? null) : null;

/** How a deployment comes by its key: never the key itself. */
export function keyReference(value: unknown): KeyReference {
  if (value === null || value === undefined || value === "") return { kind: "none" };
  const name = environmentName(value);
  if (name !== null) return { kind: "env", name };
  return { kind: "literal", secret: typeof value !== "string" || !isDummyKey(value) };
}
