import type { Finding, Severity } from "@/lib/routing/schema";
import { count } from "../print";

const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

export type Summary = { errors: number; warnings: number; infos: number };

export const summarise = (findings: readonly Finding[]): Summary => ({
  errors: countOf(findings, "error"),
  warnings: countOf(findings, "warning"),
  infos: countOf(findings, "info"),
});

export const tellSummary = ({ errors, warnings, infos }: Summary): string =>
  `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "note")}`;
