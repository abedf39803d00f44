import type { Expected, Observed, RehearsalCounts, ScenarioResult, Verdict } from "./schema";

export type Comparison = { verdict: Verdict; why: string | null };

/** The sets of deployments of which one is called, call by call. */
const callsOf = ({ hops }: Expected): string[][] =>
  hops.flatMap(({ deployments, calls }) => Array.from({ length: calls }, () => deployments));

const different = (why: string): Comparison => ({ verdict: "different", why });

const uncertain =
  "The plan is not certain here: the gateway chooses by the prompt, or looks a name up in its price list.";

/**
 * Sets the calls that were made beside the planned ones. `why` says the first thing in which they differ; where the plan says
 * of itself that the gateway may do otherwise, a difference decides nothing.
 */
export const compareAttempts = (expected: Expected, observed: Observed): Comparison => {
  const compared = compareCalls(expected, observed);
  if (compared.verdict !== "different" || expected.certain) return compared;
  return { verdict: "not-determined", why: `${uncertain} ${compared.why ?? ""}`.trim() };
};

const compareCalls = (expected: Expected, { calls, answered, error }: Observed): Comparison => {
  const planned = callsOf(expected);
  const at = planned.findIndex((deployments, index) => !deployments.includes(calls[index]?.deployment ?? ""));
  const called = calls[at];
  if (at >= 0 && called)
    return different(`Call ${at + 1} was planned to another deployment than ${called.deployment}.`);
  if (at >= 0) return different(`Only ${calls.length} of ${planned.length} planned calls were made.`);
  if (expected.open !== null) return { verdict: "not-determined", why: expected.open };
  const extra = calls[planned.length];
  if (extra) return different(`${extra.deployment} was called although nothing more was planned.`);
  if (!expected.answered && answered !== null) return different(`${answered} answered although no answer was planned.`);
  if (!expected.answered) return { verdict: "as-planned", why: null };
  if (answered === null) return different(`No answer came back: ${error ?? "the reason is not known"}.`);
  const last = expected.hops.at(-1)?.deployments ?? [];
  if (!last.includes(answered)) return different(`${answered} answered, which was not planned to.`);
  return { verdict: "as-planned", why: null };
};

export const countVerdicts = (results: readonly Pick<ScenarioResult, "verdict">[]): RehearsalCounts => {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  return {
    scenarios: results.length,
    asPlanned: count("as-planned"),
    different: count("different"),
    notDetermined: count("not-determined"),
    couldNotRun: count("could-not-run"),
  };
};
