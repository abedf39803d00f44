import type { CachedHealth, RunningModel } from "@/lib/adapters/litellm/schema";
import type { GraphDeployment } from "@/lib/routing/schema";
import { type Judged, judgeUnknown } from "./judge";
import type { FailureCause, Sample } from "./schema";

type Endpoint = CachedHealth["endpoints"][number];

const firstLine = (text: string): string => (text.split(/\r?\n/, 1)[0] ?? "").slice(0, 200);

/** The gateway names the upstream's HTTP status; a connection that failed is told by its words. */
export function causeOf({ status, error }: Pick<Endpoint, "status" | "error">): FailureCause {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 404) return "model-missing";
  if (status === 408 || status === 504) return "timeout";
  if (status === 429) return "rate-limited";
  if (error && /loading model/i.test(error)) return "loading";
  if (error && /connection ?error|connect call failed|connection refused|cannot connect/i.test(error)) return "refused";
  return "server-error";
}

/** Which of our deployments each id of the running gateway is: by the written id, else by group, model and address in order. */
export function matchRunning(
  deployments: readonly GraphDeployment[],
  running: readonly RunningModel[],
): Map<string, string> {
  const key = (group: string, model: string, base: string | null) =>
    JSON.stringify([group, model, (base ?? "").replace(/\/+$/, "")]);
  const waiting = new Map<string, string[]>();
  const known = new Map<string, string>();
  for (const { identity, writtenId, group, model, apiBase } of deployments) {
    if (writtenId !== null) known.set(writtenId, identity);
    else {
      const name = key(group, model, apiBase?.startsWith("os.environ/") ? null : apiBase);
      waiting.set(name, [...(waiting.get(name) ?? []), identity]);
    }
  }
  for (const { id, group, model, apiBase } of running) {
    if (known.has(id)) continue;
    const identity = (waiting.get(key(group, model, apiBase)) ?? waiting.get(key(group, model, null)))?.shift();
    if (identity !== undefined) known.set(id, identity);
  }
  return known;
}

/** The same cached view gives the same text: what changes it is a new cycle with another outcome. */
export const viewSignature = (view: CachedHealth): string =>
  JSON.stringify(
    view.endpoints
      .map(({ id, healthy, status, error }) => [id, healthy, status, error === null ? null : firstLine(error)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );

function judgeEndpoint(endpoint: Endpoint): Judged {
  const asked = "GET /health (cached) says";
  const base = judgeUnknown("none", "");
  if (endpoint.healthy) return { ...base, status: "healthy", evidence: `${asked} healthy` };
  const told = endpoint.error ? `: ${firstLine(endpoint.error)}` : "";
  const code = endpoint.status === null ? "" : `, status ${endpoint.status}`;
  return {
    ...base,
    status: "unhealthy",
    cause: causeOf(endpoint),
    evidence: `${asked} unhealthy${code}${told}`.slice(0, 300),
  };
}

/** What the gateway's cached view says of each deployment; those it does not mention are unknown to it. */
export function judgeView(
  deployments: readonly GraphDeployment[],
  view: CachedHealth,
  identities: ReadonlyMap<string, string>,
): Map<string, Judged> {
  const told = new Map<string, Judged>();
  if (view.complete)
    for (const endpoint of view.endpoints) {
      const identity = identities.get(endpoint.id);
      if (identity !== undefined) told.set(identity, judgeEndpoint(endpoint));
    }
  const silence = view.complete
    ? "the gateway's cached view does not mention it"
    : "the gateway has not finished its first cycle of checks";
  return new Map(deployments.map(({ identity }) => [identity, told.get(identity) ?? judgeUnknown("no-view", silence)]));
}

/** A sample of the gateway's view; `since` is when this whole view was first seen. */
export const viewSample = (
  judged: Judged,
  identity: string,
  at: string,
  since: string,
  before: Sample | null,
): Sample => ({
  identity,
  witness: "gateway",
  at,
  ...judged,
  since: judged.status === "unknown" ? at : since,
  checks: before !== null && before.since === since && before.status === judged.status ? (before.checks ?? 1) + 1 : 1,
  answeredAt: judged.status === "healthy" ? at : (before?.answeredAt ?? null),
});
