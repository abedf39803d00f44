import { findingRules } from "./findings/catalogue";
import { type CheckInput, createContext, toFinding } from "./findings/rule";
import type { Finding } from "./schema";

const byPlace = (a: Finding, b: Finding): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;

/** All findings of a configuration, in the order of the file. */
export const checkConfig = (input: CheckInput): Finding[] => {
  const context = createContext(input);
  return findingRules.flatMap((rule) => rule.check(context).map((hit) => toFinding(rule, hit))).sort(byPlace);
};
