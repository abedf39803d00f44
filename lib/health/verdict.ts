import { formatCount } from "@/lib/format";
import { clockTime } from "@/lib/time";
import type { Observation } from "./observe";
import type { Status } from "./schema";

/**
 * One status from two witnesses. The direct probe is free and fresh, the gateway's view is cached and carries no time;
 * so the direct one decides, unless the gateway saw something that a free probe cannot see.
 * Rules are tried in order; the first that applies decides and says why.
 */
export type Witnesses = { direct: Observation; gateway: Observation; now: Date; staleAfterMs: number };

type VerdictRule = {
  id: string;
  applies: (seen: Witnesses) => boolean;
  status: (seen: Witnesses) => Status;
  explain: (seen: Witnesses) => string;
};

/** `09:12 UTC`; sentences travel to any zone, so they name theirs. */
export const clock = (at: string | null, now: Date): string =>
  at === null ? "an unknown time" : `${clockTime(at, now.getTime())} UTC`;

/** `since 09:03 UTC (3 checks)` */
export const sinceChecks = (seen: Observation, now: Date): string =>
  `since ${clock(seen.since, now)} (${formatCount(seen.checks, "check")})`;

const viewSince = ({ gateway, now }: Witnesses): string => `the same view since ${clock(gateway.since, now)}`;

const isKnown = (seen: Observation): boolean => seen.status !== "unknown";

/** The gateway was turned away by a backend that answers us: a matter of its key or of the model's name, not of age. */
export const isGatewayTurnedAway = ({ direct, gateway }: Pick<Witnesses, "direct" | "gateway">): boolean =>
  gateway.status === "unhealthy" &&
  (gateway.cause === "unauthorised" || gateway.cause === "model-missing") &&
  !((direct.since ?? "") > (gateway.since ?? ""));

/** The view turned bad when the backend had long been answering. */
const turnedLater = ({ direct, gateway, staleAfterMs }: Witnesses): boolean =>
  direct.since !== null &&
  gateway.since !== null &&
  Date.parse(gateway.since) - Date.parse(direct.since) > staleAfterMs;

const disagree = ({ direct, gateway }: Witnesses): boolean =>
  direct.status === "healthy" && gateway.status === "unhealthy";

export const verdictRules: readonly VerdictRule[] = [
  {
    id: "nobody-knows",
    applies: ({ direct, gateway }) => !isKnown(direct) && !isKnown(gateway),
    status: () => "unknown",
    explain: ({ direct, gateway }) =>
      `Not known directly: ${direct.evidence}. Not known by the gateway: ${gateway.evidence}.`,
  },
  {
    id: "gateway-only",
    applies: ({ direct }) => !isKnown(direct),
    status: ({ gateway }) => gateway.status,
    explain: (seen) =>
      `Not known directly: ${seen.direct.evidence}. The gateway says ${seen.gateway.status}, ${viewSince(seen)}.`,
  },
  {
    id: "gateway-turned-away",
    applies: (seen) => disagree(seen) && isGatewayTurnedAway(seen),
    status: () => "degraded",
    explain: (seen) =>
      `Answers directly ${sinceChecks(seen.direct, seen.now)}, but the gateway is turned away: ${seen.gateway.evidence}. ` +
      "Check the key and the model name in the gateway's file.",
  },
  {
    id: "gateway-turned-later",
    applies: (seen) => disagree(seen) && turnedLater(seen),
    status: () => "degraded",
    explain: (seen) =>
      `The gateway's view turned unhealthy at ${clock(seen.gateway.since, seen.now)} while it answered directly all along ` +
      `(${formatCount(seen.direct.checks, "check")}): a transient of the gateway's check, or something that only a prompt shows. Verify directly.`,
  },
  {
    id: "old-view",
    applies: disagree,
    status: () => "healthy",
    explain: (seen) =>
      `Gateway says unhealthy, ${viewSince(seen)}; direct says healthy ${sinceChecks(seen.direct, seen.now)}: ` +
      "the gateway's cached view is old; a reload or its next check will clear it.",
  },
  {
    id: "both-agree",
    applies: ({ direct, gateway }) => direct.status === gateway.status,
    status: ({ direct }) => direct.status,
    explain: ({ direct, now }) =>
      `Both witnesses say ${direct.status}; directly ${sinceChecks(direct, now)}: ${direct.evidence}.`,
  },
  {
    id: "direct-only",
    applies: ({ gateway }) => !isKnown(gateway),
    status: ({ direct }) => direct.status,
    explain: ({ direct, gateway, now }) =>
      `Directly ${direct.status} ${sinceChecks(direct, now)}: ${direct.evidence}. Not known by the gateway: ${gateway.evidence}.`,
  },
  {
    id: "direct-decides",
    applies: () => true,
    status: ({ direct }) => direct.status,
    explain: (seen) =>
      `Directly ${seen.direct.status} ${sinceChecks(seen.direct, seen.now)}: ${seen.direct.evidence}. ` +
      `The gateway's cached view says ${seen.gateway.status}, ${viewSince(seen)}.`,
  },
];

export function judgeDeployment(seen: Witnesses): { status: Status; rule: string; reasoning: string } {
  const rule = verdictRules.find((candidate) => candidate.applies(seen));
  return rule
    ? { status: rule.status(seen), rule: rule.id, reasoning: rule.explain(seen) }
    : { status: "unknown", rule: "none", reasoning: "No rule applies." };
}
