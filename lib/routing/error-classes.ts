import { z } from "zod";
import type { FailureKind, RetryPolicy, RoutingGraph } from "./schema";

/**
 * What an upstream call may fail with. Every class falls back; they differ in whether the same group is asked again first
 * and in whether the deployment that failed rests. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md, "Retries".
 */
export const ErrorClass = z.enum([
  "internal_server",
  "service_unavailable",
  "bad_gateway",
  "connection",
  "timeout",
  "rate_limit",
  "authentication",
  "permission_denied",
  "not_found",
  "bad_request",
]);
export type ErrorClass = z.infer<typeof ErrorClass>;

/** What a call of a plan fails with: a class of its own, or the failure that chose the list. */
export type Failure = ErrorClass | Exclude<FailureKind, "general">;

export const failureOf = (kind: FailureKind, errorClass: ErrorClass = "internal_server"): Failure =>
  kind === "general" ? errorClass : kind;

const never: ReadonlySet<Failure> = new Set(["not_found", "bad_request", "context_window", "content_policy"]);
const onlyElsewhere: ReadonlySet<Failure> = new Set(["authentication", "permission_denied"]);

/** Whether the group is asked again after such a failure, when no retry policy says how often. */
export const isRetried = (failure: Failure, deploymentsOfGroup: number): boolean =>
  !never.has(failure) && (!onlyElsewhere.has(failure) || deploymentsOfGroup > 1);

const neverRests: ReadonlySet<Failure> = new Set([
  "connection",
  "permission_denied",
  "bad_request",
  "context_window",
  "content_policy",
]);
const restsAtOnce: ReadonlySet<Failure> = new Set(["authentication", "not_found"]);

/** In a group of several, a deployment rests once this many requests of a minute have all failed. */
const failuresOfSeveral = 5;

/**
 * Failures in a row after which a deployment rests, so that nothing more of the same request is sent to it; infinite
 * where it never does. `hasOthers`: the group that was asked for has more deployments.
 */
export const failuresUntilRest = (settings: RoutingGraph["settings"], failure: Failure, hasOthers: boolean): number => {
  if (settings.cooldowns === false || neverRests.has(failure)) return Number.POSITIVE_INFINITY;
  const policy = settings.allowedFailsPolicy ?? null;
  const allowed = policy ? (readPolicy(policy.byClass, failure, "AllowedFails") ?? policy.otherwise) : null;
  const counted = allowed ?? settings.allowedFails ?? null;
  if (counted !== null) return Math.max(1, counted + 1);
  if (restsAtOnce.has(failure) || (failure === "rate_limit" && hasOthers)) return 1;
  return hasOthers ? failuresOfSeveral : Number.POSITIVE_INFINITY;
};

/** Names of a class in policies, the more specific first; the others have none. */
const policyNames: Partial<Record<Failure, readonly string[]>> = {
  internal_server: ["InternalServerError"],
  service_unavailable: ["ServiceUnavailableError"],
  timeout: ["TimeoutError"],
  rate_limit: ["RateLimitError"],
  authentication: ["AuthenticationError"],
  not_found: ["NotFoundError"],
  bad_request: ["BadRequestError"],
  context_window: ["BadRequestError"],
  content_policy: ["ContentPolicyViolationError", "BadRequestError"],
};

const readPolicy = (policy: RetryPolicy, failure: Failure, suffix: string): number | null =>
  (policyNames[failure] ?? []).flatMap((name) => policy[`${name}${suffix}`] ?? [])[0] ?? null;

/** Retries that a policy grants, also for failures that are not retried otherwise; null where it says nothing of them. */
export const retriesByPolicy = (policy: RetryPolicy, failure: Failure): number | null =>
  readPolicy(policy, failure, "Retries") ?? policy.DefaultRetries ?? null;
