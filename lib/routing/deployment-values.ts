import type { DeploymentEntry } from "@/lib/config/schema";

export const asNumber = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** A time or a price, which the gateway also takes as text (`"30"`, `1.5e-06`). */
export const asQuantity = (value: unknown): number | null =>
  asNumber(typeof value === "string" && value.trim() !== "" ? Number(value) : value);

/** Seconds; zero is passed over as if it were not written. */
export const asDuration = (value: unknown): number | null => asQuantity(value) || null;

export const asText = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A tier holds a name, a map with `model_name`, or a list of these. */
const namesIn = (tier: unknown): string[] =>
  itemsOf(tier).flatMap((entry) => asText(entry) ?? asText(fieldsOf(entry).model_name) ?? []);

/** The semantic router's configuration is JSON written as text. */
const namesInRoutes = (config: unknown): string[] => {
  try {
    return itemsOf(fieldsOf(JSON.parse(asText(config) ?? "{}")).routes).flatMap(
      (route) => asText(fieldsOf(route).name) ?? [],
    );
  } catch {
    return [];
  }
};

/** A deployment that only chooses another group by prompt: it runs in the gateway and has no backend of its own. */
export const isSmartRouter = ({ model }: { model: string }): boolean => model.startsWith("auto_router/");

/**
 * The groups among which a router deployment chooses by prompt, its default model last; null for any other deployment.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export const listTiers = ({ model, params }: Pick<DeploymentEntry, "model" | "params">): string[] | null => {
  if (!isSmartRouter({ model })) return null;
  const complexity = fieldsOf(params.complexity_router_config);
  const quality = fieldsOf(params.quality_router_config);
  const names = model.startsWith("auto_router/complexity_router")
    ? [
        ...Object.values(fieldsOf(complexity.tiers)).flatMap(namesIn),
        ...namesIn(params.complexity_router_default_model),
        ...namesIn(complexity.default_model),
      ]
    : model.startsWith("auto_router/quality_router")
      ? [
          ...namesIn(quality.available_models),
          ...namesIn(params.quality_router_default_model),
          ...namesIn(quality.default_model),
        ]
      : model.startsWith("auto_router/adaptive_router")
        ? namesIn(fieldsOf(params.adaptive_router_config).available_models)
        : [...namesInRoutes(params.auto_router_config), ...namesIn(params.auto_router_default_model)];
  return [...new Set(names)];
};
