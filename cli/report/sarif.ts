import { findingRules } from "@/lib/routing/findings/catalogue";
import type { FindingRule } from "@/lib/routing/findings/rule";
import { type Finding, findingKey, type Severity } from "@/lib/routing/schema";
import type { Replacement } from "./replacement";

/* SARIF 2.1.0 (OASIS standard of 27 March 2020): one run, every rule described, columns in UTF-16 units. */

const levels: Record<Severity, "error" | "warning" | "note"> = { error: "error", warning: "warning", info: "note" };

const text = (value: string) => ({ text: value });

const toRule = ({ id, title, explain, advice, severity, source }: FindingRule) => ({
  id,
  shortDescription: text(title),
  fullDescription: text(explain || title),
  help: {
    text: `${explain}\n\n${advice}\n\nSource: ${source}`,
    markdown: `${explain}\n\n**What to do:** ${advice}\n\n*Source: ${source}*`,
  },
  defaultConfiguration: { level: levels[severity] },
});

const toFix = (title: string, uri: string, { start, end, insert }: Replacement) => ({
  description: text(title),
  artifactChanges: [
    {
      artifactLocation: { uri },
      replacements: [
        {
          deletedRegion: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
          ...(insert === "" ? {} : { insertedContent: text(insert) }),
        },
      ],
    },
  ],
});

export type SarifMeans = {
  version: string;
  /** Names a file relative to where the command runs, as a URI reference. */
  uriOf: (file: string) => string;
  /** The one stretch of the main file that the finding's fix replaces; null when it has none that can be shown. */
  replacementOf: (finding: Finding) => Replacement | null;
};

function toResult(finding: Finding, ruleIndex: number, { uriOf, replacementOf }: SarifMeans) {
  const { rule, severity, message, advice, file, line, column, path, fix } = finding;
  const uri = uriOf(file);
  const replacement = fix ? replacementOf(finding) : null;
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[severity],
    message: text(advice ? `${message} ${advice}` : message),
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } },
        ...(path.length > 0 ? { logicalLocations: [{ fullyQualifiedName: path.join("."), kind: "member" }] } : {}),
      },
    ],
    partialFingerprints: { "findingKey/v1": findingKey(finding) },
    ...(fix && replacement ? { fixes: [toFix(fix.title, uri, replacement)] } : {}),
  };
}

export function renderSarif(findings: readonly Finding[], means: SarifMeans): string {
  const indexes = new Map(findingRules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Signalbox", version: means.version, rules: findingRules.map(toRule) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => toResult(finding, indexes.get(finding.rule) ?? -1, means)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
