import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env";

const secretKeys = ["password", "token", "secret", "key", "apiKey", "api_key", "authorization", "cookie", "code"];

const redact = { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[masked]" };

const holder = globalThis as typeof globalThis & { signalboxLog?: Logger };

/** JSON lines on standard output, or plain text when a person watches the terminal. */
export function log(): Logger {
  holder.signalboxLog ??= createLog(process.stdout, process.stdout.isTTY, env().logLevel);
  return holder.signalboxLog;
}

export function createLog(output: DestinationStream, plain: boolean, level = "info"): Logger {
  const destination = plain ? { write: (line: string) => output.write(renderPlain(line)) } : output;
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino({ level, base: null, redact, formatters, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** Logs what nobody expected and returns the id by which people find it. */
export function logFailure(error: unknown, facts: Record<string, unknown>): string {
  const id = crypto.randomUUID().slice(0, 8);
  log().error({ ...facts, failure: id, err: error }, "unexpected failure");
  return id;
}

function renderPlain(line: string): string {
  const { time, level, msg, err, ...facts } = JSON.parse(line);
  const shown = Object.entries(facts).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const stack = err?.stack === undefined ? "" : `\n${err.stack}`;
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${[msg, ...shown].join(" ")}${stack}\n`;
}
