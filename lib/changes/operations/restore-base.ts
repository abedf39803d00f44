import type { ProcessSnapshot } from "@/lib/adapters/reload/schema";
import { compareRunning, renderDifference } from "@/lib/changes/compare-running";
import { judgeSuccession } from "@/lib/changes/new-processes";
import { findStartupFailure } from "@/lib/changes/startup-failure";
import { done, failed, type Progress, type StepOutcome } from "./journal";
import { startStopwatch } from "./outside";
import { endChange, type Session } from "./session";

/** An order to reload that went unheard is given again after this long. */
const orderAgainMs = 12_000;

/**
 * Puts the old bytes back and does not believe that they are in force until the running gateway says so. A file that someone
 * else has written meanwhile is never overwritten.
 */
export async function restoreBase(session: Session, reason: string, known: ReadonlySet<string>): Promise<void> {
  if (!session.base.reading.usable) return giveUp(session, `${reason}\n${unusableBase(session)}`);
  const restored = await session.journal.step("restore", () => putBack(session));
  if (!restored.ok) return giveUp(session, `${reason}\n${restored.detail}`);
  return verifyBase(session, reason, known);
}

const unusableBase = ({ base }: Session): string =>
  `The file before this change could not be read by a gateway either, so it was not put back; it is kept as revision ${base.number}.`;

/** The old bytes are on disk: make the gateway run them, and end the change. */
export async function verifyBase(session: Session, reason: string, known: ReadonlySet<string>): Promise<void> {
  const before = await session.outside.snapshotProcesses(session.record.reload, session.reloadOptions);
  await session.journal.step("restore-reload", () => reloadBase(session));
  const answered = await session.journal.step("restore-answer", (progress) => awaitReady(session, before, progress));
  if (!answered.ok)
    return endChange(session, { state: "failed", reason: `${reason}\n${answered.detail}`, stranded: true });
  const equal = await session.journal.step("restore-read-back", (progress) => readBackBase(session, known, progress));
  if (equal.ok) return endChange(session, { state: "rolled_back", reason, stranded: false });
  return endChange(session, { state: "failed", reason: `${reason}\n${equal.detail}`, stranded: true });
}

/** The old file could not be put back. Whether that strands the gateway depends on whether it goes on answering. */
export async function giveUp(session: Session, reason: string): Promise<void> {
  return endChange(session, { state: "failed", reason, stranded: !(await staysReady(session)) });
}

/** A gateway that fails with a new file may answer for some seconds yet, and one whose supervisor restarts it is silent for as long. */
async function staysReady(session: Session): Promise<boolean> {
  const { outside, limits } = session;
  const elapsed = startStopwatch(outside);
  let readySince: number | null = null;
  while (elapsed() < limits.steadyMs + limits.goneMs) {
    const { ready } = await askReady(session);
    readySince = ready ? (readySince ?? elapsed()) : null;
    if (readySince !== null && elapsed() - readySince > limits.steadyMs) return true;
    await outside.pause(limits.pollMs);
  }
  return readySince !== null;
}

async function putBack({ outside, record, base, change }: Session): Promise<StepOutcome<null>> {
  const file = await outside.readFileSnapshot(record.configPath);
  if (file.ok && file.value.sha === base.sha) return done(null, "The old file is in place already.");
  const written = await outside.replaceFile(record.configPath, base.bytes, { expectSha: change.candidateSha });
  if (written.ok) return done(null, `The old file is back, byte for byte: revision ${base.number}.`);
  if (written.reason === "stale")
    return failed("The file was changed by someone else meanwhile, so the old one was not put back over it.");
  return failed(`The old file could not be put back: ${written.detail ?? written.reason}. A copy lies beside it.`);
}

/** A gateway that is down is left to its supervisor, or started where the console may. */
async function reloadBase({ outside, record, reloadOptions }: Session): Promise<StepOutcome<null>> {
  const sent = await outside.sendReload(record.reload, reloadOptions);
  if (sent.ok) return done(null, sent.value.what);
  if (record.reload.kind === "systemd" || record.reload.kind === "systemd-user") {
    const restarted = await outside.restart(record.reload, reloadOptions);
    if (restarted.ok) return done(null, restarted.value.what);
  }
  if (sent.reason === "not-running")
    return done(null, "The gateway is not running. Waiting for its supervisor to start it with the old file.");
  return failed(`The gateway could not be reloaded: ${sent.detail ?? sent.reason}`);
}

async function askReady({ outside, record }: Session): Promise<{ ready: boolean; said: string }> {
  const readiness = await outside.readReadiness(await outside.gatewayConnection(record), { timeoutMs: 3000 });
  if (!readiness.ok) return { ready: readiness.reason === "wrong-key", said: readiness.detail ?? readiness.reason };
  return { ready: readiness.value.ready, said: readiness.value.detail };
}

/**
 * A failed start may still be ending the processes that answer: only later ones are believed at once, those from before the
 * restore after they have answered steadily.
 */
async function awaitReady(session: Session, before: ProcessSnapshot, progress: Progress): Promise<StepOutcome<null>> {
  const { outside, limits, record, reloadOptions } = session;
  const elapsed = startStopwatch(outside);
  let readySince: number | null = null;
  let said = "";
  while (elapsed() < limits.restoreMs) {
    const now = await askReady(session);
    const succession = judgeSuccession(before, await outside.snapshotProcesses(record.reload, reloadOptions));
    readySince = now.ready ? (readySince ?? elapsed()) : null;
    const isSteady = readySince !== null && elapsed() - readySince > limits.steadyMs;
    if (now.ready && (succession === "new" || isSteady))
      return done(null, `Answering again after ${(elapsed() / 1000).toFixed(1)} s.`);
    const text = now.ready ? "it answers, with processes from before" : now.said;
    if (text !== said) await progress(`Waiting: ${text}.`);
    said = text;
    await outside.pause(limits.pollMs);
  }
  const log = record.logPath === null ? null : await outside.readTail(record.logPath, { bytes: 64 * 1024 });
  const broken = log?.ok ? findStartupFailure(log.value.text) : null;
  const why = broken ? ` Its log says: ${broken.reason}` : "";
  return failed(`The gateway does not answer even with the old file.${why} Last seen: ${said}.`, broken?.evidence);
}

async function readBackBase(
  session: Session,
  known: ReadonlySet<string>,
  progress: Progress,
): Promise<StepOutcome<null>> {
  const { outside, limits, record, base, mask } = session;
  const elapsed = startStopwatch(outside);
  let orderedAt = 0;
  let equal = 0;
  let last = "the gateway did not say what it runs";
  while (elapsed() < limits.restoreMs) {
    const running = await outside.readRunningGraph(await outside.gatewayConnection(record), { timeoutMs: 10_000 });
    const all = running.ok ? compareRunning(base.reading, running.value).map(renderDifference) : [];
    const lines = all.filter((line) => !known.has(mask(line)));
    equal = running.ok && lines.length === 0 ? equal + 1 : 0;
    if (equal >= 3) return done(null, "The running gateway equals the old file again, field by field.");
    if (equal === 0) {
      const text = running.ok ? (lines[0] ?? "") : (running.detail ?? running.reason);
      if (text !== last) await progress(`Not equal yet: ${text}.`);
      last = text;
      if (elapsed() - orderedAt > orderAgainMs) {
        orderedAt = elapsed();
        await outside.sendReload(record.reload, session.reloadOptions);
      }
    }
    await outside.pause(equal > 0 ? 100 : limits.pollMs);
  }
  return failed(`The gateway answers, but not with the old file: ${last}.`);
}
