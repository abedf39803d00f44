import { z } from "zod";

/**
 * A rehearsal runs a configuration, with stand-ins for its deployments, and sets what was called beside what was planned.
 * `router`: LiteLLM's Router in a process of its own; `gateway`: a whole throw-away gateway, asked as a client would.
 */
export const RehearsalDepth = z.enum(["router", "gateway"]);
export type RehearsalDepth = z.infer<typeof RehearsalDepth>;

/** What a stand-in does when it is called. */
export const StandIn = z.enum([
  "answer",
  "error",
  "context_window",
  "content_policy",
  "rate_limit",
  "authentication",
  "timeout",
]);
export type StandIn = z.infer<typeof StandIn>;

export const ScenarioKind = z.enum([
  "healthy",
  "dead",
  "context_window",
  "content_policy",
  "rate_limit",
  "authentication",
  "timeout",
]);
export type ScenarioKind = z.infer<typeof ScenarioKind>;

export const ExpectedHop = z.object({
  group: z.string(),
  deployments: z.array(z.string()),
  via: z.string(),
  /** Upstream calls when it fails. */
  calls: z.number().int(),
});
export type ExpectedHop = z.infer<typeof ExpectedHop>;

export const Expected = z.object({
  /** Up to the one that answers, or all when none does. */
  hops: z.array(ExpectedHop),
  answered: z.boolean(),
  /** Why what follows the last hop is not determined, or null. */
  open: z.string().nullable(),
  /** False where the plan itself says that the gateway may do otherwise. */
  certain: z.boolean(),
});
export type Expected = z.infer<typeof Expected>;

export type Scenario = {
  id: string;
  kind: ScenarioKind;
  /** The name that the client asks for. */
  model: string;
  /** How many hops of its plan fail, from the first one on. */
  failing: number;
  stream: boolean;
  /** Identities of the deployments that fail; all others answer. */
  dead: string[];
  expected: Expected;
};

/** What was seen of one request. `answered` is the identity of the deployment whose answer came back. */
export const Observed = z.object({
  calls: z.array(z.object({ group: z.string(), deployment: z.string() })),
  answered: z.string().nullable(),
  error: z.string().nullable(),
});
export type Observed = z.infer<typeof Observed>;

/** What the client saw of one request to the throw-away gateway. */
export const ClientView = z.object({
  status: z.number().int().nullable(),
  headers: z.record(z.string(), z.string()),
  totalMs: z.number(),
  firstByteMs: z.number().nullable(),
  /** Of a stream: its pieces, and whether it came to its proper end. */
  stream: z.object({ pieces: z.number().int(), ended: z.boolean() }).nullable(),
});
export type ClientView = z.infer<typeof ClientView>;

export const Verdict = z.enum(["as-planned", "different", "not-determined", "could-not-run"]);
export type Verdict = z.infer<typeof Verdict>;

export const ScenarioResult = z.object({
  id: z.string(),
  kind: ScenarioKind,
  model: z.string(),
  failing: z.number().int(),
  stream: z.boolean(),
  verdict: Verdict,
  why: z.string().nullable(),
  expected: Expected,
  observed: Observed.nullable(),
  client: ClientView.nullable(),
});
export type ScenarioResult = z.infer<typeof ScenarioResult>;

export const LeftOut = z.object({ kind: ScenarioKind, count: z.number().int() });
export type LeftOut = z.infer<typeof LeftOut>;

export const RehearsalCounts = z.object({
  scenarios: z.number().int(),
  asPlanned: z.number().int(),
  different: z.number().int(),
  notDetermined: z.number().int(),
  couldNotRun: z.number().int(),
});
export type RehearsalCounts = z.infer<typeof RehearsalCounts>;

export const RehearsalFailure = z.enum([
  "no-python",
  "unusable-file",
  "nothing-to-rehearse",
  "start-refused",
  "start-timeout",
  "out-of-memory",
  "ended",
  "aborted",
  "interrupted",
]);
export type RehearsalFailure = z.infer<typeof RehearsalFailure>;

/** Which LiteLLM ran it: the gateway's own, the one that a setting names, or the lab's. */
export const PythonOrigin = z.enum(["gateway", "setting", "lab"]);
export type PythonOrigin = z.infer<typeof PythonOrigin>;

export const RehearsalReport = z.object({
  depth: RehearsalDepth,
  /** The version that ran, and where it was taken from. */
  litellm: z.string().nullable(),
  origin: PythonOrigin,
  counts: RehearsalCounts,
  leftOut: z.array(LeftOut),
  /** What a reader should know: what was switched off, what the file says that took no part. */
  notes: z.array(z.string()),
  startMs: z.number(),
  totalMs: z.number(),
  /** Largest memory of the process, in bytes; null where it cannot be read. */
  peakBytes: z.number().nullable(),
  results: z.array(ScenarioResult),
});
export type RehearsalReport = z.infer<typeof RehearsalReport>;

export const RehearsalState = z.enum(["running", "finished", "failed"]);
export type RehearsalState = z.infer<typeof RehearsalState>;

/** A stored rehearsal without its scenarios. */
export const RehearsalView = z.object({
  id: z.string(),
  gatewayId: z.string(),
  candidateSha: z.string(),
  of: z.enum(["draft", "file"]),
  depth: RehearsalDepth,
  state: RehearsalState,
  /** False once the draft, or the file, is not the text that was rehearsed any more. */
  current: z.boolean(),
  by: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** `doing` is one line for the operator. */
  progress: z.object({ done: z.number().int(), total: z.number().int(), doing: z.string() }),
  failure: z.object({ reason: RehearsalFailure, detail: z.string() }).nullable(),
  report: RehearsalReport.omit({ results: true }).nullable(),
});
export type RehearsalView = z.infer<typeof RehearsalView>;

export const RehearsalDetail = RehearsalView.extend({ results: z.array(ScenarioResult) });
export type RehearsalDetail = z.infer<typeof RehearsalDetail>;
