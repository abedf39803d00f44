import type { Finding } from "./schema";

/** Rules whose findings need an operator's reason when a draft adds them, though they do not block it. */
const acknowledged: ReadonlySet<string> = new Set(["cycle"]);

/** An error stops a change: the gateway would not start, or the routing cannot work as written. */
export const isBlocking = (finding: Finding): boolean =>
  finding.severity === "error" && !acknowledged.has(finding.rule);

/** A loop that a draft adds: mutual backup is often meant, so it is asked about instead of refused. */
export const needsAcknowledgement = (finding: Finding, isNew = true): boolean =>
  isNew && finding.severity !== "info" && acknowledged.has(finding.rule);
