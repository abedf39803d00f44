import { maskKnown } from "@/lib/config/mask-text";
import type { Finding } from "@/lib/routing/schema";
import { summarise } from "./summary";

/** A fix may move a value that is secret; it is shown masked, and `lint --fix` makes the real one. */
const maskFix = (fix: NonNullable<Finding["fix"]>, secrets: string[]): unknown =>
  JSON.parse(JSON.stringify(fix), (_, value: unknown) =>
    typeof value === "string" ? maskKnown(value, secrets) : value,
  );

export const renderJson = (findings: readonly Finding[], secrets: string[]): string => {
  const shown = findings.map(({ rule, severity, file, line, column, path, message, fix }) => ({
    rule,
    severity,
    file,
    line,
    column,
    path,
    message,
    ...(fix ? { fix: maskFix(fix, secrets) } : {}),
  }));
  return `${JSON.stringify({ findings: shown, summary: summarise(findings) }, null, 2)}\n`;
};
