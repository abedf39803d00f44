import type { ReadFailure } from "@/lib/adapters/files/schema";
import { maskYaml } from "@/lib/config/mask-yaml";
import { staleAfter } from "@/lib/health/observe";
import { readHealthOf } from "@/lib/health/operations/read-health";
import { readHistory } from "@/lib/health/operations/read-history";
import type { KeyFinder } from "@/lib/health/probe-targets";
import { recentSamples } from "@/lib/health/store/samples";
import { planSuccessors } from "@/lib/models/if-it-died";
import type { ModelDetail, YamlExcerpt } from "@/lib/models/registry";
import { findingsOf } from "@/lib/models/registry-rows";
import type { DeploymentView } from "@/lib/models/schema";
import { toModelViews } from "@/lib/models/views";
import { err, ok, type Result } from "@/lib/result";
import { planAttempts } from "@/lib/routing/plan-attempts";
import { FailureKind, type RoutePlan, type RoutingGraph } from "@/lib/routing/schema";
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type KnownGateway, readKnownGateway } from "@/lib/server/gateway";
import { readRows, registryRangeMs } from "./read-registry";

const points = 96;
const samplesShown = 20;

type Given = { db: Database; gatewayId: string; name: string; keys: KeyFinder; now: Date };

export async function readModel(
  given: Given,
): Promise<Result<ModelDetail, "unknown-gateway" | "unknown-model" | ReadFailure>> {
  const { db, gatewayId, name, now } = given;
  const loaded = await readKnownGateway(db, gatewayId);
  if (!loaded.ok) return loaded;
  const { record, graph } = loaded.value;
  const model = toModelViews(graph).find((one) => one.name === name);
  if (!model) return err("unknown-model", `The gateway's file has no model ${name}.`);
  const identities = model.deployments.map(({ identity }) => identity);
  const { rows, findings, strips } = await readRows(loaded.value, [model], given);
  const health = new Map((await readHealthOf(db, loaded.value, now)).deployments.map((one) => [one.identity, one]));
  const from = new Date(now.getTime() - registryRangeMs);
  const staleAfterMs = staleAfter(env().probeIntervalMs);
  const samples = await Promise.all(identities.map((identity) => recentSamples(db, gatewayId, identity, samplesShown)));
  const statusOf = (identity: string) => health.get(identity)?.status ?? "unknown";
  return ok({
    at: now.toISOString(),
    name,
    targetPercent: record.targetPercent,
    deployments: rows,
    strips: strips.map(({ identity, slots }) => ({ identity, slots })),
    points: await readHistory(db, { gatewayId, from, to: now, now, staleAfterMs, points, identities }),
    samples: samples
      .flat()
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, samplesShown),
    uses: model.usedBy.chains,
    aliases: model.usedBy.aliases,
    plans: plansOf(graph, name, record.version),
    hops: graph.deployments.map(({ identity, provider, backend }) => ({
      identity,
      provider,
      backend,
      status: statusOf(identity),
      firstByteUs: health.get(identity)?.direct?.firstByteUs ?? null,
    })),
    successors: planSuccessors(graph, { dead: name, version: record.version, statusOf }),
    yaml: excerptsOf(loaded.value, model.deployments),
    findings: findingsOf(findings, model),
  });
}

const orderOf = ({ hops, cut }: RoutePlan): string => JSON.stringify([hops.map(({ group }) => group), cut]);

/** The general order, and those of other kinds of failure where they differ from it. */
function plansOf(graph: RoutingGraph, model: string, version: string | null): RoutePlan[] {
  const general = planAttempts(graph, { model, kind: "general", version });
  const others = FailureKind.options
    .filter((kind) => kind !== "general")
    .map((kind) => planAttempts(graph, { model, kind, version }))
    .filter((plan) => orderOf(plan) !== orderOf(general));
  return [general, ...others];
}

/** The lines of each entry as they stand in their file, secrets masked. */
function excerptsOf({ source, reading }: KnownGateway, deployments: readonly DeploymentView[]): YamlExcerpt[] {
  const texts = new Map([source.main, ...source.included].map(({ path, text }) => [path, text]));
  const masked = new Map<string, string[]>();
  return deployments.flatMap(({ identity, file }) => {
    const entry = reading.deployments.find((one) => one.identity === identity);
    const lines = masked.get(file) ?? maskYaml(texts.get(file) ?? "").split(/\r?\n/);
    masked.set(file, lines);
    if (!entry) return [];
    const [first, last] = entry.lines;
    return [{ identity, file, firstLine: first, text: lines.slice(first - 1, last).join("\n") }];
  });
}
