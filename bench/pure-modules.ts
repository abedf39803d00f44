import { applyEdit } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigSource } from "@/lib/config/schema";
import { checkConfig } from "@/lib/routing/check-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAll, planAttempts } from "@/lib/routing/plan-attempts";
import { withChain } from "@/lib/routing/with-chain";
import { medianMs, report } from "./figures";

/** A file of `groups` models with `perChain` targets each; about ten lines a model. */
export function writeConfig(groups: number, perChain: number): string {
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

const asked = { kind: "general", version: "1.106.2" } as const;

type Reading = ReturnType<typeof readConfig>;

const check = (reading: Reading) => () =>
  checkConfig({ reading, graph: toRoutingGraph(reading), version: asked.version });

/** Middle of timings of planning every model of a graph that was never planned before. */
async function planMs(reading: Reading, runs: number): Promise<number> {
  const graphs = Array.from({ length: runs + 1 }, () => toRoutingGraph(reading));
  return await medianMs(runs, () => {
    const graph = graphs.pop();
    return graph && planAll(graph, asked);
  });
}

/** One edited chain, as the editor plans it on every drag: a graph of its own, and the plan of one model. */
async function editedPlanMs(reading: Reading): Promise<number> {
  const graph = toRoutingGraph(reading);
  planAll(graph, asked);
  const edit = { kind: "general", model: "model-3", targets: ["model-9", "model-8"] } as const;
  return await medianMs(15, () => planAttempts(withChain(graph, edit), { model: "model-3", ...asked }));
}

/** Parsing, planning, checking and splicing, with how they grow. */
export async function benchPureModules(): Promise<void> {
  const large = asSource(writeConfig(500, 4));
  const reading = readConfig(large);
  const small = readConfig(asSource(writeConfig(50, 4)));
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
  const planned = await planMs(reading, 15);
  report({ name: "plan_500_groups", value: planned, unit: "ms", limit: 50 });
  report({ name: "plan_edited_chain", value: await editedPlanMs(reading), unit: "ms", limit: 16 });
  report({ name: "plan_growth_50_to_500", value: planned / (await planMs(small, 15)), unit: "ratio", limit: 30 });
  const checked = await medianMs(5, check(reading));
  report({ name: "findings_500_groups", value: checked, unit: "ms", limit: 50 });
  report({
    name: "findings_from_text_5000_lines",
    value: await medianMs(3, () => check(readConfig(large))()),
    unit: "ms",
    limit: 250,
  });
  const findingsGrowth = checked / (await medianMs(9, check(small)));
  report({ name: "findings_growth_50_to_500", value: findingsGrowth, unit: "ratio", limit: 20 });
}
