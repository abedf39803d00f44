import { formatCount } from "@/lib/format";
import type { Finding } from "@/lib/routing/schema";
import type { NeedView } from "./schema";

const shownFindings = 4;

const needsOfRest = (rules: readonly { others: readonly Finding[] }[]): NeedView[] => {
  const count = rules.reduce((sum, { others }) => sum + 1 + others.length, 0);
  if (count === 0) return [];
  return [
    {
      key: "findings",
      urgency: "when-you-can",
      kind: "finding",
      title: formatCount(count, "more finding"),
      detail: "Each with its line, and its fix where there is one.",
      verb: { word: "Findings", page: "findings" },
    },
  ];
};

/** One need a rule: what one says of several models is said once, with how many it is about. */
export function needsOfFindings(findings: readonly Finding[]): NeedView[] {
  const urgency = { error: "now", warning: "soon", info: "when-you-can" } as const;
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const byRule = new Map<string, Finding[]>();
  // A note asks for nothing: it stands on the routing page.
  const asking = findings.filter(({ severity }) => severity !== "info");
  for (const finding of asking) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  const rules = [...byRule.values()]
    .flatMap(([first, ...others]) => (first ? { first, others } : []))
    .toSorted((a, b) => rank[a.first.severity] - rank[b.first.severity]);
  const told = rules.slice(0, shownFindings).map(({ first, others }): NeedView => {
    const model = first.models?.[0];
    const more = others.length === 0 ? "" : ` The same is said of ${others.length} more.`;
    return {
      key: `finding-${first.rule}`,
      urgency: urgency[first.severity],
      kind: "finding",
      title: first.message,
      detail: `${first.advice ?? `Line ${first.line}.`}${more}`,
      verb:
        model === undefined
          ? { word: "Findings", page: "findings" }
          : { word: "Routing", page: "routing", name: model },
    };
  });
  return [...told, ...needsOfRest(rules.slice(shownFindings))];
}
