import type { GraphDeployment } from "@/lib/routing/schema";
import { figureOf, judgeTarget, percentOf } from "./figure";
import { planFurther, predictAfterReload, type Seen } from "./forecast";
import { groupReasons } from "./group-reasons";
import { newestByIdentity, type Observation, observe } from "./observe";
import type { DeploymentHealth, HealthSummary, Sample } from "./schema";
import { judgeDeployment } from "./verdict";

export type HealthInput = {
  deployments: readonly GraphDeployment[];
  direct: readonly Sample[];
  gateway: readonly Sample[];
  now: Date;
  staleAfterMs: number;
  targetPercent: number;
  /** False when the gateway runs no background checks, so that reading its view would send prompts. */
  gatewayKeepsView?: boolean;
  /** Last reload: what the gateway said before it is forgotten. */
  reloadedAt?: string | null;
};

/** Each deployment once, with what each witness says of it now. The order of samples does not matter. */
export function seeDeployments(input: HealthInput): Seen[] {
  const { now, staleAfterMs } = input;
  const direct = newestByIdentity(input.direct, { now, staleAfterMs });
  const gateway = newestByIdentity(input.gateway, { now, staleAfterMs });
  const unique = new Map(input.deployments.map((deployment) => [deployment.identity, deployment]));
  const sizes = new Map<string, number>();
  for (const { group } of unique.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return [...unique.values()].map((deployment) => ({
    deployment,
    name: sizes.get(deployment.group) === 1 ? deployment.group : `${deployment.group} on ${deployment.backend}`,
    direct: observe(direct.get(deployment.identity), { now, staleAfterMs }),
    gateway: observe(gateway.get(deployment.identity), { now, staleAfterMs, validFrom: input.reloadedAt ?? null }),
  }));
}

const figure = (observations: Observation[]) => figureOf(observations.map(({ status, at }) => ({ status, at })));

/**
 * The numbers of one moment. A sample older than `staleAfterMs` is unknown, never its last value; so is the gateway's view
 * between a reload and the end of its first cycle.
 */
export function summariseHealth(input: HealthInput): HealthSummary {
  const keepsView = input.gatewayKeepsView ?? true;
  const seen = seeDeployments(input);
  const gateway = figure(seen.map((one) => one.gateway));
  const direct = figure(seen.map((one) => one.direct));
  const predictions = seen.map((one) => predictAfterReload(one, input.now, keepsView));
  const healthy = predictions.filter((prediction) => prediction.healthy).length;
  const judged = keepsView ? gateway : direct;
  return {
    gateway,
    direct,
    forecast: {
      afterReload: {
        healthy,
        total: seen.length,
        percent: predictions.some((prediction) => prediction.known) ? percentOf(healthy, seen.length) : null,
      },
      reasons: groupReasons(
        predictions.flatMap(({ reason }, index) => {
          const name = seen[index]?.name;
          return reason === null || name === undefined ? [] : [{ name, reason }];
        }),
      ),
      further: planFurther(seen, healthy),
    },
    target: {
      percent: input.targetPercent,
      verdict: judgeTarget(judged, input.targetPercent),
      witness: keepsView ? "gateway" : "direct",
    },
  };
}

/** The statement to show for each deployment, with the rule that decided it. Stale samples are not handed on. */
export function describeDeployments(input: HealthInput): DeploymentHealth[] {
  return seeDeployments(input).map(({ deployment, direct, gateway }) => {
    const { status, rule, reasoning } = judgeDeployment({
      direct,
      gateway,
      now: input.now,
      staleAfterMs: input.staleAfterMs,
    });
    return {
      identity: deployment.identity,
      group: deployment.group,
      backend: deployment.backend,
      direct: direct.status === "unknown" ? asUnknown(direct) : direct.sample,
      gateway: gateway.status === "unknown" ? asUnknown(gateway) : gateway.sample,
      status,
      rule,
      reasoning,
    };
  });
}

/** A sample that no longer speaks keeps its time and timings for the record, but not its status. */
const asUnknown = ({ sample, cause, evidence }: Observation): Sample | null =>
  sample && { ...sample, status: "unknown", cause, evidence };
