import { type Command, Option } from "commander";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { FailureKind, type RoutePlan } from "@/lib/routing/schema";
import { printJson, printLines } from "../print";
import { readInput, requireUsable } from "../read-input";

type Options = { model: string; kind: string; json?: true; gatewayVersion?: string };

const cutWords: Record<RoutePlan["cut"][number]["rule"], string> = {
  "max-fallbacks": "beyond max_fallbacks",
  "already-tried": "already tried",
  self: "the failing model itself",
  "unknown-target": "nothing answers to that name",
  "shadowed-chain": "in a list that is not read",
  "empty-group": "no deployment of that level",
};

const toLines = (plan: RoutePlan): string[] => [
  ...plan.hops.map(
    ({ position, group, deployments, via }) => `${position}. ${group} (${via}): ${deployments.join(", ")}`,
  ),
  ...plan.cut.map(({ group, rule, via }) => `-  ${group} (${via}) is not reached: ${cutWords[rule]}`),
  plan.exact
    ? `By the rules of LiteLLM ${plan.rulesOf}.`
    : `Planned by the rules of LiteLLM ${plan.rulesOf}, which need not be those of this gateway; see --gateway-version.`,
];

const plan = async (path: string, options: Options): Promise<void> => {
  const { reading } = await readInput(path);
  requireUsable(path, reading);
  const planned = planAttempts(toRoutingGraph(reading), {
    model: options.model,
    kind: FailureKind.parse(options.kind),
    version: options.gatewayVersion ?? null,
  });
  const { model, kind, hops, cut } = planned;
  if (options.json) printJson({ model, kind, hops, cut: cut.map(({ group, rule }) => ({ group, rule })) });
  else printLines(toLines(planned));
  process.exitCode = hops.length === 0 ? 1 : 0;
};

export const register = (program: Command): void => {
  program
    .command("plan")
    .description("list what the gateway tries for a model, in order, when every call fails")
    .argument("<file>", "the configuration file; what it includes is read too")
    .requiredOption("--model <name>", "the model, alias or deployment id that a client asks for")
    .addOption(new Option("--kind <kind>", "the kind of failure").choices(FailureKind.options).default("general"))
    .option("--json", "print the plan as JSON")
    .option("--gateway-version <version>", "the LiteLLM version whose rules apply")
    .action(plan);
};
