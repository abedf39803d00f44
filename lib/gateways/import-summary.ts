import { ChainKind, type ConfigReading } from "@/lib/config/schema";
import { checkConfig } from "@/lib/routing/check-config";
import type { RoutingGraph, Severity } from "@/lib/routing/schema";

/** What was found in a gateway's file, in numbers. */
export type ImportSummary = {
  usable: boolean;
  lines: number;
  deployments: number;
  models: number;
  aliases: number;
  backends: number;
  chains: { kind: ChainKind; count: number }[];
  findings: Record<Severity, number>;
  /** Why the file cannot be used, each with its line. */
  problems: string[];
};

type Given = { reading: ConfigReading; graph: RoutingGraph; version: string | null };

export function summariseImport({ reading, graph, version }: Given): ImportSummary {
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of checkConfig({ reading, graph, version })) findings[severity] += 1;
  const errors = reading.problems.filter(({ severity }) => severity === "error");
  return {
    usable: reading.usable,
    lines: reading.lineCount,
    deployments: graph.deployments.length,
    models: graph.groups.length,
    aliases: graph.aliases.length,
    backends: new Set(graph.deployments.map(({ backend }) => backend)).size,
    chains: ChainKind.options.map((kind) => ({
      kind,
      count: graph.chains.filter((chain) => chain.kind === kind).length,
    })),
    findings,
    problems: errors.map(({ place, message }) => `Line ${place.line}: ${message}`),
  };
}
