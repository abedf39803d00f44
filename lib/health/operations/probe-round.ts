import { setTimeout as wait } from "node:timers/promises";
import { continueRun, type Judged, judgeUnknown } from "@/lib/health/judge";
import { isNetworkFailure, suspectsOwnNetwork } from "@/lib/health/own-network";
import type { ProbePlan, Unaskable } from "@/lib/health/plan-probes";
import type { LabelledKey } from "@/lib/health/probe-targets";
import { jitterMs } from "@/lib/health/schedule";
import type { Sample } from "@/lib/health/schema";
import { askBackend, type ProbeOutcome } from "./probe-backend";

/** Runs work when the host and the whole have room for it. */
export type Limiter = <T>(host: string, work: () => Promise<T>) => Promise<T>;

export type RoundInput = {
  plans: readonly ProbePlan[];
  unaskable: readonly Unaskable[];
  secrets: ReadonlyMap<string, LabelledKey>;
  /** Newest direct sample by identity. */
  before: ReadonlyMap<string, Sample>;
  round: number;
  intervalMs: number;
  timeoutMs: number;
  staleAfterMs: number;
  signal: AbortSignal;
  now: () => Date;
  /** Backends that are still being asked from the round before: they are left alone. Changed by the round. */
  busy: Set<string>;
  /** Bounds how many are asked at once, over all and per host. */
  limit: Limiter;
  emit: (samples: Sample[]) => void;
};

const noKey: LabelledKey = { value: null, missing: null };

const ownNetwork = judgeUnknown(
  "own-network",
  "every remote backend failed at once: our own network is suspected, so nothing is said of this one",
);

function toSamples(input: RoundInput, at: string, judged: Iterable<readonly [string, Judged]>): Sample[] {
  return [...judged].map(([identity, one]) =>
    continueRun(one, { identity, witness: "direct", at }, input.before.get(identity) ?? null, input.staleAfterMs),
  );
}

async function askOne(plan: ProbePlan, input: RoundInput): Promise<ProbeOutcome | null> {
  if (input.busy.has(plan.id)) return null;
  input.busy.add(plan.id);
  try {
    await wait(jitterMs(plan.id, input.round, input.intervalMs), undefined, { signal: input.signal }).catch(() => {});
    return await input.limit(plan.host, async () => {
      if (input.signal.aborted) return null;
      const key = plan.key === null ? noKey : (input.secrets.get(plan.key) ?? noKey);
      const outcome = await askBackend(plan, { ...input, key });
      return input.signal.aborted ? null : outcome;
    });
  } finally {
    input.busy.delete(plan.id);
  }
}

/**
 * Asks every backend once. What is known is handed on as it comes, so a slow backend holds up nobody; only network failures of
 * remote backends wait for the other remote ones, because together they say something else.
 */
export async function runRound(input: RoundInput): Promise<void> {
  const at = input.now().toISOString();
  const silent = input.unaskable.map(({ identity, reason }) => [identity, judgeUnknown("no-view", reason)] as const);
  if (silent.length > 0) input.emit(toSamples(input, at, silent));
  const askAll = (plans: readonly ProbePlan[]) =>
    Promise.all(
      plans.map(async (plan) => {
        const outcome = await askOne(plan, input);
        if (outcome && (plan.local || !isNetworkFailure(outcome.cause)))
          input.emit(toSamples(input, outcome.at, outcome.judged));
        return outcome;
      }),
    );
  const local = askAll(input.plans.filter((plan) => plan.local));
  const remote = await askAll(input.plans.filter((plan) => !plan.local));
  emitRemoteFailures(input, remote);
  await local;
}

function emitRemoteFailures(input: RoundInput, outcomes: readonly (ProbeOutcome | null)[]): void {
  const asked = outcomes.flatMap((outcome) => (outcome && outcome.cause !== "no-key" ? [outcome] : []));
  const suspected = suspectsOwnNetwork(asked.map(({ plan, cause }) => ({ host: plan.host, cause })));
  for (const { judged, at, cause } of asked)
    if (isNetworkFailure(cause))
      input.emit(
        toSamples(input, at, suspected ? [...judged.keys()].map((one) => [one, ownNetwork] as const) : judged),
      );
}
