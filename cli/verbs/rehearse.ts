import { type Command, Option } from "commander";
import { endWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { findPython } from "@/lib/rehearsal/operations/find-python";
import { runRehearsal } from "@/lib/rehearsal/operations/run-rehearsal";
import {
  type ExpectedHop,
  RehearsalDepth,
  type RehearsalFailure,
  type RehearsalReport,
  type ScenarioResult,
} from "@/lib/rehearsal/schema";
import { describeLeftOut, describeScenario, summariseCounts, verdictWords } from "@/lib/rehearsal/words";
import { toRoutingGraph } from "@/lib/routing/graph";
import { rehearsalSettings } from "@/lib/server/means";
import { printJson, printLines } from "../print";
import { readInput, requireUsable } from "../read-input";
import { Stop } from "../stop";

type Options = { depth: string; json?: true; gatewayVersion?: string; python?: string };

const plannedOf = (hops: readonly ExpectedHop[]): string =>
  hops.map(({ group, deployments }) => `${group} (${deployments.join(" or ")})`).join(", ") || "nobody";

const observedOf = ({ observed }: ScenarioResult): string =>
  observed?.calls.map(({ group, deployment }) => `${group} (${deployment})`).join(", ") || "nobody";

const seenOf = ({ client }: ScenarioResult): string[] =>
  client === null ? [] : [`    client:  ${client.status ?? "no answer"} after ${Math.round(client.totalMs)} ms`];

const toLines = (result: ScenarioResult): string[] => {
  const head = `${verdictWords[result.verdict]}: ${result.model}, ${describeScenario(result)}`;
  if (result.verdict === "as-planned") return [];
  if (result.verdict !== "different") return [head, `    ${result.why ?? ""}`];
  return [
    head,
    `    ${result.why ?? ""}`,
    `    planned: ${plannedOf(result.expected.hops)}`,
    `    called:  ${observedOf(result)}`,
    ...seenOf(result),
  ];
};

const print = (report: RehearsalReport): void => {
  const leftOut = describeLeftOut(report.leftOut);
  printLines([
    ...report.results.flatMap(toLines),
    ...report.notes,
    ...(leftOut === null ? [] : [leftOut]),
    `Rehearsed ${summariseCounts(report.counts)}, on LiteLLM ${report.litellm ?? "of unknown version"}.`,
  ]);
};

/** A file that LiteLLM refuses is a result like a difference; everything else kept the rehearsal from being one. */
const codeOf = (reason: RehearsalFailure): 1 | 2 => (reason === "start-refused" || reason === "unusable-file" ? 1 : 2);

const rehearse = async (path: string, options: Options): Promise<void> => {
  const { reading } = await readInput(path);
  requireUsable(path, reading);
  const settings = rehearsalSettings();
  const litellmPython = options.python ?? settings.litellmPython;
  const python = await findPython({ gateway: null, settings: { ...settings, litellmPython } });
  if (!python.ok) throw new Stop(2, python.detail ?? python.reason);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const ran = await runRehearsal({
    reading,
    graph: toRoutingGraph(reading),
    depth: RehearsalDepth.parse(options.depth),
    python: python.value,
    gatewayVersion: options.gatewayVersion ?? null,
    signal: stop.signal,
  }).finally(endWarmRouter);
  if (!ran.ok) {
    if (options.json) printJson({ failure: { reason: ran.reason, detail: ran.detail ?? "" } });
    const refusal = ran.reason === "start-refused" ? "LiteLLM refuses to start with it: " : "";
    throw new Stop(codeOf(ran.reason), `${path}: ${refusal}${ran.detail ?? ran.reason}`);
  }
  if (options.json) printJson(ran.value);
  else print(ran.value);
  const { different, couldNotRun } = ran.value.counts;
  process.exitCode = different > 0 ? 1 : couldNotRun > 0 ? 2 : 0;
};

export const register = (program: Command): void => {
  program
    .command("rehearse")
    .description(
      "run a configuration file on the real LiteLLM with stand-ins; exit code 1 when it differs from the plan",
    )
    .argument("<file>", "the configuration file; what it includes is read too")
    .addOption(
      new Option("--depth <depth>", "LiteLLM's Router alone, or a whole throw-away gateway")
        .choices(RehearsalDepth.options)
        .default("router"),
    )
    .option("--json", "print every scenario as JSON")
    .option("--python <path>", "a Python that has LiteLLM, instead of the one that settings name")
    .option("--gateway-version <version>", "the LiteLLM version of the gateway, to be told when another one rehearsed")
    .action(rehearse);
};
