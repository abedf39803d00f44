import { ok, type Result } from "@/lib/result";
import { assessFate } from "@/lib/routing/fate/gateway-fate";
import type { FateView, WhatIfView } from "@/lib/routing/fate/schema";
import { whatIf } from "@/lib/routing/fate/what-if";
import { findRules } from "@/lib/routing/rules-by-version";
import type { FailureKind } from "@/lib/routing/schema";
import { type GraphOf, type GraphRefusal, readGraph } from "./read-graph";

type Asked = GraphOf & { kind: FailureKind };
export type WhatIfAnswer = WhatIfView & { rulesOf: string; exact: boolean };

/** Who answers every model of the file or the draft while what is named is dead. */
export async function readWhatIf({
  down,
  kind,
  ...of
}: Asked & { down: readonly string[] }): Promise<Result<WhatIfAnswer, GraphRefusal | "unknown-selector">> {
  const read = await readGraph(of);
  if (!read.ok) return read;
  const { graph, version } = read.value;
  const view = whatIf(graph, { down, kind, version });
  if (!view.ok) return view;
  const { rulesOf, exact } = findRules(version);
  return ok({ ...view.value, rulesOf, exact });
}

/** What each chain of the file or the draft rests on, and what the death of each domain costs. */
export async function readFate({ kind, ...of }: Asked): Promise<Result<FateView, GraphRefusal>> {
  const read = await readGraph(of);
  return read.ok ? ok(assessFate(read.value.graph, { kind, version: read.value.version })) : read;
}
