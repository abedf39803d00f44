import { closeAbandonedSteps, listSteps, listUnfinishedChanges } from "@/lib/changes/store/changes";
import { type Actor, consoleActor } from "@/lib/people/schema";
import type { Database } from "@/lib/server/db";
import type { Means } from "./outside";
import { giveUp, restoreBase, verifyBase } from "./restore-base";
import { runChange, verifyChange } from "./run-change";
import { endChange, type Session, withSession } from "./session";

export type Resumed = { changeId: string; outcome: "ended" | "held" };
type Given = { db: Database; actor?: Actor } & Means;

/**
 * Takes up every change that a console left unfinished when it ended. Call it when the server starts, and again from time to
 * time: a change that another living process holds is left to that process. A gateway has one at most, so all go on at once.
 */
export async function resumeChanges(given: Given): Promise<Resumed[]> {
  const unfinished = await listUnfinishedChanges(given.db);
  const resumed = await Promise.allSettled(
    unfinished.map(
      async ({ id }): Promise<Resumed> => ({
        changeId: id,
        outcome: (await resumeChange(given, id)) ? "ended" : "held",
      }),
    ),
  );
  const failed = resumed.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return resumed.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

const abandoned = "The console ended during this step.";

async function resumeChange(given: Given, changeId: string): Promise<boolean> {
  const input = { ...given, actor: given.actor ?? consoleActor, changeId };
  const untouched = await withSession(input, async (session) => {
    await closeAbandonedSteps(session.db, changeId, abandoned, session.outside.clock());
    if (session.change.state === "checking") return true;
    await concludeChange(session);
    return false;
  });
  if (!untouched.ok) return untouched.reason === "finished";
  return untouched.value ? (await runChange(input)).ok : true;
}

/** What is on disk tells how far the dead console came. */
async function concludeChange(session: Session): Promise<void> {
  const { outside, record, change, base } = session;
  const steps = await listSteps(session.db, change.id);
  const known = new Set(steps.find((step) => step.name === "check")?.evidence?.split("\n") ?? []);
  const file = await outside.readFileSnapshot(record.configPath);
  if (!file.ok)
    return giveUp(session, `The console ended in the middle, and the file cannot be read now: ${file.detail}`);
  const wasRestoring = steps.some((step) => step.name === "restore");
  if (file.value.sha === change.candidateSha) {
    if (wasRestoring) return restoreBase(session, firstFailure(steps), known);
    return verifyChange(session, known);
  }
  if (file.value.sha !== base.sha)
    return giveUp(
      session,
      "The console ended in the middle, and the file was changed by someone else since. It was left as it is.",
    );
  if (wasRestoring) return verifyBase(session, firstFailure(steps), known);
  if (steps.some((step) => step.name === "write" && step.state === "done"))
    return verifyBase(session, "The console ended in the middle. The old file is in place again.", known);
  const reason = "The console ended before the file was written; nothing was changed.";
  return endChange(session, { state: "rolled_back", reason, stranded: false });
}

const firstFailure = (steps: { state: string; detail: string | null }[]): string =>
  steps.find((step) => step.state === "failed" && step.detail !== abandoned)?.detail ??
  "The console ended in the middle.";
