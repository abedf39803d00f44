import { compareRunning, renderDifference } from "@/lib/changes/compare-running";
import type { ChangeView } from "@/lib/changes/schema";
import { findChange } from "@/lib/changes/store/changes";
import { insertReloadRun } from "@/lib/changes/store/reloads";
import { renderReloadMethod } from "@/lib/gateways/schema";
import type { Actor } from "@/lib/people/schema";
import { err, ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db";
import { done, failed, type StepOutcome } from "./journal";
import { type Means, startStopwatch } from "./outside";
import { restoreBase } from "./restore-base";
import { endChange, type Session, type SessionRefusal, withSession } from "./session";
import { type Measured, settleChange } from "./settle-change";
import { takeEffect } from "./take-effect";
import { startTrickle } from "./trickle";

export type RunInput = { db: Database; actor: Actor; changeId: string } & Means;

/** Runs a recorded change to its end: check, keep, write, reload, answer, read back, settle; or restores what was. */
export async function runChange(input: RunInput): Promise<Result<ChangeView, SessionRefusal>> {
  const ran = await withSession(input, applyChange);
  if (!ran.ok) return ran;
  const change = await findChange(input.db, input.changeId);
  return change ? ok(change) : err("unknown-change");
}

async function applyChange(session: Session): Promise<void> {
  const { journal } = session;
  await session.db.change.updateMany({
    where: { id: session.change.id },
    data: { startedAt: session.outside.clock() },
  });
  const checked = await journal.step("check", () => check(session));
  if (!checked.ok) return endChange(session, { state: "failed", reason: checked.detail, stranded: false });
  const kept = await journal.step("keep", () => keep(session));
  if (!kept.ok) return endChange(session, { state: "failed", reason: kept.detail, stranded: false });
  const written = await journal.step("write", () => write(session));
  if (!written.ok) return afterFailedWrite(session, written.detail);
  return verifyChange(session, checked.value);
}

/** From the written file on: whatever does not end in *applied* ends with the old file restored. */
export async function verifyChange(session: Session, known: ReadonlySet<string>): Promise<void> {
  const effect = await measureReload(session, known);
  if (!effect.ok) return restoreBase(session, effect.detail, known);
  const settled = await session.journal.step("settle", () => settleChange(session, effect.value));
  if (!settled.ok) return restoreBase(session, settled.detail, known);
}

/** The differences, as rendered, that the gateway has with its present file: they are not this change's doing. */
async function check(session: Session): Promise<StepOutcome<ReadonlySet<string>>> {
  const { outside, record, change, candidate, base, mask } = session;
  const file = await outside.readFileSnapshot(record.configPath);
  if (!file.ok) return failed(`The file cannot be read: ${file.detail ?? file.reason}. Nothing was changed.`);
  if (file.value.sha !== change.baseSha)
    return failed("The file was changed by someone else since this change was started. Nothing was written.");
  const problem = candidate.reading.problems.find((one) => one.severity === "error");
  if (!candidate.reading.usable)
    return failed(
      `The new file cannot be read, line ${problem?.place.line}: ${problem?.message}. Nothing was written.`,
    );
  const running = await outside.readRunningGraph(await outside.gatewayConnection(record), { timeoutMs: 10_000 });
  if (!running.ok && running.reason === "unauthorised")
    return failed(
      "The gateway does not accept the console's key, so the change could not be verified. Nothing was written.",
    );
  if (!running.ok)
    return done(new Set(), "The file is the one this change began with. The gateway does not answer now.");
  if (!base.reading.usable) return done(new Set(), "The file on disk is broken; this change replaces it.");
  const known = compareRunning(base.reading, running.value).map(renderDifference).map(mask);
  if (known.length === 0)
    return done(new Set(), "The file is the one this change began with, and the gateway runs it.");
  return done(
    new Set(known),
    `The file is the one this change began with. The gateway already differs from it in ${known.length} fields; they are not counted against this change.`,
    known.join("\n"),
  );
}

async function keep({ outside, record, base }: Session): Promise<StepOutcome<null>> {
  const kept = await outside.keepBeside(record.configPath, base.bytes, { sha: base.sha, at: outside.clock() });
  if (!kept.ok) return failed(`The old file could not be kept: ${kept.detail ?? kept.reason}. Nothing was changed.`);
  return done(null, `Kept as revision ${base.number} and as ${kept.value}.`);
}

async function write({ outside, record, change, candidate }: Session): Promise<StepOutcome<null>> {
  const written = await outside.replaceFile(record.configPath, candidate.bytes, { expectSha: change.baseSha });
  if (!written.ok) return failed(`The file could not be written: ${written.detail ?? written.reason}.`);
  return done(null, `Written to ${written.value.realPath}, ${candidate.bytes.length} bytes.`);
}

async function afterFailedWrite(session: Session, reason: string): Promise<void> {
  const file = await session.outside.readFileSnapshot(session.record.configPath);
  if (file.ok && file.value.sha === session.change.candidateSha) return restoreBase(session, reason, new Set());
  return endChange(session, { state: "failed", reason, stranded: false });
}

async function measureReload(session: Session, known: ReadonlySet<string>): Promise<StepOutcome<Measured>> {
  const { outside, limits, record, reloadOptions, mask, journal, candidate } = session;
  const at = outside.clock();
  const elapsed = startStopwatch(outside);
  const trickle = startTrickle(outside, record.url, limits.trickleMs);
  const effect = await takeEffect(
    { outside, limits, reloadOptions, record, reading: candidate.reading, known, mask },
    journal,
  ).finally(trickle.stop);
  const { sent, failed: lost } = await trickle.stop();
  await insertReloadRun(session.db, {
    gatewayId: record.id,
    at,
    method: renderReloadMethod(record.reload),
    outcome: effect.ok ? "reloaded" : "failed",
    detail: mask(effect.detail),
    durationMs: effect.ok ? effect.value.durationMs : elapsed(),
    probesSent: sent,
    probesFailed: lost,
    author: session.actor.name,
  });
  if (!effect.ok) return effect;
  return done({ ...effect.value, probesSent: sent, probesFailed: lost }, effect.detail);
}
