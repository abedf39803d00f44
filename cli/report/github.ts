import { findRule } from "@/lib/routing/findings/catalogue";
import type { Finding, Severity } from "@/lib/routing/schema";
import { summarise, tellSummary } from "./summary";

/*
 * Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`. Signs that end a command, a line or
 * a property are written as percent codes.
 */
const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

const escapeText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const toCommand = (finding: Finding, relative: (file: string) => string): string => {
  const { rule, severity, file, line, column, message, advice } = finding;
  const title = `${findRule(rule)?.title ?? "Finding"} (${rule})`;
  const place = `file=${escapeProperty(relative(file))},line=${line},col=${column}`;
  const text = escapeText(advice ? `${message}\n${advice}` : message);
  return `::${commands[severity]} ${place},title=${escapeProperty(title)}::${text}`;
};

/** `relative` names a file as the repository does. */
export const renderGithub = (findings: readonly Finding[], relative: (file: string) => string): string =>
  `${[...findings.map((finding) => toCommand(finding, relative)), tellSummary(summarise(findings))].join("\n")}\n`;
