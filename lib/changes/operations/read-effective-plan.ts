import type { ReadFailure } from "@/lib/adapters/files/schema";
import { findDraft } from "@/lib/changes/store/drafts";
import { err, ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { FailureKind, RoutePlan, RoutingGraph } from "@/lib/routing/schema";
import type { Db } from "@/lib/server/db";
import { findGateway, loadGateway } from "@/lib/server/gateway";
import { readBytes } from "./session";

type Given = { db: Db; gatewayId: string; model: string; kind: FailureKind; of: "file" | "draft" };
type Refusal = "unknown-gateway" | "unknown-model" | "no-draft" | ReadFailure;

/** The plan of one model by the file on disk or by the draft, under the rules of the gateway's version. */
export async function readEffectivePlan(given: Given): Promise<Result<RoutePlan, Refusal>> {
  const record = await findGateway(given.db, given.gatewayId);
  if (!record) return err("unknown-gateway", `There is no gateway ${given.gatewayId}.`);
  const graph = await readGraph(given);
  if (!graph.ok) return graph;
  const { model, kind } = given;
  const plan = planAttempts(graph.value, { model, kind, version: record.version });
  if (plan.hops.length === 0) return err("unknown-model", `Nothing in the file answers to ${model}.`);
  return ok(plan);
}

async function readGraph({ db, gatewayId, of }: Given): Promise<Result<RoutingGraph, Refusal>> {
  const record = await findGateway(db, gatewayId);
  if (!record) return err("unknown-gateway");
  if (of === "file") {
    const loaded = await loadGateway(record);
    return loaded.ok ? ok(loaded.value.graph) : loaded;
  }
  const draft = await findDraft(db, gatewayId);
  if (!draft) return err("no-draft", "There is no draft.");
  const { reading } = await readBytes(record, Buffer.from(draft.text));
  return ok(toRoutingGraph(reading));
}
