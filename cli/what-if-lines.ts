import { formatCount } from "@/lib/format";
import type { WhatIfRow, WhatIfView } from "@/lib/routing/fate/schema";
import { countOutcomes, outcomeOf, tellAnswer, tellAttempts, tellWait } from "@/lib/routing/fate/words";

const stateWords: Record<WhatIfRow["hops"][number]["state"], string> = {
  answers: "answers",
  "may-answer": "may answer",
  fails: "fails",
  "not-reached": "not reached",
};

/** One model: each hop with what becomes of it, then who answers. */
export const outcomeLines = (row: WhatIfRow): string[] => [
  ...row.hops.map(
    ({ position, group, via, deployments, state }) =>
      `${position}. ${group} (${via}): ${deployments.join(", ")}: ${stateWords[state]}`,
  ),
  `Answered by: ${tellAnswer(row)}`,
  `Upstream calls: ${tellAttempts(row)}`,
  `Wait before the answer: ${tellWait(row.seconds)}`,
];

const columns = ["MODEL", "ANSWERED BY", "CALLS", "WAIT"];

const align = (rows: readonly string[][]): string[] => {
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};

const summaryOf = (view: WhatIfView): string => {
  const { moved, unsure } = countOutcomes(view);
  const names = [...view.lost, ...view.lostAliases];
  const random = unsure > 0 ? `${unsure} answered at random or not at all, ` : "";
  const others = unsure > 0 ? "no other loses its answer" : "nobody loses its answer";
  const ending = names.length === 0 ? others : `nobody answers for ${names.join(", ")}`;
  return `${formatCount(moved, "model")} answered by another, ${random}${ending}.`;
};

/** Every model and alias with who answers, after how many upstream calls and how long. */
export const outcomeTable = (view: WhatIfView): string[] => [
  ...align([
    columns,
    ...[...view.models, ...view.aliases].map((row) => [
      row.model,
      outcomeOf(row) === "same" ? "itself" : tellAnswer(row),
      tellAttempts(row),
      tellWait(row.seconds),
    ]),
  ]),
  summaryOf(view),
];
