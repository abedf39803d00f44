import { findNearestName } from "@/lib/routing/findings/nearest-name";
import type { ModelsDesk } from "./desk";

/** Why a name has no page, and which names were perhaps meant. */
export type MissingModel = { kind: "alias" | "draft" | "unknown"; near: string[] };

export function explainMissing(
  name: string,
  { aliases, models }: Pick<ModelsDesk, "aliases" | "models">,
): MissingModel {
  const alias = aliases.find((one) => one.name === name);
  if (alias) return { kind: "alias", near: alias.target === null ? [] : [alias.target] };
  if (models.includes(name)) return { kind: "draft", near: [] };
  const near = findNearestName(name, models);
  return { kind: "unknown", near: near ? [near.name] : [] };
}
