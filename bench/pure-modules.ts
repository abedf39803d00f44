import { applyEdit } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigSource } from "@/lib/config/schema";
import { checkConfig } from "@/lib/routing/check-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { medianMs, report } from "./figures";

/** A file of `groups` models with `perChain` targets each; about ten lines a model. */
function writeConfig(groups: number, perChain: number): string {
  const names = Array.from({ length: groups }, (_, index) => `model-${index}`);
  const models = names.map(
    (name, index) => `  - model_name: ${name}
    litellm_params:
      model: openai/${name}
      api_base: http://127.0.0.1:${9000 + (index % 40)}/v1
      api_key: none
      timeout: 30   # seconds
    model_info:
      id: ${name}-one
`,
  );
  const chains = names.map((name, index) => {
    const targets = Array.from({ length: perChain }, (_, hop) => names[(index * 7 + hop + 1) % groups]);
    return `    - ${name}: [${targets.join(", ")}]\n`;
  });
  return `model_list:\n${models.join("")}router_settings:\n  fallbacks:\n${chains.join("")}general_settings:\n  master_key: os.environ/KEY\n`;
}

const asSource = (text: string): ConfigSource => ({ main: { path: "gateway.yaml", text }, included: [], missing: [] });

const planAll = (graph: ReturnType<typeof toRoutingGraph>) => {
  for (const model of graph.groups) planAttempts(graph, { model, kind: "general", version: "1.106.2" });
};

/** Parsing, planning, checking and splicing, with how they grow. */
export async function benchPureModules(): Promise<void> {
  const large = asSource(writeConfig(500, 4));
  const reading = readConfig(large);
  const graph = toRoutingGraph(reading);
  const smallReading = readConfig(asSource(writeConfig(50, 4)));
  const small = toRoutingGraph(smallReading);
  const ordinary = asSource(writeConfig(33, 3));

  report({ name: "read_300_lines", value: await medianMs(9, () => readConfig(ordinary)), unit: "ms", limit: 60 });
  report({ name: "read_5000_lines", value: await medianMs(3, () => readConfig(large)), unit: "ms", limit: 900 });
  const edit = { type: "set-chain", kind: "general", model: "model-3", targets: ["model-9"] } as const;
  report({
    name: "splice_300_lines",
    value: await medianMs(5, () => applyEdit(ordinary, { ...edit, targets: [...edit.targets] })),
    unit: "ms",
    limit: 150,
  });
  const planGrowth = (await medianMs(5, () => planAll(graph))) / (await medianMs(9, () => planAll(small)));
  report({ name: "plan_growth_50_to_500", value: planGrowth, unit: "ratio", limit: 30 });
  const check = (of: typeof reading) => () =>
    checkConfig({ reading: of, graph: toRoutingGraph(of), version: "1.106.2" });
  const findingsGrowth = (await medianMs(5, check(reading))) / (await medianMs(9, check(smallReading)));
  report({ name: "findings_growth_50_to_500", value: findingsGrowth, unit: "ratio", limit: 60 });
}
