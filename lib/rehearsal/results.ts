import { compareAttempts } from "./compare";
import type { ClientView, Scenario, ScenarioResult } from "./schema";

/** The deployments of a candidate by the keys that they are rehearsed under. */
export type Keyed = readonly { key: string; identity: string; group: string; writtenId: string | null }[];

export type Raw = { calls: readonly string[]; answered: string | null; error: string | null };

type Shared = Omit<ScenarioResult, "verdict" | "why" | "observed" | "client">;

const shared = ({ id, kind, model, failing, stream, expected }: Scenario): Shared => ({
  id,
  kind,
  model,
  failing,
  stream,
  expected,
});

/** What was seen, in the words of the configuration, and what that says of the plan. */
export const toResult = (scenario: Scenario, raw: Raw, keyed: Keyed, client: ClientView | null): ScenarioResult => {
  const find = (key: string) => keyed.find((one) => one.key === key);
  const observed = {
    calls: raw.calls.map((key) => ({ group: find(key)?.group ?? "?", deployment: find(key)?.identity ?? key })),
    answered: raw.answered === null ? null : (find(raw.answered)?.identity ?? raw.answered),
    error: raw.error,
  };
  const compared = compareAttempts(scenario.expected, observed);
  const cutOff = compared.verdict === "as-planned" && client?.stream?.ended === false;
  const verdict = cutOff ? "different" : compared.verdict;
  const why = cutOff ? "The stream ended before its end." : compared.why;
  return { ...shared(scenario), verdict, why, observed, client };
};

export const notRun = (scenario: Scenario, why: string): ScenarioResult => ({
  ...shared(scenario),
  verdict: "could-not-run",
  why,
  observed: null,
  client: null,
});

/** Outcomes by key for the deployments that fail in this scenario. */
export const outcomesOf = <Outcome>(scenario: Scenario, keyed: Keyed, outcome: Outcome): Record<string, Outcome> => {
  const dead = new Set(scenario.dead);
  return Object.fromEntries(keyed.filter(({ identity }) => dead.has(identity)).map(({ key }) => [key, outcome]));
};

/** Errors and headers are LiteLLM's own words, which may quote what the file says. */
export const maskResult = (result: ScenarioResult, mask: (text: string) => string): ScenarioResult => {
  const { observed, client, why } = result;
  const headers = Object.entries(client?.headers ?? {}).map(([name, value]) => [name, mask(value)]);
  return {
    ...result,
    why: why === null ? null : mask(why),
    observed: observed && { ...observed, error: observed.error === null ? null : mask(observed.error) },
    client: client && { ...client, headers: Object.fromEntries(headers) },
  };
};
