import { readConfig } from "@/lib/config/read-config";
import type { ConfigReading } from "@/lib/config/schema";
import { toRoutingGraph } from "./graph";
import { planAttempts } from "./plan-attempts";
import type { FailureKind, RoutePlan, RoutingGraph } from "./schema";

export const readText = (text: string): ConfigReading =>
  readConfig({ main: { path: "config.yaml", text }, included: [], missing: [] });

/** A gateway of OpenAI-compatible local servers, one a model, each on a port of its own; `rest` is what follows. */
export const textOf = (models: readonly string[], rest = ""): string => {
  const entries = models.map(
    (name, at) =>
      `  - model_name: ${JSON.stringify(name)}\n    litellm_params: {model: "openai/up-${at}", api_base: "http://127.0.0.1:${9000 + at}/v1", api_key: none}\n    model_info: {id: "id-${at}"}\n`,
  );
  return `model_list:\n${entries.join("")}general_settings: {master_key: os.environ/MASTER}\n${rest}`;
};

export const graphOf = (models: readonly string[], rest = ""): RoutingGraph =>
  toRoutingGraph(readText(textOf(models, rest)));

type Asked = { kind?: FailureKind; version?: string | null };

export const planOf = (graph: RoutingGraph, model: string, asked: Asked = {}): RoutePlan =>
  planAttempts(graph, { model, kind: asked.kind ?? "general", version: asked.version ?? "1.106.2" });

export const groupsOf = (plan: RoutePlan): string => plan.hops.map(({ group }) => group).join(",");
