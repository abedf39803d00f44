import { setTimeout as wait } from "node:timers/promises";
import { probeBackend } from "@/lib/adapters/backends/probe";
import type { BackendReading, ProbeTarget } from "@/lib/adapters/backends/schema";
import { type Judged, judgeReading, judgeUnknown } from "@/lib/health/judge";
import type { ProbePlan } from "@/lib/health/plan-probes";
import type { LabelledKey } from "@/lib/health/probe-targets";
import type { FailureCause, Sample } from "@/lib/health/schema";

export type ProbeOptions = {
  key: LabelledKey;
  timeoutMs: number;
  signal: AbortSignal;
  /** Newest direct sample of each member, by identity. */
  before: ReadonlyMap<string, Sample>;
  now: () => Date;
};

export type ProbeOutcome = { plan: ProbePlan; cause: FailureCause; at: string; judged: Map<string, Judged> };

const retryAfterMs = 300;
const worthRetrying = new Set<BackendReading["cause"]>(["refused", "timeout", "dns", "tls", "server-error", "garbage"]);

/** A first failure is soft: it is tried once more before it counts. One that is known already is hard and is not tried again. */
const isNews = (plan: ProbePlan, cause: FailureCause, before: ReadonlyMap<string, Sample>): boolean =>
  plan.members.some(({ identity }) => {
    const sample = before.get(identity);
    return !sample || sample.cause !== cause;
  });

async function ask(
  plan: ProbePlan,
  options: ProbeOptions,
): Promise<{ reading: BackendReading; retried: FailureCause | null }> {
  const { timeoutMs, signal, before } = options;
  const target: ProbeTarget = { baseUrl: plan.baseUrl, key: options.key.value, timeoutMs, signal };
  const first = await probeBackend(plan.flavour, target);
  if (!worthRetrying.has(first.cause) || !isNews(plan, first.cause, before) || signal.aborted)
    return { reading: first, retried: null };
  await wait(retryAfterMs, undefined, { signal }).catch(() => {});
  if (signal.aborted) return { reading: first, retried: null };
  return { reading: await probeBackend(plan.flavour, target), retried: first.cause };
}

const silentOutcome = (plan: ProbePlan, at: string, name: string): ProbeOutcome => ({
  plan,
  at,
  cause: "no-key",
  judged: new Map(
    plan.members.map(({ identity }) => [
      identity,
      judgeUnknown("no-key", `the key ${name} is not available to the console`),
    ]),
  ),
});

/**
 * Asks one backend and judges the answer for each deployment on it. Without its key a provider on the internet is not asked;
 * one of our own is, since it may not want any.
 */
export async function askBackend(plan: ProbePlan, options: ProbeOptions): Promise<ProbeOutcome> {
  const { missing } = options.key;
  if (missing !== null && !plan.local) return silentOutcome(plan, options.now().toISOString(), missing);
  const { reading, retried } = await ask(plan, options);
  const now = options.now();
  if (missing !== null && reading.cause === "unauthorised") return silentOutcome(plan, now.toISOString(), missing);
  return {
    plan,
    cause: reading.cause,
    at: now.toISOString(),
    judged: new Map(
      plan.members.map((member) => {
        const answeredAt = options.before.get(member.identity)?.answeredAt ?? null;
        return [member.identity, judgeReading(reading, member, { now, answeredAt, retried })];
      }),
    ),
  };
}
