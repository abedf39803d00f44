import type { ReadFailure } from "@/lib/adapters/files/schema";
import type { DeploymentEntry } from "@/lib/config/schema";
import { findDangling } from "@/lib/models/dangling";
import { toFormValues } from "@/lib/models/deployment-edit";
import type { DeskEntry, ModelsDesk } from "@/lib/models/desk";
import { toAliasViews } from "@/lib/models/views";
import { ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { type DraftSide, readDraftSide } from "./draft-side";

const said = ({ group, params, info }: DeploymentEntry): string => JSON.stringify([group, params, info]);

export async function readModelsDesk(
  db: Database,
  gatewayId: string,
): Promise<Result<ModelsDesk, "unknown-gateway" | ReadFailure>> {
  const opened = await readDraftSide(db, gatewayId);
  if (!opened.ok) return opened;
  const side = opened.value;
  const { file, draft, graph, reading } = side;
  const present = new Set(reading.deployments.map(({ identity }) => identity));
  return ok({
    gatewayId,
    version: draft?.version ?? 0,
    edits: draft?.edits.length ?? 0,
    entries: toEntries(side),
    removed: file.reading.deployments
      .filter(({ identity }) => !present.has(identity))
      .map(({ identity, group, model }) => ({ identity, group, model })),
    aliases: toAliasViews(graph),
    models: graph.groups,
    configPath: file.record.configPath,
    old: file.old,
  });
}

function toEntries({ file, graph, reading }: DraftSide): DeskEntry[] {
  const before = new Map(file.reading.deployments.map((entry) => [entry.identity, said(entry)]));
  const markOf = (entry: DeploymentEntry): DeskEntry["mark"] => {
    const old = before.get(entry.identity);
    return old === undefined ? "added" : old === said(entry) ? null : "changed";
  };
  return graph.deployments.flatMap((deployment, at) => {
    const entry = reading.deployments[at];
    if (!entry) return [];
    const { identity, group, model } = deployment;
    const form = toFormValues(entry, deployment);
    return [{ identity, group, model, form, dangling: findDangling(graph, identity), mark: markOf(entry) }];
  });
}
