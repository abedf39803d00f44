import type { FindingView } from "@/lib/findings/schema";
import type { Severity } from "@/lib/routing/schema";

/** A finding that may be said to be the draft's. */
export type ShownFinding = FindingView & { isNew?: boolean };

export type FindingsFilter = { severity: Severity | null; rule: string | null; model: string | null };

const severities: readonly Severity[] = ["error", "warning", "info"];
const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

const isFitting = (finding: ShownFinding, { severity, rule, model }: FindingsFilter): boolean =>
  (severity === null || finding.severity === severity) &&
  (rule === null || finding.rule === rule) &&
  (model === null || (finding.models ?? []).includes(model));

export const filterFindings = <Shown extends ShownFinding>(
  findings: readonly Shown[],
  filter: FindingsFilter,
): Shown[] => findings.filter((finding) => isFitting(finding, filter));

const age = ({ isNew = false }: ShownFinding): number => (isNew ? 0 : 1);

/** The draft's own first, of those the most urgent, then as they stand in the file. */
export const sortFindings = <Shown extends ShownFinding>(findings: readonly Shown[]): Shown[] =>
  findings.toSorted(
    (a, b) => age(a) - age(b) || rank[a.severity] - rank[b.severity] || a.line - b.line || a.column - b.column,
  );

const worstOf = (findings: readonly ShownFinding[]): Severity =>
  severities.find((each) => findings.some(({ severity }) => severity === each)) ?? "info";

export type RuleGroup<Shown> = { rule: string; severity: Severity; findings: Shown[] };

/** One group a rule, named by the worst that it says; the most urgent first, of equal ones the larger. */
export function groupByRule<Shown extends ShownFinding>(findings: readonly Shown[]): RuleGroup<Shown>[] {
  const groups = new Map<string, Shown[]>();
  for (const finding of sortFindings(findings))
    groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return [...groups]
    .map(([rule, all]) => ({ rule, severity: worstOf(all), findings: all }))
    .toSorted((a, b) => rank[a.severity] - rank[b.severity] || b.findings.length - a.findings.length);
}

export type FindingsSection = { key: string; title: string; findings: ShownFinding[] };

/** A draft's findings apart from those that were there before; without a draft by severity. Empty sections are left out. */
export function toSections(findings: readonly ShownFinding[], fixed: readonly ShownFinding[], hasDraft: boolean) {
  const sections: FindingsSection[] = hasDraft
    ? [
        { key: "new", title: "New in this draft", findings: findings.filter(({ isNew }) => isNew) },
        { key: "fixed", title: "Fixed by this draft", findings: [...fixed] },
        { key: "unchanged", title: "Unchanged", findings: findings.filter(({ isNew }) => !isNew) },
      ]
    : severities.map((severity) => ({
        key: severity,
        title: { error: "Errors", warning: "Warnings", info: "Notes" }[severity],
        findings: findings.filter((finding) => finding.severity === severity),
      }));
  return sections.filter((section) => section.findings.length > 0);
}

/** What there is to filter by, each with how many findings it leaves. */
export function listChoices(findings: readonly ShownFinding[]) {
  const count = (values: readonly string[]): [string, number][] => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts];
  };
  return {
    severities: severities.map((each) => [each, findings.filter(({ severity }) => severity === each).length] as const),
    rules: count(findings.map(({ rule }) => rule)).toSorted(([a], [b]) => a.localeCompare(b)),
    models: count(findings.flatMap(({ models = [] }) => [...new Set(models)])).toSorted(([a], [b]) =>
      a.localeCompare(b),
    ),
  };
}

/** A place in the file as one would write it: `router_settings.fallbacks[0].a`, odd keys in quotes. */
export const formatPath = (path: FindingView["path"]): string =>
  path
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[\w-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return at === 0 ? part : `.${part}`;
    })
    .join("");
