import pino, { type Logger } from "pino";

const secretKeys = ["password", "token", "secret", "key", "apiKey", "api_key", "authorization", "cookie", "code"];

const redact = { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[masked]" };

const holder = globalThis as typeof globalThis & { signalboxLog?: Logger };

/** JSON lines on standard output, or plain text when a person watches the terminal. */
export function log(): Logger {
  holder.signalboxLog ??= pino({ base: null, redact, timestamp: pino.stdTimeFunctions.isoTime });
  return holder.signalboxLog;
}

/** Logs what nobody expected and returns the id by which people find it. */
export function logFailure(error: unknown, facts: Record<string, unknown>): string {
  const id = crypto.randomUUID().slice(0, 8);
  log().error({ ...facts, failure: id, err: error }, "unexpected failure");
  return id;
}
