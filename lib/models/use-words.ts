import type { ChainKind } from "@/lib/config/schema";
import type { ModelUse, ModelView } from "./schema";

export const chainWords: Record<ChainKind, string> = {
  general: "fallbacks",
  context_window: "context-window fallbacks",
  content_policy: "content-policy fallbacks",
  default: "default fallbacks",
};

/** A chain as a list of names may mention it: the model it belongs to, and its kind where that is not the usual one. */
export const nameChain = ({ kind, source }: Pick<ModelUse, "kind" | "source">): string =>
  kind === "default" ? "every model (default)" : kind === "general" ? source : `${source} (${chainWords[kind]})`;

/** Chains and aliases that lead to a model, each once. */
export const listUses = ({ usedBy }: Pick<ModelView, "usedBy">): string[] => [
  ...new Set([...usedBy.chains.map(nameChain), ...usedBy.aliases.map((alias) => `alias ${alias}`)]),
];
