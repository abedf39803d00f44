import type { ChatAnswer, ChatFailure } from "@/lib/adapters/backends/schema";
import { verifyDirect } from "@/lib/adapters/backends/verify-direct";
import type { ReadFailure } from "@/lib/adapters/files/schema";
import { scrub } from "@/lib/adapters/http/scrub";
import { sendChat } from "@/lib/adapters/litellm/client";
import type { GatewayConnection } from "@/lib/adapters/litellm/schema";
import { appendAudit } from "@/lib/audit/store";
import type { Judged } from "@/lib/health/judge";
import { type ProbePlan, planProbes } from "@/lib/health/plan-probes";
import { type KeyFinder, type LabelledKey, resolveTargets } from "@/lib/health/probe-targets";
import type { FailureCause, Sample, VerifiedCall, VerifyReport } from "@/lib/health/schema";
import { insertSamples } from "@/lib/health/store/samples";
import type { Actor } from "@/lib/people/schema";
import { err, ok, type Result } from "@/lib/result";
import type { GraphDeployment } from "@/lib/routing/schema";
import type { Database } from "@/lib/server/db";
import { gatewayConnection, readGateway } from "@/lib/server/gateway";
import { inTransaction } from "@/lib/server/transaction";

export type VerifyRefusal = "unknown-gateway" | "unknown-deployment" | ReadFailure;

type VerifyInput = {
  db: Database;
  actor: Actor;
  gatewayId: string;
  identity: string;
  keys: KeyFinder;
  now: Date;
  timeoutMs?: number;
};

const question = { prompt: "Reply with the single word: ready", maxTokens: 16 };
const maxReply = 500;

const causes: Record<ChatFailure, FailureCause> = {
  unreachable: "refused",
  timeout: "timeout",
  refused: "server-error",
  unauthorised: "unauthorised",
  unexpected_reply: "garbage",
  "rate-limited": "rate-limited",
  "model-missing": "model-missing",
  "server-error": "server-error",
};

const notAsked = (detail: string): VerifiedCall => ({
  asked: false,
  answered: false,
  cause: "no-key",
  status: null,
  text: null,
  detail,
  answeredBy: null,
  connectUs: null,
  firstByteUs: null,
  totalUs: null,
});

function toCall(result: Result<ChatAnswer, ChatFailure>, secrets: (string | null)[]): VerifiedCall {
  if (!result.ok)
    return {
      ...notAsked(scrub(result.detail ?? result.reason, secrets).slice(0, maxReply)),
      asked: true,
      cause: causes[result.reason],
    };
  const { status, text, answeredBy, timings } = result.value;
  return {
    asked: true,
    answered: true,
    cause: "none",
    status,
    text: scrub(text, secrets).slice(0, maxReply),
    detail: text.length > maxReply ? `cut after ${maxReply} of ${text.length} characters` : "",
    answeredBy: answeredBy.id,
    connectUs: timings.connectUs,
    firstByteUs: timings.firstByteUs,
    totalUs: timings.totalUs,
  };
}

async function askBackend(plan: ProbePlan, key: LabelledKey, timeoutMs: number): Promise<VerifiedCall> {
  if (key.missing !== null && !plan.local) return notAsked(`The key ${key.missing} is not available to the console.`);
  const [member] = plan.members;
  const { flavour, baseUrl } = plan;
  const asked = { ...question, flavour, baseUrl, model: member?.served ?? "", key: key.value, timeoutMs };
  return toCall(await verifyDirect(asked), [key.value]);
}

/** Asks for this very deployment where the gateway knows its id, and never for a fallback of it. */
async function askGateway(
  deployment: GraphDeployment,
  connection: GatewayConnection,
  timeoutMs: number,
): Promise<VerifiedCall> {
  const model = deployment.writtenId ?? deployment.group;
  const extraBody = { disable_fallbacks: true };
  return toCall(await sendChat(connection, { ...question, model, timeoutMs, extraBody }), [connection.key]);
}

const asSample = (call: VerifiedCall, identity: string, at: string, where: string): Sample => {
  const judged: Judged = {
    status: call.answered ? "healthy" : call.asked ? "unhealthy" : "unknown",
    cause: call.cause,
    evidence:
      `Verified ${where}: ${call.answered ? `answered “${(call.text ?? "").slice(0, 80)}”` : call.detail}`.slice(
        0,
        300,
      ),
    connectUs: call.connectUs,
    firstByteUs: call.firstByteUs,
    totalUs: call.totalUs,
  };
  return { identity, witness: "traffic", at, ...judged };
};

/**
 * Sends one small prompt to the backend and one through the gateway, side by side. Both are real requests: they are counted in
 * the audit, and stored as evidence of the traffic witness, so that they change no figure taken from free checks.
 */
export async function verifyDirectly(input: VerifyInput): Promise<Result<VerifyReport, VerifyRefusal>> {
  const { db, actor, gatewayId, identity, now, timeoutMs = 30_000 } = input;
  const loaded = await readGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const { record, graph, reading } = loaded.value;
  const deployment = graph.deployments.find((one) => one.identity === identity);
  if (!deployment) return err("unknown-deployment", `The gateway's file has no deployment ${identity}.`);

  const targets = resolveTargets(reading.deployments, input.keys);
  const { plans, unaskable } = planProbes([deployment], targets);
  const plan = plans[0];
  const key = (plan?.key && targets.secrets.get(plan.key)) || { value: null, missing: null };
  const [direct, gateway] = await Promise.all([
    plan ? askBackend(plan, key, timeoutMs) : notAsked(unaskable[0]?.reason ?? "It cannot be asked directly."),
    askGateway(deployment, await gatewayConnection(record), timeoutMs),
  ]);

  const at = now.toISOString();
  const prompts = [direct, gateway].filter(({ asked }) => asked).length;
  const report: VerifyReport = { identity, group: deployment.group, at, prompts, direct, gateway };
  await inTransaction(db, async (tx) => {
    await insertSamples(tx, gatewayId, [
      asSample(direct, identity, at, "directly"),
      asSample(gateway, identity, at, "through the gateway"),
    ]);
    const outcome = direct.answered && gateway.answered ? "done" : "failed";
    const after = { prompts, direct: direct.cause, gateway: gateway.cause, answeredBy: gateway.answeredBy };
    await appendAudit(tx, actor, { action: "health.verify", target: `deployment:${identity}`, outcome, after }, now);
  });
  return ok(report);
}
