import pLimit from "p-limit";
import { probeBackend } from "@/lib/adapters/backends/probe";
import type { ReadFailure } from "@/lib/adapters/files/schema";
import { type ProbePlan, planProbes } from "@/lib/health/plan-probes";
import { type KeyFinder, type LabelledKey, resolveTargets } from "@/lib/health/probe-targets";
import { compareOffers } from "@/lib/models/compare-offers";
import type { BackendOffer } from "@/lib/models/registry";
import { ok, type Result } from "@/lib/result";
import { withoutCredentials } from "@/lib/routing/graph";
import type { GraphDeployment } from "@/lib/routing/schema";
import type { Database } from "@/lib/server/db";
import { type DraftSide, readDraftSide } from "./draft-side";

const timeoutMs = 5000;
const atOnce = 4;

type Given = { db: Database; gatewayId: string; keys: KeyFinder };

/**
 * Asks every backend of the file on disk for its list of models, free of charge, and compares it with what the draft registers
 * there. Backends that only the draft names are not asked: their addresses have not been reviewed yet.
 */
export async function discoverModels({
  db,
  gatewayId,
  keys,
}: Given): Promise<Result<{ backends: BackendOffer[]; unaskable: string[] }, "unknown-gateway" | ReadFailure>> {
  const opened = await readDraftSide(db, gatewayId);
  if (!opened.ok) return opened;
  const side = opened.value;
  const { graph, reading } = side.file;
  const targets = resolveTargets(reading.deployments, keys);
  const { plans, unaskable } = planProbes(graph.deployments, targets);
  const limit = pLimit(atOnce);
  const backends = await Promise.all(
    plans.map((plan) => limit(() => askBackend(plan, (plan.key && targets.secrets.get(plan.key)) || null, side, keys))),
  );
  const nameOf = (identity: string) => graph.deployments.find((one) => one.identity === identity)?.group ?? identity;
  return ok({ backends, unaskable: unaskable.map(({ identity, reason }) => `${nameOf(identity)}: ${reason}`) });
}

async function askBackend(
  plan: ProbePlan,
  key: LabelledKey | null,
  side: DraftSide,
  keys: KeyFinder,
): Promise<BackendOffer> {
  const first = side.file.graph.deployments.find(({ identity }) => identity === plan.members[0]?.identity);
  const facts = {
    key: [plan.flavour, withoutCredentials(plan.baseUrl), plan.key].join(" "),
    backend: first?.backend ?? plan.host,
    provider: first?.provider ?? "",
    apiBase: withoutCredentials(first?.apiBase ?? plan.baseUrl),
    keyName: /^env (.+)$/.exec(plan.key ?? "")?.[1] ?? null,
  };
  const nothing = { offered: [], unregistered: [], notOffered: [], takesAnyName: false };
  if (key?.missing && !plan.local)
    return { ...facts, ...nothing, answered: false, detail: `Not asked: the console was not given ${key.missing}.` };
  const reading = await probeBackend(plan.flavour, { baseUrl: plan.baseUrl, key: key?.value ?? null, timeoutMs });
  if (!reading.alive) return { ...facts, ...nothing, answered: false, detail: reading.evidence };
  return { ...facts, answered: true, detail: reading.evidence, ...compareOffers(reading, membersOf(plan, side, keys)) };
}

/** What the draft registers on the same address, whichever key it is asked with. */
function membersOf(plan: ProbePlan, { reading, graph }: DraftSide, keys: KeyFinder) {
  const groups = new Map(graph.deployments.map((one: GraphDeployment) => [one.identity, one.group]));
  return planProbes(graph.deployments, resolveTargets(reading.deployments, keys))
    .plans.filter(({ baseUrl }) => baseUrl === plan.baseUrl)
    .flatMap(({ members }) =>
      members.map(({ identity, served }) => ({ identity, served, group: groups.get(identity) ?? identity })),
    );
}
