import { type Command, Option } from "commander";
import { whatIf, whatIfModel } from "@/lib/routing/fate/what-if";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { tellDoubt } from "@/lib/routing/plan-doubt";
import { findRules } from "@/lib/routing/rules-by-version";
import { FailureKind, type RoutePlan, type RoutingGraph } from "@/lib/routing/schema";
import { printJson, printLines } from "../print";
import { readInput, requireUsable } from "../read-input";
import { Stop } from "../stop";
import { outcomeLines, outcomeTable } from "../what-if-lines";

type Options = { model?: string; down: string[]; kind: string; json?: true; gatewayVersion?: string };
type Asked = { kind: FailureKind; version: string | null };

const cutWords: Readonly<Record<string, string>> = {
  "max-fallbacks": "beyond max_fallbacks",
  "already-tried": "already tried",
  self: "the failing model itself",
  "unknown-target": "nothing answers to that name",
  "shadowed-chain": "in a list that is not read",
  "empty-group": "no deployment of that level",
  cooling: "just failed, and left alone for a while",
};

const toLines = (plan: RoutePlan): string[] => [
  ...plan.hops.map(
    ({ position, group, deployments, via }) => `${position}. ${group} (${via}): ${deployments.join(", ")}`,
  ),
  ...plan.cut.map(({ group, rule, via }) => `-  ${group} (${via}) is not reached: ${cutWords[rule] ?? rule}`),
];

const rulesLine = (plan: Pick<RoutePlan, "exact" | "rulesOf">, { version }: Asked): string => {
  const doubt = tellDoubt(plan, version);
  if (doubt === null) return `By the rules of LiteLLM ${plan.rulesOf}.`;
  return findRules(version).exact
    ? `By the rules of LiteLLM ${plan.rulesOf}, and not certain: ${doubt}.`
    : `Planned by the rules of LiteLLM ${plan.rulesOf}, which need not be those of this gateway; see --gateway-version.`;
};

const toJson = ({ model, kind, hops, cut }: RoutePlan) => ({
  model,
  kind,
  hops,
  cut: cut.map(({ group, rule }) => ({ group, rule })),
});

const whatIfAll = (graph: RoutingGraph, options: Options, asked: Asked) => {
  const view = whatIf(graph, { down: options.down, ...asked });
  if (!view.ok) throw new Stop(2, view.detail ?? view.reason);
  return view.value;
};

const planModel = (graph: RoutingGraph, model: string, options: Options, asked: Asked): void => {
  const planned = planAttempts(graph, { model, ...asked });
  if (options.down.length === 0) {
    if (options.json) printJson(toJson(planned));
    else printLines([...toLines(planned), rulesLine(planned, asked)]);
    process.exitCode = planned.hops.length === 0 ? 1 : 0;
    return;
  }
  const { down, dead } = whatIfAll(graph, options, asked);
  const { hops: walk, ...row } = whatIfModel(graph, model, new Set(dead), asked);
  if (options.json) printJson({ ...toJson(planned), down, dead, ...row, walk });
  else printLines([...outcomeLines({ ...row, hops: walk }), rulesLine(planned, asked)]);
  process.exitCode = row.answeredBy === null ? 1 : 0;
};

const planEvery = (graph: RoutingGraph, options: Options, asked: Asked): void => {
  const view = whatIfAll(graph, options, asked);
  if (options.json) printJson(view);
  else {
    const exact = [...view.models, ...view.aliases].every((row) => row.exact);
    printLines([...outcomeTable(view), rulesLine({ exact, rulesOf: findRules(asked.version).rulesOf }, asked)]);
  }
  process.exitCode = view.lost.length + view.lostAliases.length > 0 ? 1 : 0;
};

const plan = async (path: string, options: Options): Promise<void> => {
  if (options.model === undefined && options.down.length === 0)
    throw new Stop(2, "Name a model with --model, or what is dead with --down.");
  const { reading } = await readInput(path);
  requireUsable(path, reading);
  const graph = toRoutingGraph(reading);
  const asked = { kind: FailureKind.parse(options.kind), version: options.gatewayVersion ?? null };
  if (options.model === undefined) planEvery(graph, options, asked);
  else planModel(graph, options.model, options, asked);
};

export const register = (program: Command): void => {
  program
    .command("plan")
    .description("list what the gateway tries for a model, in order, or who answers each model while something is dead")
    .argument("<file>", "the configuration file; what it includes is read too")
    .option("--model <name>", "the model, alias or deployment id that a client asks for")
    .addOption(
      new Option(
        "--down <what>",
        "what is dead (repeatable): a backend such as ollama, host:NAME[:PORT], key:VARIABLE, provider:NAME, deployment:ID, model:NAME or internet",
      )
        .argParser((value: string, before: string[]) => [...before, value])
        .default([], "nothing"),
    )
    .addOption(new Option("--kind <kind>", "the kind of failure").choices(FailureKind.options).default("general"))
    .option("--json", "print the plan as JSON")
    .option("--gateway-version <version>", "the LiteLLM version whose rules apply")
    .action(plan);
};
