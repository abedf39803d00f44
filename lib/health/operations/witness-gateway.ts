import { readCachedHealth, readRunningGraph } from "@/lib/adapters/litellm/client";
import type { CachedHealth, GatewayConnection } from "@/lib/adapters/litellm/schema";
import { judgeView, matchRunning, viewSample, viewSignature } from "@/lib/health/gateway-view";
import { type Judged, judgeUnknown } from "@/lib/health/judge";
import type { FailureCause, Sample } from "@/lib/health/schema";
import type { AdapterFailure } from "@/lib/result";
import type { RoutingGraph } from "@/lib/routing/schema";

/** What the console remembers of a gateway's view, since the gateway states no time. */
export type ViewMemory = {
  /** The view as it was last seen, and since when it has been the same. */
  signature: string | null;
  since: string | null;
  /** A reload that the view must be newer than before it is believed. */
  awaitingSince: string | null;
  /** Reading the view costs prompts unless the running gateway keeps one. */
  keepsView: boolean | null;
  /** When the file began to say that it keeps one; believed after a reload. */
  saysSoSince: string | null;
  /** The view that an empty answer ended, and when: a worker that is ending may still state it. */
  ended: { signature: string; at: string } | null;
  identities: { sha: string; byId: Map<string, string> } | null;
  /** Nothing was read yet by this process; what another one stored may be continued. */
  isFresh: boolean;
};

export const newViewMemory = (): ViewMemory => ({
  signature: null,
  since: null,
  awaitingSince: null,
  keepsView: null,
  saysSoSince: null,
  ended: null,
  identities: null,
  isFresh: true,
});

type WitnessInput = {
  graph: RoutingGraph;
  sha: string;
  /** What the file says of `background_health_checks`. */
  fileKeepsView: boolean;
  connection: GatewayConnection;
  memory: ViewMemory;
  before: ReadonlyMap<string, Sample>;
  reloadedAt: string | null;
  now: Date;
  timeoutMs: number;
  staleAfterMs: number;
  signal: AbortSignal;
};

/** An old worker may answer this long after a reload. */
const oldWorkerMs = 30_000;

/** And this long after the new one has answered for the first time. */
const endingWorkerMs = 10_000;

/** The file may already say what the running gateway does not know yet: only a reload makes it true. */
export function believesInView(
  memory: ViewMemory,
  fileKeepsView: boolean,
  reloadedAt: string | null,
  now: Date,
): boolean {
  if (!fileKeepsView) {
    memory.saysSoSince = null;
    memory.keepsView = false;
    return false;
  }
  if (memory.keepsView === false) {
    memory.saysSoSince ??= now.toISOString();
    if (reloadedAt === null || reloadedAt <= memory.saysSoSince) return false;
  }
  memory.keepsView = true;
  return true;
}

const failureCauses: Record<AdapterFailure, FailureCause> = {
  unreachable: "refused",
  timeout: "timeout",
  refused: "server-error",
  unauthorised: "unauthorised",
  unexpected_reply: "garbage",
};

function silence({ graph, now }: WitnessInput, cause: FailureCause, evidence: string): Sample[] {
  const at = now.toISOString();
  const judged = judgeUnknown(cause, evidence);
  return graph.deployments.map(({ identity }) => ({
    identity,
    witness: "gateway",
    at,
    ...judged,
    since: at,
    checks: 1,
  }));
}

async function identitiesOf(input: WitnessInput, view: CachedHealth): Promise<Map<string, string>> {
  const known = input.memory.identities;
  if (known && known.sha === input.sha && view.endpoints.every(({ id }) => known.byId.has(id))) return known.byId;
  const written = new Map(
    input.graph.deployments.flatMap((one) => (one.writtenId ? [[one.writtenId, one.identity]] : [])),
  );
  if (view.endpoints.every(({ id }) => written.has(id))) return written;
  const running = await readRunningGraph(input.connection, { timeoutMs: input.timeoutMs, signal: input.signal });
  if (!running.ok) return known?.byId ?? written;
  const byId = matchRunning(input.graph.deployments, running.value.models);
  input.memory.identities = { sha: input.sha, byId };
  return byId;
}

/** Since when the view that was stored last has been the same, if this is still it and it was stored just now. */
function continuedSince(
  { before, now, staleAfterMs, reloadedAt }: WitnessInput,
  judged: Map<string, Judged>,
): string | null {
  let since: string | null = null;
  for (const [identity, { status, evidence }] of judged) {
    const sample = before.get(identity);
    if (!sample || sample.status !== status || sample.evidence !== evidence) return null;
    if (now.getTime() - Date.parse(sample.at) > staleAfterMs) return null;
    if (status !== "unknown" && sample.since && (since === null || sample.since > since)) since = sample.since;
  }
  return since !== null && (reloadedAt === null || reloadedAt < since) ? since : null;
}

/** True once the view is certainly of the process that the last reload started. */
function isAfterReload({ memory, now }: WitnessInput, signature: string): boolean {
  const { ended } = memory;
  if (ended?.signature === signature && now.getTime() - Date.parse(ended.at) < endingWorkerMs) return false;
  if (memory.awaitingSince === null) return true;
  const waited = now.getTime() - Date.parse(memory.awaitingSince);
  return signature !== memory.signature || waited > oldWorkerMs;
}

/**
 * One sample per deployment of what the gateway's cached view says. Changes `memory`. The view is unknown, not zero, while the
 * gateway does not answer, between a reload and the end of its first cycle, and where reading it would send prompts.
 */
export async function witnessGateway(input: WitnessInput): Promise<{ samples: Sample[]; settled: boolean }> {
  const { memory, now, reloadedAt } = input;
  if (!believesInView(memory, input.fileKeepsView, reloadedAt, now))
    return {
      samples: silence(input, "no-view", "the gateway keeps no view of its own; asking for one would send prompts"),
      settled: true,
    };
  if (reloadedAt !== null && reloadedAt > (memory.since ?? "") && memory.signature !== null)
    memory.awaitingSince = reloadedAt;
  const view = await readCachedHealth(input.connection, { timeoutMs: input.timeoutMs, signal: input.signal });
  if (!view.ok) {
    Object.assign(memory, { signature: null, since: null, awaitingSince: null, isFresh: false });
    const detail = view.detail ?? view.reason;
    return {
      samples: silence(input, failureCauses[view.reason], `the gateway did not say: ${detail}`),
      settled: false,
    };
  }
  const byId = await identitiesOf(input, view.value);
  const judged = judgeView(input.graph.deployments, view.value, byId);
  const signature = view.value.complete ? viewSignature(view.value) : null;
  if (signature !== null && !isAfterReload(input, signature))
    return { samples: silence(input, "no-view", "what it says may be from before the reload"), settled: false };
  if (signature === null) {
    if (memory.signature !== null) memory.ended = { signature: memory.signature, at: now.toISOString() };
    Object.assign(memory, { signature, since: null, awaitingSince: null });
  }
  if (signature !== null && (signature !== memory.signature || memory.awaitingSince !== null))
    Object.assign(memory, {
      signature,
      since: memory.isFresh ? (continuedSince(input, judged) ?? now.toISOString()) : now.toISOString(),
      awaitingSince: null,
    });
  memory.isFresh = false;
  const at = now.toISOString();
  const samples = [...judged].map(([identity, one]) =>
    viewSample(one, identity, at, memory.since ?? at, input.before.get(identity) ?? null),
  );
  return { samples, settled: signature !== null };
}
