import { formatCount } from "@/lib/format";
import type { LeftOut, RehearsalCounts, ScenarioKind, ScenarioResult, StandIn, Verdict } from "./schema";

const failures: Record<Exclude<ScenarioKind, "healthy" | "dead">, string> = {
  context_window: "exceeds its context window",
  content_policy: "refuses by content policy",
  rate_limit: "is over its rate limit",
  authentication: "refuses the key",
  timeout: "does not answer in time",
};

export const kindWords: Record<ScenarioKind, string> = {
  healthy: "all healthy",
  dead: "dead hops",
  context_window: "context window",
  content_policy: "content policy",
  rate_limit: "rate limit",
  authentication: "refused key",
  timeout: "time-out",
};

export const verdictWords: Record<Verdict, string> = {
  "as-planned": "as planned",
  different: "different",
  "not-determined": "not determined",
  "could-not-run": "could not run",
};

export const outcomeOf: Record<ScenarioKind, StandIn> = {
  healthy: "answer",
  dead: "error",
  context_window: "context_window",
  content_policy: "content_policy",
  rate_limit: "rate_limit",
  authentication: "authentication",
  timeout: "timeout",
};

type Told = Pick<ScenarioResult, "kind" | "failing" | "stream"> & { expected: { answered: boolean } };

/** `all healthy`, `first 2 hops dead, as a stream`, `hop 1 refuses the key`. */
export const describeScenario = ({ kind, failing, stream, expected }: Told): string => {
  const suffix = stream ? ", as a stream" : "";
  if (kind === "healthy") return `everything healthy${suffix}`;
  const which = failing === 1 ? "hop 1" : `each of the first ${failing} hops`;
  const verb = kind === "dead" ? "is dead" : failures[kind];
  return `${which} ${verb}${expected.answered ? "" : ", nobody is left"}${suffix}`;
};

/** `rehearsed 34 scenarios, all as planned`. */
export const summariseCounts = ({ scenarios, asPlanned, different, notDetermined, couldNotRun }: RehearsalCounts) => {
  const rest = [
    different > 0 ? `${different} different` : "",
    notDetermined > 0 ? `${notDetermined} not determined` : "",
    couldNotRun > 0 ? `${couldNotRun} could not run` : "",
  ].filter((text) => text !== "");
  const told = formatCount(scenarios, "scenario");
  return rest.length === 0 ? `${told}, all as planned` : `${told}: ${[`${asPlanned} as planned`, ...rest].join(", ")}`;
};

/** Null when nothing was left out. */
export const describeLeftOut = (leftOut: readonly LeftOut[]): string | null => {
  const total = leftOut.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const parts = leftOut.map(({ kind, count }) => `${count} ${kindWords[kind]}`).join(", ");
  return `${formatCount(total, "scenario")} left out to keep it short: ${parts}.`;
};
