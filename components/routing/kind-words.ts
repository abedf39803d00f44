import type { ChainKind } from "@/lib/config/schema";

export const kindWords: Record<ChainKind, string> = {
  general: "General",
  context_window: "Context window",
  content_policy: "Content policy",
  default: "Default",
};

export const kindMeaning: Record<ChainKind, string> = {
  general: "used for every error that has no list of its own",
  context_window: "used when the prompt is too long for the model",
  content_policy: "used when the provider refuses the content",
  default: "used for every model without a general list",
};
