import { lookup } from "node:dns/promises";
import { probeBackend } from "@/lib/adapters/backends/probe";
import type { BackendReading } from "@/lib/adapters/backends/schema";
import { formatMicros } from "@/lib/format";
import { judgeReading } from "@/lib/health/judge";
import { type ProbePlan, planProbes } from "@/lib/health/plan-probes";
import { type KeyFinder, resolveTargets } from "@/lib/health/probe-targets";
import type { DeploymentTask } from "@/lib/models/deployment-task";
import { checkProbeAddress, isForbiddenHost } from "@/lib/models/probe-address";
import { err, ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { Database } from "@/lib/server/db";
import { type PlannedDeployment, planDeployment, type TaskRefusal } from "./edit-deployment";

export type ConnectionTest = { answered: boolean; detail: string; models: string[] };

export type TestRefusal = TaskRefusal | "unaskable" | "refused-address";

const timeoutMs = 5000;
const namesTold = 8;

type Given = { db: Database; gatewayId: string; task: DeploymentTask; keys: KeyFinder; now: Date };

/**
 * Asks the backend that a form names as the prober will ask it once the form is in the file: its free routes only, no prompt.
 * A key goes to no address that the file on disk does not pair it with already, so that a form cannot carry one away.
 */
export async function testConnection(given: Given): Promise<Result<ConnectionTest, TestRefusal>> {
  const prepared = await preparePlan(given);
  if (!prepared.ok) return prepared;
  const { plan, secret } = prepared.value;
  const checked = await checkTarget(plan.baseUrl);
  if (!checked.ok) return checked;
  const reading = await probeBackend(plan.flavour, { baseUrl: plan.baseUrl, key: secret.value, timeoutMs });
  return ok(tell(plan, reading, secret.withheld, given.now));
}

type Prepared = { plan: ProbePlan; secret: { value: string | null; withheld: string | null } };

async function preparePlan({ db, gatewayId, task, keys }: Given): Promise<Result<Prepared, TestRefusal>> {
  const planned = await planDeployment(db, gatewayId, task);
  if (!planned.ok) return planned;
  const { entry, after, side } = planned.value;
  const known = side.file.reading.deployments;
  if (entry.apiBase?.startsWith("os.environ/") && !known.some(({ apiBase }) => apiBase === entry.apiBase))
    return err("unaskable", "An address from the environment can be tested once the file names it.");
  const targets = resolveTargets(after.reading.deployments, keys);
  const deployment = toRoutingGraph(after.reading).deployments.find(({ identity }) => identity === entry.identity);
  const { plans, unaskable } = planProbes(deployment ? [deployment] : [], targets);
  const plan = plans[0];
  if (!plan) return err("unaskable", `It cannot be tested: ${unaskable[0]?.reason ?? "nothing is known to ask"}.`);
  const key = plan.key === null ? undefined : targets.secrets.get(plan.key);
  if (!key?.value)
    return ok({
      plan,
      secret: { value: null, withheld: key?.missing ? `the console was not given ${key.missing}` : null },
    });
  const isPaired = pairsOf(side, keys).has(pairOf(plan.baseUrl, key.value));
  const withheld = isPaired ? null : "a key is sent only where the file on disk uses it already";
  return ok({ plan, secret: { value: isPaired ? key.value : null, withheld } });
}

const pairOf = (baseUrl: string, key: string): string =>
  `${URL.canParse(baseUrl) ? new URL(baseUrl).origin : ""}\n${key}`;

function pairsOf({ file }: PlannedDeployment["side"], keys: KeyFinder): Set<string> {
  const targets = resolveTargets(file.reading.deployments, keys);
  const { plans } = planProbes(file.graph.deployments, targets);
  return new Set(
    plans.flatMap(({ key, baseUrl }) => {
      const value = key === null ? null : targets.secrets.get(key)?.value;
      return value ? [pairOf(baseUrl, value)] : [];
    }),
  );
}

/** A name that stands for a forbidden address is refused like the address. */
async function checkTarget(baseUrl: string): Promise<Result<URL, "refused-address">> {
  const checked = checkProbeAddress(baseUrl);
  if (!checked.ok) return checked;
  const host = checked.value.hostname.replace(/^\[|\]$/g, "");
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.some(({ address }) => isForbiddenHost(address))
    ? err("refused-address", `${host} stands for a link-local address, so it is not asked.`)
    : checked;
}

function tell(plan: ProbePlan, reading: BackendReading, withheld: string | null, now: Date): ConnectionTest {
  const models = reading.models ?? [];
  if (reading.cause === "unauthorised" && withheld)
    return { answered: true, models, detail: `It answers and wants a key. It was asked without one: ${withheld}.` };
  const [member] = plan.members;
  // Whether silence means "off" is for a deployment with a past to say.
  if (!member || reading.cause === "refused") return { answered: false, models, detail: reading.evidence };
  const judged = judgeReading(reading, member, { now, answeredAt: null, retried: null });
  const answered = judged.status === "healthy" || judged.status === "degraded" || judged.status === "warming";
  const listed = judged.cause === "model-missing" ? ` It lists ${listNames(models)}.` : "";
  const took =
    reading.timings.firstByteUs === null ? "" : ` First byte after ${formatMicros(reading.timings.firstByteUs)}.`;
  return { answered, models, detail: `${judged.evidence}.${listed}${answered ? took : ""}` };
}

const listNames = (models: readonly string[]): string =>
  models.length === 0
    ? "no model"
    : models.slice(0, namesTold).join(", ") +
      (models.length > namesTold ? ` and ${models.length - namesTold} more` : "");
