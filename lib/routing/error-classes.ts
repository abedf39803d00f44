import { z } from "zod";
import type { FailureKind, RetryPolicy } from "./schema";

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

/** Whether one such failure lets the deployment rest, so that nothing of the same request is sent to it again. */
export const coolsAtOnce = (failure: Failure, deploymentsOfGroup: number): boolean =>
  failure === "authentication" || failure === "not_found" || (failure === "rate_limit" && deploymentsOfGroup > 1);

const policyKeys: Partial<Record<Failure, readonly string[]>> = {
  internal_server: ["InternalServerErrorRetries"],
  service_unavailable: ["ServiceUnavailableErrorRetries"],
  timeout: ["TimeoutErrorRetries"],
  rate_limit: ["RateLimitErrorRetries"],
  authentication: ["AuthenticationErrorRetries"],
  not_found: ["NotFoundErrorRetries"],
  bad_request: ["BadRequestErrorRetries"],
  context_window: ["BadRequestErrorRetries"],
  content_policy: ["ContentPolicyViolationErrorRetries", "BadRequestErrorRetries"],
};

/** Retries that a policy grants, also for failures that are not retried otherwise; null where it says nothing of them. */
export const retriesByPolicy = (policy: RetryPolicy, failure: Failure): number | null => {
  for (const key of [...(policyKeys[failure] ?? []), "DefaultRetries"]) {
    const retries = policy[key];
    if (retries !== undefined) return retries;
  }
  return null;
};
