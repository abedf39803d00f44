import { z } from "zod";

export const Status = z.enum(["healthy", "degraded", "unhealthy", "warming", "off", "unknown"]);
export type Status = z.infer<typeof Status>;

/** `direct`: we asked the backend. `gateway`: its own cached view. `traffic`: what a real request through it experienced. */
export const Witness = z.enum(["direct", "gateway", "traffic"]);
export type Witness = z.infer<typeof Witness>;

/** Why a probe did not succeed; `none` when it did. */
export const FailureCause = z.enum([
  "none",
  "refused",
  "timeout",
  "dns",
  "tls",
  "unauthorised",
  "model-missing",
  "rate-limited",
  "server-error",
  "loading",
  "busy",
  "garbage",
  "no-view",
  /** It answered, but slower than a health probe may be. */
  "slow",
  /** The provider wants a key that the console was not given; says nothing of the deployment. */
  "no-key",
  /** All remote backends failed at once: our own network is suspected. */
  "own-network",
]);
export type FailureCause = z.infer<typeof FailureCause>;

/** One probe's result for one deployment. Timings are microseconds. */
export const Sample = z.object({
  identity: z.string(),
  witness: Witness,
  at: z.iso.datetime(),
  status: Status,
  cause: FailureCause,
  connectUs: z.number().int().nullable(),
  firstByteUs: z.number().int().nullable(),
  totalUs: z.number().int().nullable(),
  /** One sentence that says what was asked and what came back; no secret. */
  evidence: z.string(),
  /** When this statement was first made, unbroken: the same status, or for the gateway the same cached view. */
  since: z.iso.datetime().nullable().optional(),
  /** How many samples in a row said so. */
  checks: z.number().int().nullable().optional(),
  /** When the deployment last answered this witness, carried on from sample to sample. */
  answeredAt: z.iso.datetime().nullable().optional(),
});
export type Sample = z.infer<typeof Sample>;

/**
 * A percentage with its fraction: `healthy` of `total`, one decimal, rounded half up but never up to 100.
 * Unknown deployments stay in `total` and never count as healthy, so it is a lower bound as long as `unknown` is above 0;
 * null when the state of none is known. Verdicts are taken from the fraction, never from this rounded number.
 */
export const HealthFigure = z.object({
  healthy: z.number().int(),
  total: z.number().int(),
  /** Deployments whose state this witness does not know. */
  unknown: z.number().int(),
  percent: z.number().nullable(),
  /** When the newest sample counted was taken. */
  at: z.iso.datetime().nullable(),
});
export type HealthFigure = z.infer<typeof HealthFigure>;

export const HealthSummary = z.object({
  gateway: HealthFigure,
  direct: HealthFigure,
  forecast: z.object({
    afterReload: z.object({ healthy: z.number().int(), total: z.number().int(), percent: z.number().nullable() }),
    reasons: z.array(z.string()),
    /** Further actions at hand, such as starting an off backend. */
    further: z.array(
      z.object({
        action: z.string(),
        healthy: z.number().int(),
        total: z.number().int(),
        percent: z.number().nullable(),
        reason: z.string(),
      }),
    ),
  }),
  target: z.object({
    percent: z.number(),
    /** Strict: exactly on the target is missed. Unknown when the unknown deployments could decide it either way. */
    verdict: z.enum(["met", "missed", "unknown"]),
    /** Whose figure was judged: the gateway's, or ours where the gateway keeps no view. */
    witness: Witness.optional(),
  }),
});
export type HealthSummary = z.infer<typeof HealthSummary>;

/** What is known of a deployment now, from each witness. */
export const DeploymentHealth = z.object({
  identity: z.string(),
  group: z.string(),
  backend: z.string(),
  direct: Sample.nullable(),
  gateway: Sample.nullable(),
  /** The statement to show, with the rule that decided it. */
  status: Status,
  reasoning: z.string(),
  /** Id of the rule in `verdict.ts` that decided. */
  rule: z.string().optional(),
});
export type DeploymentHealth = z.infer<typeof DeploymentHealth>;

/** A slot of a status strip. A slot without samples is unknown. `share` adds up to 1 over the time in the slot, unknown included. */
export const StripSlot = z.object({
  startAt: z.iso.datetime(),
  worst: Status,
  samples: z.number().int(),
  share: z.partialRecord(Status, z.number()).optional(),
});
export type StripSlot = z.infer<typeof StripSlot>;

export const Strip = z.object({ identity: z.string(), slots: z.array(StripSlot) });
export type Strip = z.infer<typeof Strip>;

/**
 * One point of the history chart, over the time from `at` to the next point.
 * Percentages are time-weighted means over the deployments, rounded as in `HealthFigure`; null where nothing was known.
 * `healthy`, `total` and `known` count deployments as the direct witness saw them: healthy at every moment that is known.
 */
export const HistoryPoint = z.object({
  at: z.iso.datetime(),
  gatewayPercent: z.number().nullable(),
  directPercent: z.number().nullable(),
  healthy: z.number().int(),
  total: z.number().int(),
  known: z.number().int(),
});
export type HistoryPoint = z.infer<typeof HistoryPoint>;

/** What the health page polls: the summary with every deployment's statement. */
export const HealthView = HealthSummary.extend({ deployments: z.array(DeploymentHealth) });
export type HealthView = z.infer<typeof HealthView>;

export const HistoryView = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  points: z.array(HistoryPoint),
  strips: z.array(Strip),
});
export type HistoryView = z.infer<typeof HistoryView>;

/** One real request. `text` is the exact reply, cut and masked. */
export const VerifiedCall = z.object({
  /** False when no request was sent; `detail` says why. */
  asked: z.boolean(),
  answered: z.boolean(),
  cause: FailureCause,
  status: z.number().int().nullable(),
  text: z.string().nullable(),
  detail: z.string(),
  /** Id of the deployment that answered, where the other side says so. */
  answeredBy: z.string().nullable(),
  connectUs: z.number().int().nullable(),
  firstByteUs: z.number().int().nullable(),
  totalUs: z.number().int().nullable(),
});
export type VerifiedCall = z.infer<typeof VerifiedCall>;

export const VerifyReport = z.object({
  identity: z.string(),
  group: z.string(),
  at: z.iso.datetime(),
  /** How many prompts were sent. */
  prompts: z.number().int(),
  direct: VerifiedCall,
  gateway: VerifiedCall,
});
export type VerifyReport = z.infer<typeof VerifyReport>;
