import { z } from "zod";

export const Status = z.enum(["healthy", "degraded", "unhealthy", "warming", "off", "unknown"]);
export type Status = z.infer<typeof Status>;

export const Witness = z.enum(["direct", "gateway"]);
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
});
export type Sample = z.infer<typeof Sample>;

/** A percentage with its fraction. `percent` has one decimal, floored; null when nothing was seen. */
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
  target: z.object({ percent: z.number(), verdict: z.enum(["met", "missed", "unknown"]) }),
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
});
export type DeploymentHealth = z.infer<typeof DeploymentHealth>;

/** A slot of a status strip; `share` adds up to 1 over the statuses seen, unknown included. */
export const StripSlot = z.object({ startAt: z.iso.datetime(), worst: Status, samples: z.number().int() });
export type StripSlot = z.infer<typeof StripSlot>;
