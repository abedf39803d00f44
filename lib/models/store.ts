import { randomUUID } from "node:crypto";
import type { RoutingGraph } from "@/lib/routing/schema";
import type { Db } from "@/lib/server/db";

/**
 * The registry: what the file says of deployments, groups, aliases and chains, projected into rows that pages can query.
 * Deployments are kept when they leave the file, so that their history has a name; everything else is written anew.
 */
export async function replaceRegistry(tx: Db, gatewayId: string, graph: RoutingGraph, now: Date): Promise<void> {
  await replaceDeployments(tx, gatewayId, graph, now);
  await tx.modelGroup.deleteMany({ where: { gatewayId } });
  await tx.modelGroup.createMany({
    data: graph.groups.map((name, position) => ({ id: randomUUID(), gatewayId, name, position })),
  });
  await tx.alias.deleteMany({ where: { gatewayId } });
  await tx.alias.createMany({ data: aliasRows(gatewayId, graph) });
  await replaceChains(tx, gatewayId, graph);
}

export type RegisteredDeployment = {
  identity: string;
  group: string;
  model: string;
  provider: string;
  backend: string;
  firstSeenAt: string;
  lastSeenAt: string;
  present: boolean;
};

/** In file order, then those that left the file, newest first. */
export async function listRegisteredDeployments(db: Db, gatewayId: string): Promise<RegisteredDeployment[]> {
  const rows = await db.deployment.findMany({
    where: { gatewayId },
    orderBy: [{ presentNow: "desc" }, { position: "asc" }, { lastSeenAt: "desc" }],
  });
  return rows.map((row) => ({
    identity: row.identity,
    group: row.groupName,
    model: row.model,
    provider: row.provider,
    backend: row.backend,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    present: row.presentNow,
  }));
}

export async function listModelGroups(db: Db, gatewayId: string): Promise<string[]> {
  const rows = await db.modelGroup.findMany({ where: { gatewayId }, orderBy: { position: "asc" } });
  return rows.map((row) => row.name);
}

export type RegisteredChain = { kind: string; source: string; section: string; line: number; targets: string[] };

export async function listRegisteredChains(db: Db, gatewayId: string): Promise<RegisteredChain[]> {
  const rows = await db.chain.findMany({
    where: { gatewayId },
    orderBy: { position: "asc" },
    include: { hops: { orderBy: { position: "asc" } } },
  });
  return rows.map(({ kind, source, section, line, hops }) => ({
    kind,
    source,
    section,
    line,
    targets: hops.map((hop) => hop.target),
  }));
}

async function replaceDeployments(tx: Db, gatewayId: string, graph: RoutingGraph, now: Date): Promise<void> {
  const rows = await tx.deployment.findMany({ where: { gatewayId }, select: { id: true, identity: true } });
  const known = new Map(rows.map((row) => [row.identity, row.id]));
  await tx.deployment.updateMany({ where: { gatewayId, presentNow: true }, data: { presentNow: false } });
  const fresh = [];
  for (const [identity, fields] of deploymentRows(graph, now)) {
    const id = known.get(identity);
    if (id) await tx.deployment.update({ where: { id }, data: fields });
    else fresh.push({ id: randomUUID(), gatewayId, identity, firstSeenAt: now, ...fields });
  }
  await tx.deployment.createMany({ data: fresh });
}

/** By identity: of two entries with one identity the first is kept. */
function deploymentRows(graph: RoutingGraph, now: Date) {
  const rows = graph.deployments.map(
    (deployment, position) =>
      [
        deployment.identity,
        {
          position,
          groupName: deployment.group,
          model: deployment.model,
          provider: deployment.provider,
          backend: deployment.backend,
          view: JSON.stringify(deployment),
          lastSeenAt: now,
          presentNow: true,
        },
      ] as const,
  );
  return new Map(rows.toReversed());
}

function aliasRows(gatewayId: string, graph: RoutingGraph) {
  const byName = new Map(graph.aliases.toReversed().map((alias) => [alias.name, alias]));
  return [...byName.values()].map(({ name, target, hidden }) => ({
    id: randomUUID(),
    gatewayId,
    name,
    target: target ?? "",
    hidden,
  }));
}

async function replaceChains(tx: Db, gatewayId: string, graph: RoutingGraph): Promise<void> {
  await tx.chain.deleteMany({ where: { gatewayId } });
  const chains = graph.chains.map((chain, position) => ({ id: randomUUID(), chain, position }));
  await tx.chain.createMany({
    data: chains.map(({ id, chain, position }) => ({
      id,
      gatewayId,
      kind: chain.kind,
      source: chain.source,
      section: chain.section,
      line: chain.place.line,
      position,
    })),
  });
  await tx.chainHop.createMany({
    data: chains.flatMap(({ id, chain }) =>
      chain.targets.map((target, position) => ({ id: randomUUID(), chainId: id, position, target })),
    ),
  });
}
