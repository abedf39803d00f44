import { formatCount } from "@/lib/format";
import type { GraphDeployment } from "@/lib/routing/schema";
import { percentOf } from "./figure";
import type { Observation } from "./observe";
import type { HealthSummary } from "./schema";
import { clock, isGatewayTurnedAway, sinceChecks } from "./verdict";

/**
 * What the gateway's view will be after a reload, which makes it forget its cached view and check everything again.
 * A deployment counts when it answers directly, whatever the old view says; one that does not answer directly does not count,
 * since the reload reveals it. Where nothing is known directly the gateway's own view stands.
 */
export type Seen = { deployment: GraphDeployment; name: string; direct: Observation; gateway: Observation };

type Prediction = { healthy: boolean; known: boolean; reason: string | null };

/** Degraded in a way that still answers: slowly, busy just now, or at the second try. */
const answersGateway = ({ direct }: Seen): boolean =>
  direct.status === "healthy" || (direct.status === "degraded" && ["slow", "busy", "none"].includes(direct.cause));

function explainGain({ name, direct, gateway }: Seen, now: Date, keepsView: boolean): string {
  const answers = `${name} answers directly ${sinceChecks(direct, now)}`;
  if (!keepsView) return `${answers}; the gateway keeps no view of its own.`;
  if (gateway.status === "unknown") return `${answers}; the gateway has not said anything yet.`;
  const older = (gateway.since ?? "") < (direct.since ?? "");
  return older
    ? `${answers}; the gateway's cached view is older than its start (the same since ${clock(gateway.since, now)}).`
    : `${answers}; the gateway's cached view says ${gateway.status}, the same since ${clock(gateway.since, now)}, and a reload makes it ask again.`;
}

const lossWords: Partial<Record<Observation["status"], string>> = {
  off: "is off",
  warming: "is still loading; reload once it has finished",
  degraded: "answers, but would not take the gateway's check",
  unhealthy: "does not answer directly",
};

export function predictAfterReload(seen: Seen, now: Date, keepsView: boolean): Prediction {
  const { name, direct, gateway } = seen;
  if (direct.status === "unknown") {
    const healthy = gateway.status === "healthy";
    const known = gateway.status !== "unknown";
    if (!known)
      return {
        healthy: false,
        known,
        reason: `${name} is not known to either witness (${direct.evidence}); not counted.`,
      };
    return {
      healthy,
      known,
      reason: `${name} is not known directly (${direct.evidence}); the gateway's view, ${gateway.status}, is kept.`,
    };
  }
  if (answersGateway(seen)) {
    if (isGatewayTurnedAway(seen))
      return {
        healthy: false,
        known: true,
        reason: `${name} answers directly, but turns the gateway away (${gateway.evidence}); a reload does not change that.`,
      };
    return {
      healthy: true,
      known: true,
      reason: gateway.status === "healthy" ? null : explainGain(seen, now, keepsView),
    };
  }
  const reason = `${name} ${lossWords[direct.status] ?? "does not answer"} (${direct.evidence})`;
  return {
    healthy: false,
    known: true,
    reason: gateway.status === "healthy" ? `${reason}; the gateway's cached view still says healthy.` : `${reason}.`,
  };
}

type Further = HealthSummary["forecast"]["further"][number];

const remedies = [
  { status: "off", verb: "Start", state: "is off" },
  { status: "warming", verb: "Wait for", state: "is loading" },
  { status: "unhealthy", verb: "Repair", state: "does not answer" },
] as const;

/** One step per backend and remedy: what the forecast becomes when that backend answers too. */
export function planFurther(seen: readonly Seen[], healthyAfterReload: number): Further[] {
  const steps = new Map<string, { verb: string; state: string; backend: string; names: string[] }>();
  for (const { deployment, name, direct } of seen) {
    const remedy = remedies.find(({ status }) => status === direct.status);
    if (!remedy) continue;
    const key = `${remedy.status} ${deployment.backend}`;
    const step = steps.get(key) ?? { verb: remedy.verb, state: remedy.state, backend: deployment.backend, names: [] };
    step.names.push(name);
    steps.set(key, step);
  }
  return [...steps.values()].map(({ verb, state, backend, names }) => {
    const healthy = healthyAfterReload + names.length;
    return {
      action: `${verb} ${names.length === 1 ? names[0] : backend}`,
      healthy,
      total: seen.length,
      percent: percentOf(healthy, seen.length),
      reason: `${backend} ${state}: ${formatCount(names.length, "more model")} would answer (${names.join(", ")}).`,
    };
  });
}
