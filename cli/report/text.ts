import type { Finding } from "@/lib/routing/schema";
import { summarise, tellSummary } from "./summary";

const toLines = ({ file, line, column, severity, message, rule, advice, fix }: Finding): string[] => [
  `${file}:${line}:${column} ${severity} ${message} [${rule}]`,
  ...(advice ? [`    ${advice}`] : []),
  ...(fix ? [`    --fix: ${fix.title}`] : []),
];

export const renderText = (findings: readonly Finding[]): string =>
  `${[...findings.flatMap(toLines), tellSummary(summarise(findings))].join("\n")}\n`;
