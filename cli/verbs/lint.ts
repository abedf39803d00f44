import type { Command } from "commander";
import { checkConfig } from "@/lib/routing/check-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { Finding, Severity } from "@/lib/routing/schema";
import { count, printJson, printLines } from "../print";
import { readInput } from "../read-input";

type Options = { json?: true; gatewayVersion?: string };

const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

const summarise = (findings: readonly Finding[]) => ({
  errors: countOf(findings, "error"),
  warnings: countOf(findings, "warning"),
  infos: countOf(findings, "info"),
});

const toJson = ({ rule, severity, file, line, column, path, message, fix }: Finding) => ({
  rule,
  severity,
  file,
  line,
  column,
  path,
  message,
  ...(fix ? { fix } : {}),
});

const toLines = ({ file, line, column, severity, message, rule, advice }: Finding): string[] => [
  `${file}:${line}:${column} ${severity} ${message} [${rule}]`,
  ...(advice ? [`    ${advice}`] : []),
];

const lint = async (path: string, options: Options): Promise<void> => {
  const { reading } = await readInput(path);
  const findings = checkConfig({ reading, graph: toRoutingGraph(reading), version: options.gatewayVersion ?? null });
  const summary = summarise(findings);
  if (options.json) printJson({ findings: findings.map(toJson), summary });
  else {
    const { errors, warnings, infos } = summary;
    printLines([
      ...findings.flatMap(toLines),
      `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "note")}`,
    ]);
  }
  process.exitCode = summary.errors + summary.warnings > 0 ? 1 : 0;
};

export const register = (program: Command): void => {
  program
    .command("lint")
    .description("check a gateway's configuration file; exit code 1 when there are errors or warnings")
    .argument("<file>", "the configuration file; what it includes is read too")
    .option("--json", "print the findings as JSON")
    .option("--gateway-version <version>", "the LiteLLM version that will read it")
    .action(lint);
};
