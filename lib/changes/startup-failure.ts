/**
 * Reads why a gateway did not start from what it wrote to its log. Its servers print a Python traceback and then one of a
 * few closing lines; the last exception line before that is the reason.
 * Source: LiteLLM 1.106 behaviour under gunicorn, granian and uvicorn, docs/litellm-rules.md.
 */
export type StartupFailure = { reason: string; evidence: string };

const closing =
  /Application startup failed|ASGI lifespan startup failed|Worker failed to boot|Unexpected exit from worker|config validation failed/i;
const exception =
  /^(?:[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Failure|Invalid\w*)|Exception|SystemExit)(?::|$)/;
const evidenceLines = 30;

export function findStartupFailure(log: string): StartupFailure | null {
  const lines = log.split(/\r?\n/);
  const end = lines.findLastIndex((line) => closing.test(line));
  if (end < 0) return null;
  const from = lines.slice(0, end).findLastIndex((line) => exception.test(line));
  const evidence = lines.slice(Math.max(0, (from < 0 ? end : from) - evidenceLines), end + 1).join("\n");
  if (from < 0) return { reason: (lines[end] ?? "").trim(), evidence };
  const message = lines.slice(from, end);
  const blank = message.findIndex((line, index) => index > 0 && line.trim() === "");
  const reason = message
    .slice(0, blank < 0 ? message.length : blank)
    .filter((line) => !closing.test(line))
    .slice(0, 6)
    .map((line) => line.trimEnd())
    .join("\n");
  return { reason, evidence };
}
