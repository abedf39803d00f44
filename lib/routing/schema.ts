import { z } from "zod";
import { type ChainKind, Edit, type Place, Place as PlaceSchema } from "@/lib/config/schema";

/** The routing of one gateway without any secret: what the planner, the rules and the browser work on. */

/** Kinds of failure that choose a list; `general` is every other error. */
export const FailureKind = z.enum(["general", "context_window", "content_policy"]);
export type FailureKind = z.infer<typeof FailureKind>;

export type GraphDeployment = {
  identity: string;
  /** `model_info.id` as written; the gateway accepts it where a model name is expected. A derived identity is not accepted. */
  writtenId: string | null;
  group: string;
  model: string;
  provider: string;
  local: boolean;
  /** Failure domain: `host:port`, with the key reference when the host is remote (`host · env NAME`). */
  backend: string;
  apiBase: string | null;
  /** `env NAME`, `written in the file`, or null. */
  keyReference: string | null;
  order: number | null;
  numRetries: number | null;
  contextWindow: number | null;
  /** Seconds a call may take, for the whole answer and until the first piece of a stream. */
  timeout?: number | null;
  streamTimeout?: number | null;
  /** `model_info.mode`: `chat`, `embedding`, …; null when not written. */
  mode?: string | null;
  /** Dollars per token; null when not written. */
  inputCost?: number | null;
  outputCost?: number | null;
  /** Groups among which a router deployment (`auto_router/…`) chooses by prompt. */
  tiers?: readonly string[];
  place: Place;
};

/** `retries` holds from that target to the end of its list; `steers`: it replaces fallback lists, so what follows is not known. */
export type TargetOverrides = { retries: number | null; steers: boolean };

export type GraphChain = {
  kind: ChainKind;
  source: string;
  /** Lookup names; a target map with overrides is marked by `mapTarget` at the same index. */
  targets: string[];
  mapTarget: boolean[];
  /** What the gateway remembers a tried target by: its name, or `map N`, equal for equal maps. */
  targetKeys: string[];
  /** What map targets change, at the index of the target; absent where none changes anything that a plan shows. */
  overrides?: (TargetOverrides | null)[];
  section: string;
  place: Place;
  targetPlaces: Place[];
  effective: boolean;
  locked: string | null;
};

export type RetryPolicy = Readonly<Record<string, number>>;

/** `priority` sets ask their members by `priorities` (lowest first), any other strategy all at once. */
export type RoutingGroup = { name: string; models: string[]; strategy: string; priorities: (number | null)[] };

export type GraphAlias = { name: string; target: string | null; hidden: boolean; place: Place };

export type RoutingGraph = {
  /** In file order, each once. */
  groups: string[];
  deployments: GraphDeployment[];
  chains: GraphChain[];
  aliases: GraphAlias[];
  settings: {
    maxFallbacks: number;
    numRetries: number;
    routingStrategy: string;
    /** Seconds for one call where the deployment says nothing. */
    timeout?: number;
    streamTimeout?: number | null;
    /** Another deployment of the same group is tried before the chain. */
    weightedFailover?: boolean;
    /** False with `disable_cooldowns`: a deployment that has just failed is then asked again. */
    cooldowns?: boolean;
    /** Failures after which a deployment rests, when the setting counts: null leaves it to the gateway's own rule. */
    allowedFails?: number | null;
    /** The same by error class, keys as the gateway spells them (`RateLimitErrorAllowedFails`), the default beside them. */
    allowedFailsPolicy?: { byClass: RetryPolicy; otherwise: number } | null;
    /** Retries by error class, keys as the gateway spells them (`RateLimitErrorRetries`); null when not written. */
    retryPolicy?: RetryPolicy | null;
    /** Policies that replace it for one group. */
    groupRetryPolicies?: { group: string; policy: RetryPolicy }[];
    /** Named sets of groups that may be asked for like a group. */
    routingGroups?: RoutingGroup[];
    /** Special lists written empty where the gateway takes that for a list: it then falls back on nothing. */
    emptyLists?: FailureKind[];
  };
};

/** Where a hop was written. */
export const HopVia = z.enum(["request", "own-chain", "chain-of", "default", "order"]);
export type HopVia = z.infer<typeof HopVia>;

export const PlannedHop = z.object({
  /** From 1; the requested model itself is position 1. */
  position: z.number().int(),
  /** The group that is really called: aliases, ids and raw names resolved. */
  group: z.string(),
  deployments: z.array(z.string()),
  /** Text that says where the hop comes from: `request`, `chain of llama3.1:latest`, `default`. */
  via: z.string(),
  /** Upstream calls at this hop when each fails, retries included. */
  calls: z.number().int().optional(),
  /** Where deployments are retried differently often: the fewest calls, `calls` being the most. */
  fewestCalls: z.number().int().optional(),
});
export type PlannedHop = z.infer<typeof PlannedHop>;

export const CutRule = z.enum([
  "max-fallbacks",
  "already-tried",
  "self",
  "unknown-target",
  "shadowed-chain",
  "empty-group",
  "cooling",
]);
export type CutRule = z.infer<typeof CutRule>;

export const CutHop = z.object({ group: z.string(), rule: CutRule, via: z.string() });
export type CutHop = z.infer<typeof CutHop>;

export const RoutePlan = z.object({
  model: z.string(),
  kind: FailureKind,
  hops: z.array(PlannedHop),
  cut: z.array(CutHop),
  /** Version whose rules were used, and whether they are known for the running one. */
  rulesOf: z.string(),
  exact: z.boolean(),
});
export type RoutePlan = z.infer<typeof RoutePlan>;

export const Severity = z.enum(["error", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;

export const Finding = z.object({
  rule: z.string(),
  severity: Severity,
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  path: PlaceSchema.shape.path,
  message: z.string(),
  /** What the finding is about, where its message also holds figures that other edits change. */
  subject: z.string().optional(),
  /** What the operator can do, in words. */
  advice: z.string().optional(),
  /** Models the finding is about, for showing it beside them. */
  models: z.array(z.string()).optional(),
  /** A mechanical fix: edits that the draft takes and that `lint --fix` makes. */
  fix: z.object({ title: z.string(), edits: z.array(Edit).min(1) }).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Identity of a finding across edits: rule, keys of its path without list positions, and subject or message; no line. */
export const findingKey = (finding: Finding): string =>
  [finding.rule, ...finding.path.filter((part) => typeof part === "string"), finding.subject ?? finding.message].join(
    "|",
  );
