import type { ProcessSnapshot, ReloadOptions } from "@/lib/adapters/reload/schema";
import { compareRunning, renderDifference } from "@/lib/changes/compare-running";
import { judgeSuccession, type Succession } from "@/lib/changes/new-processes";
import { findStartupFailure } from "@/lib/changes/startup-failure";
import type { ConfigReading } from "@/lib/config/schema";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { done, failed, type Journal, type Progress, type StepOutcome } from "./journal";
import { type Limits, type Outside, startStopwatch } from "./outside";

/** What making a file take effect needs to know. */
export type Effect = {
  outside: Outside;
  limits: Limits;
  reloadOptions: ReloadOptions;
  record: GatewayRecord;
  /** What the gateway must say of itself. */
  reading: ConfigReading;
  /** Differences, as rendered, that were there before and are not this change's doing. */
  known: ReadonlySet<string>;
  mask: (text: string) => string;
};

/** The gateway's processes and log at the moment of the order to reload. */
type Mark = { before: ProcessSnapshot; logOffset: number | null };

export type TakenEffect = { durationMs: number; succession: Succession; version: string | null };

/** reload → answer → read-back, each a step. */
export async function takeEffect(effect: Effect, journal: Journal): Promise<StepOutcome<TakenEffect>> {
  const elapsed = startStopwatch(effect.outside);
  const reloaded = await journal.step("reload", () => orderReload(effect));
  if (!reloaded.ok) return reloaded;
  const answered = await journal.step("answer", (progress) => awaitAnswer(effect, reloaded.value, progress));
  if (!answered.ok) return answered;
  const durationMs = elapsed();
  const equal = await journal.step("read-back", (progress) => readBack(effect, answered.value.succession, progress));
  if (!equal.ok) return equal;
  return done({ durationMs, ...answered.value }, answered.detail);
}

export async function markNow({ outside, record, reloadOptions }: Effect): Promise<Mark> {
  const before = await outside.snapshotProcesses(record.reload, reloadOptions);
  const log = record.logPath === null ? null : await outside.readTail(record.logPath, { bytes: 0 });
  return { before, logOffset: log?.ok ? log.value.size : null };
}

export async function orderReload(effect: Effect): Promise<StepOutcome<Mark>> {
  const { outside, record, reloadOptions } = effect;
  const mark = await markNow(effect);
  const sent = await outside.sendReload(record.reload, reloadOptions);
  if (sent.ok) return done(mark, sent.value.what);
  const why = sent.detail ?? sent.reason;
  if (sent.reason !== "not-running") return failed(`The gateway could not be reloaded: ${why}`);
  if (record.reload.kind === "signal")
    return done(mark, `No gateway process is running (${why}). Waiting for its supervisor to start it with this file.`);
  const started = await outside.restart(record.reload, reloadOptions);
  return started.ok
    ? done(mark, `The gateway was not running. ${started.value.what}`)
    : failed(`The gateway was not running and could not be started: ${started.detail ?? started.reason}`);
}

type Answered = { succession: Succession; version: string | null };

export async function awaitAnswer(effect: Effect, mark: Mark, progress: Progress): Promise<StepOutcome<Answered>> {
  const { outside, limits, record } = effect;
  const elapsed = startStopwatch(outside);
  let goneSince: number | null = null;
  let said = "";
  while (elapsed() < limits.answerMs) {
    const broken = await findFailureSince(effect, mark);
    if (broken) return failed(`The gateway did not start with this file: ${broken.reason}`, broken.evidence);
    const succession = judgeSuccession(
      mark.before,
      await outside.snapshotProcesses(record.reload, effect.reloadOptions),
    );
    goneSince = succession === "gone" ? (goneSince ?? elapsed()) : null;
    if (goneSince !== null && elapsed() - goneSince > limits.goneMs)
      return failed(`The gateway's process ended and did not come back within ${seconds(limits.goneMs)}.`);
    const readiness = await outside.readReadiness(await outside.gatewayConnection(record), { timeoutMs: 3000 });
    if (!readiness.ok && readiness.reason === "wrong-key" && succession === "new")
      return failed("The gateway does not accept the console's key any more, so what it runs cannot be read back.");
    const ready = readiness.ok && readiness.value.ready;
    if (
      ready &&
      (succession === "new" || succession === "unknown" || lingers(succession, elapsed(), limits, mark.before))
    ) {
      const who = whoAnswers[succession];
      return done({ succession, version: readiness.value.version }, `Answering after ${seconds(elapsed())}; ${who}.`);
    }
    const now = ready
      ? "an old process still answers"
      : readiness.ok
        ? readiness.value.detail
        : (readiness.detail ?? readiness.reason);
    if (now !== said) await progress(`Waiting: ${now}.`);
    said = now;
    await outside.pause(limits.pollMs);
  }
  return failed(`The gateway did not answer as a new process within ${seconds(limits.answerMs)}: ${said}.`);
}

/**
 * An old worker that finishes its open streams takes no new requests, so it need not be waited for; the read-back, asked often,
 * has the last word. Under uvicorn's own supervisor old workers do answer until their turn comes, one after another.
 */
const lingers = (succession: Succession, elapsedMs: number, limits: Limits, { launch }: ProcessSnapshot): boolean =>
  succession === "mixed" && elapsedMs > limits.answerMs * (launch === "uvicorn-workers" ? 0.75 : 0.25);

const whoAnswers: Record<Succession, string> = {
  new: "only processes started since",
  mixed: "new processes, with an old one still there",
  old: "the processes from before",
  gone: "no process of its own is seen",
  unknown: "its processes cannot be told apart here, so the read-back decides",
};

/** What the gateway wrote to its log since the order to reload, when that says that it gave up. */
export async function findFailureSince({ outside, record }: Effect, mark: Mark) {
  if (record.logPath === null || mark.logOffset === null) return null;
  const log = await outside.readTail(record.logPath, { bytes: 256 * 1024, sinceOffset: mark.logOffset });
  return log.ok ? findStartupFailure(log.value.text) : null;
}

/** Asks until the answers equal the file, or differ in the same way for long enough that waiting cannot help. */
export async function readBack(effect: Effect, succession: Succession, progress: Progress): Promise<StepOutcome<null>> {
  const { outside, limits, record } = effect;
  const elapsed = startStopwatch(outside);
  const wanted = await answersWanted(effect);
  const patience = succession === "new" ? limits.settledMs : limits.readBackMs;
  let equal = 0;
  let last = { text: "the gateway did not say what it runs", since: 0, lines: [] as string[] };
  while (elapsed() < limits.readBackMs) {
    const running = await outside.readRunningGraph(await outside.gatewayConnection(record), { timeoutMs: 10_000 });
    if (!running.ok && running.reason === "unauthorised")
      return failed("The gateway does not accept the console's key any more, so what it runs cannot be read back.");
    const all = running.ok ? compareRunning(effect.reading, running.value).map(renderDifference) : [];
    const lines = all.filter((line) => !effect.known.has(effect.mask(line)));
    equal = running.ok && lines.length === 0 ? equal + 1 : 0;
    if (equal >= wanted)
      return done(null, describeEqual(effect.reading, wanted, all.length), all.join("\n") || undefined);
    const text = running.ok ? lines.join("\n") : (running.detail ?? running.reason);
    if (equal === 0 && text !== last.text) last = { text, since: elapsed(), lines };
    if (lines.length > 0 && elapsed() - last.since > patience) break;
    if (equal === 0) await progress(`Not equal yet: ${summarise(last.lines, text)}.`);
    await outside.pause(equal > 0 ? 50 : limits.pollMs);
  }
  return failed(`The running gateway is not what the file says: ${summarise(last.lines, last.text)}.`, last.text);
}

/** Several workers answer in turn, so one equal answer proves only one of them. */
async function answersWanted({ outside, record, reloadOptions }: Effect): Promise<number> {
  const { workers } = await outside.snapshotProcesses(record.reload, reloadOptions);
  return workers.length === 1 ? 1 : Math.max(3, workers.length * 2 + 1);
}

function describeEqual(reading: ConfigReading, answers: number, known: number): string {
  const models = `${reading.deployments.length} deployments and ${reading.chains.length} chains`;
  const times = answers === 1 ? "" : `, ${answers} answers in a row`;
  const before = known === 0 ? "" : ` but for ${known} differences that were there before`;
  return `The running gateway equals the file, field by field: ${models}${times}${before}.`;
}

const summarise = (lines: string[], text: string): string =>
  lines.length <= 1 ? text : `${lines[0]}, and ${lines.length - 1} more`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
