import type { ReadFailure } from "@/lib/adapters/files/schema";
import { keepsView } from "@/lib/health/background-checks";
import { staleAfter } from "@/lib/health/observe";
import type { DeploymentHealth, HealthSummary } from "@/lib/health/schema";
import { lastReloadAt, latestSamples } from "@/lib/health/store/samples";
import { describeDeployments, type HealthInput, summariseHealth } from "@/lib/health/summarise";
import { ok, type Result } from "@/lib/result";
import type { Db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type LoadedGateway, readKnownGateway } from "@/lib/server/gateway";

export type HealthReading = HealthSummary & { deployments: DeploymentHealth[] };

type ReadOptions = { staleAfterMs?: number };

/** The health of a gateway that is loaded already: its file's deployments, and the newest samples of each. */
export async function readHealthOf(
  db: Db,
  { record, graph, reading }: Pick<LoadedGateway, "record" | "graph" | "reading">,
  now: Date,
  { staleAfterMs = staleAfter(env().probeIntervalMs) }: ReadOptions = {},
): Promise<HealthReading> {
  const identities = graph.deployments.map(({ identity }) => identity);
  const until = new Date(now.getTime() + staleAfterMs);
  const samples = await latestSamples(db, record.id, { identities, until });
  const input: HealthInput = {
    deployments: graph.deployments,
    direct: samples.filter(({ witness }) => witness === "direct"),
    gateway: samples.filter(({ witness }) => witness === "gateway"),
    now,
    staleAfterMs,
    targetPercent: record.targetPercent,
    gatewayKeepsView: keepsView(reading.settings),
    reloadedAt: await lastReloadAt(db, record.id),
  };
  return { ...summariseHealth(input), deployments: describeDeployments(input) };
}

export async function readHealth(
  db: Db,
  gatewayId: string,
  now: Date,
  options: ReadOptions = {},
): Promise<Result<HealthReading, "unknown-gateway" | ReadFailure>> {
  const loaded = await readKnownGateway(db, gatewayId);
  return loaded.ok ? ok(await readHealthOf(db, loaded.value, now, options)) : loaded;
}
