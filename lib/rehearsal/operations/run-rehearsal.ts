import { startGateway } from "@/lib/adapters/rehearsal/gateway-process";
import {
  type ClientAnswer,
  type PythonPlace,
  type RehearsalLimits,
  type RunFailure,
  rehearsalLimits,
} from "@/lib/adapters/rehearsal/schema";
import { withWarmRouter } from "@/lib/adapters/rehearsal/warm-router";
import { findStartupFailure } from "@/lib/changes/startup-failure";
import { maskText } from "@/lib/config/mask-text";
import type { ConfigReading } from "@/lib/config/schema";
import { secretValues } from "@/lib/config/secret-values";
import { formatCount } from "@/lib/format";
import { type Candidate, toCandidate } from "@/lib/rehearsal/candidate";
import { countVerdicts } from "@/lib/rehearsal/compare";
import { maskResult, notRun, outcomesOf, toResult } from "@/lib/rehearsal/results";
import { listScenarios } from "@/lib/rehearsal/scenarios";
import type {
  ClientView,
  PythonOrigin,
  RehearsalDepth,
  RehearsalFailure,
  RehearsalReport,
  Scenario,
  ScenarioResult,
} from "@/lib/rehearsal/schema";
import { outcomeOf } from "@/lib/rehearsal/words";
import { err, ok, type Result } from "@/lib/result";
import type { RoutingGraph } from "@/lib/routing/schema";

export type RehearsalProgress = { done: number; total: number; doing: string };

export type RehearsalGiven = {
  reading: ConfigReading;
  graph: RoutingGraph;
  depth: RehearsalDepth;
  python: PythonPlace & { origin: PythonOrigin };
  /** Version of the gateway that this is for, when it is known. */
  gatewayVersion: string | null;
  /** Models to begin with: those that a draft changes. */
  first?: readonly string[];
  onProgress?: (progress: RehearsalProgress) => void;
  signal?: AbortSignal;
  limits?: Partial<RehearsalLimits & { totalMs: number }>;
};

type Limits = RehearsalLimits & { totalMs: number };
type Ran = Pick<RehearsalReport, "litellm" | "leftOut" | "notes" | "results" | "peakBytes" | "startMs">;
type Failure = Exclude<RehearsalFailure, "no-python" | "interrupted">;

/** Starting included. */
const totalMs = 180_000;

/** Runs the scenarios one after another, by the rules of the version that runs them, and says what was as planned. */
export async function runRehearsal(given: RehearsalGiven): Promise<Result<RehearsalReport, Failure>> {
  const { reading, graph, depth, python } = given;
  const unusable = whyUnusable(reading);
  if (unusable !== null) return err("unusable-file", unusable);
  if (graph.groups.length === 0) return err("nothing-to-rehearse", "The file lists no model.");
  const mask = (text: string) => maskText(text, secretValues(reading));
  const limits: Limits = { ...rehearsalLimits, totalMs, ...given.limits };
  const startedAt = performance.now();
  const candidate = toCandidate(reading);
  const ran = await (depth === "router" ? inRouter : inGateway)(given, candidate, limits);
  if (!ran.ok) return err(ran.reason, mask(ran.detail ?? ran.reason));
  const report = {
    ...ran.value,
    depth,
    origin: python.origin,
    counts: countVerdicts(ran.value.results),
    notes: [...candidate.notes, ...ran.value.notes, ...noteOnVersion(given.gatewayVersion, ran.value.litellm)],
    totalMs: performance.now() - startedAt,
  };
  return ok({ ...report, results: report.results.map((result) => maskResult(result, mask)) });
}

function whyUnusable(reading: ConfigReading): string | null {
  const stopping = reading.problems.find(({ rule, severity }) => severity === "error" && rule === "model-list-shape");
  const problem = reading.usable ? stopping : reading.problems[0];
  if (reading.usable && !problem) return null;
  return problem ? `Line ${problem.place.line}: ${problem.message}` : "The file cannot be read.";
}

const noteOnVersion = (gateway: string | null, used: string | null): string[] =>
  gateway !== null && used !== null && gateway !== used
    ? [`The gateway runs LiteLLM ${gateway}; this was rehearsed with ${used}.`]
    : [];

const noteOnLeftOut = (candidate: Candidate, keys: readonly string[]): string[] => {
  const names = candidate.deployments.filter(({ key }) => keys.includes(key)).map(({ identity }) => identity);
  if (names.length === 0) return [];
  return [`LiteLLM leaves out ${formatCount(names.length, "deployment")} that it cannot serve: ${names.join(", ")}.`];
};

async function inRouter(given: RehearsalGiven, candidate: Candidate, limits: Limits): Promise<Result<Ran, Failure>> {
  const startedAt = performance.now();
  given.onProgress?.({ done: 0, total: 0, doing: "Starting LiteLLM's Router" });
  return withWarmRouter<Ran, Failure>(given.python, limits, async (router) => {
    const loaded = await router.load(candidate);
    if (!loaded.ok) return loaded;
    const startMs = performance.now() - startedAt;
    const list = listScenarios(given.graph, { ...given, version: router.version });
    const ask = async (scenario: Scenario): Promise<Result<ScenarioResult, RunFailure>> => {
      const outcomes = outcomesOf(scenario, candidate.deployments, outcomeOf[scenario.kind]);
      const answer = await router.call(scenario.model, outcomes);
      return answer.ok ? ok(toResult(scenario, answer.value, candidate.deployments, null)) : answer;
    };
    const results = await runAll(given, list.scenarios, ask, startedAt + limits.totalMs);
    const notes = noteOnLeftOut(candidate, loaded.value.leftOut);
    const { version: litellm, peakBytes } = router;
    return ok({ litellm, leftOut: list.leftOut, notes, results, peakBytes: peakBytes(), startMs });
  });
}

async function inGateway(given: RehearsalGiven, candidate: Candidate, limits: Limits): Promise<Result<Ran, Failure>> {
  const startedAt = performance.now();
  const { signal, graph } = given;
  given.onProgress?.({ done: 0, total: 0, doing: "Starting a throw-away gateway" });
  const started = await startGateway(candidate, { ...given.python, limits, ...(signal ? { signal } : {}) });
  if (!started.ok) return err(started.reason, inItsOwnWords(started.detail ?? ""));
  const gateway = started.value;
  try {
    const startMs = performance.now() - startedAt;
    const list = listScenarios(graph, { ...given, version: gateway.version });
    const ask = async (scenario: Scenario): Promise<Result<ScenarioResult, RunFailure>> => {
      const outcomes = outcomesOf(scenario, candidate.deployments, outcomeOf[scenario.kind]);
      const answer = await gateway.call(scenario.model, outcomes, scenario.stream);
      return answer.ok
        ? ok(toResult(scenario, answer.value, candidate.deployments, toClientView(answer.value)))
        : answer;
    };
    const results = await runAll(given, list.scenarios, ask, startedAt + limits.totalMs);
    const peakBytes = gateway.peakBytes();
    return ok({ litellm: gateway.version, leftOut: list.leftOut, notes: [], results, peakBytes, startMs });
  } finally {
    await gateway.close();
  }
}

const toClientView = ({ status, headers, totalMs, firstByteMs, stream }: ClientAnswer): ClientView => ({
  status,
  headers,
  totalMs,
  firstByteMs,
  stream,
});

/** The exception that ended the start, as the gateway wrote it; else its last lines. */
function inItsOwnWords(log: string): string {
  const failure = findStartupFailure(log);
  if (failure) return failure.reason;
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-6).join("\n") || "It wrote nothing.";
}

/** Each scenario once. After a process that went away, and when the time is over, the rest is told as not run. */
async function runAll(
  { onProgress, signal }: RehearsalGiven,
  scenarios: readonly Scenario[],
  ask: (scenario: Scenario) => Promise<Result<ScenarioResult, RunFailure>>,
  deadline: number,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  let stopped: string | null = null;
  for (const [at, scenario] of scenarios.entries()) {
    onProgress?.({ done: at, total: scenarios.length, doing: scenario.model });
    if (signal?.aborted) stopped ??= "The rehearsal was stopped.";
    if (performance.now() > deadline) stopped ??= "The time of this rehearsal was over.";
    const result: Result<ScenarioResult, RunFailure> | null = stopped === null ? await ask(scenario) : null;
    if (result && !result.ok) stopped = result.detail ?? result.reason;
    results.push(result?.ok ? result.value : notRun(scenario, stopped ?? ""));
  }
  onProgress?.({ done: scenarios.length, total: scenarios.length, doing: "" });
  return results;
}
