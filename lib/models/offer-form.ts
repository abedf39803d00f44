import { type DeploymentFormValues, emptyForm, type ProviderKind } from "./provider-fields";
import type { BackendOffer } from "./registry";

const kinds: Partial<Record<string, ProviderKind>> = {
  ollama: "ollama",
  "ollama-cloud": "ollama",
  llamacpp: "llamacpp-native",
  "llamacpp-python": "llamacpp-python",
  vllm: "vllm",
};

/** The form for a model that a backend offers, filled as far as that is known; its name is left open where it is taken. */
export function toOfferForm(
  { provider, apiBase, keyName }: Pick<BackendOffer, "provider" | "apiBase" | "keyName">,
  model: string,
  taken: readonly string[],
): DeploymentFormValues {
  const kind = Object.hasOwn(kinds, provider) ? (kinds[provider] ?? "openai-compatible") : "openai-compatible";
  const keyless = kind === "ollama" || kind === "vllm" ? "none" : "dummy";
  return {
    ...emptyForm,
    group: taken.includes(model) ? "" : model,
    provider: kind,
    model,
    apiBase,
    key: keyName ? "env" : keyless,
    keyName: keyName ?? "",
  };
}
