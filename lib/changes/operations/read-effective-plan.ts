import { err, ok, type Result } from "@/lib/result";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { FailureKind, RoutePlan } from "@/lib/routing/schema";
import { type GraphOf, type GraphRefusal, readGraph } from "./read-graph";

type Given = GraphOf & { model: string; kind: FailureKind };

/** The plan of one model by the file on disk or by the draft, under the rules of the gateway's version. */
export async function readEffectivePlan({
  model,
  kind,
  ...of
}: Given): Promise<Result<RoutePlan, GraphRefusal | "unknown-model">> {
  const read = await readGraph(of);
  if (!read.ok) return read;
  const plan = planAttempts(read.value.graph, { model, kind, version: read.value.version });
  if (plan.hops.length === 0) return err("unknown-model", `Nothing in the file answers to ${model}.`);
  return ok(plan);
}
