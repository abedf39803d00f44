import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeLease, leaseMs } from "@/lib/changes/leases";
import type { StepName } from "@/lib/changes/schema";
import { findChange } from "@/lib/changes/store/changes";
import { findDraft } from "@/lib/changes/store/drafts";
import { acquireLease, newHolder } from "@/lib/server/lease";
import { saveEdit } from "./edit-draft";
import { resumeChanges } from "./resume-changes";
import { runChange } from "./run-change";
import { startChange } from "./start-change";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";

let stage: PlayedGateway;
let changeId = "";

beforeEach(async () => {
  stage = await playGateway();
  const given = { db: stage.db, actor: operator, now: new Date(), gatewayId: "main", ...stage.means() };
  await saveEdit({ ...given, edit: { type: "set-chain", kind: "general", model: "a", targets: ["b", "c"] } });
  const baseSha = (await findDraft(stage.db, "main"))?.baseSha ?? "";
  const started = await startChange({ ...given, baseSha });
  if (!started.ok) throw new Error(started.detail);
  changeId = started.value.id;
});
afterEach(() => stage.close());

/** Lets the console die in a step: what the step does outside has happened, nothing after it has. */
async function dieIn(step: StepName, alsoFail = () => {}): Promise<void> {
  const { outside } = stage;
  let writes = 0;
  const die = () => {
    throw new Error("the console died");
  };
  const wrap =
    <A extends unknown[], R>(at: boolean, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const result = await work(...args);
      return at ? die() : result;
    };
  alsoFail();
  const faults = {
    keepBeside: wrap(step === "keep", outside.keepBeside),
    sendReload: wrap(step === "reload", outside.sendReload),
    readReadiness: wrap(step === "answer", outside.readReadiness),
    replaceFile: async (...args: Parameters<typeof outside.replaceFile>) => {
      writes += 1;
      const result = await outside.replaceFile(...args);
      return (step === "write" && writes === 1) || (step === "restore" && writes === 2) ? die() : result;
    },
  };
  const run = runChange({ db: stage.db, actor: operator, changeId, ...stage.means(faults) });
  await expect(run).rejects.toThrow("the console died");
  expect((await findChange(stage.db, changeId))?.finishedAt).toBeNull();
}

const resume = async () => {
  expect(await resumeChanges({ db: stage.db, ...stage.means() })).toEqual([{ changeId, outcome: "ended" }]);
  const change = await findChange(stage.db, changeId);
  if (!change) throw new Error("the change is gone");
  return change;
};

describe("a console that died", () => {
  it("before it began leaves a change that is run at the next start", async () => {
    expect(await resume()).toMatchObject({ state: "applied" });
    expect(stage.read()).toContain("[b, c]");
  });

  it("while keeping the old file is continued from the start", async () => {
    await dieIn("keep");
    const change = await resume();
    expect(change.state).toBe("applied");
    expect(change.steps.find((step) => step.name === "keep")).toMatchObject({
      state: "failed",
      detail: "The console ended during this step.",
    });
  });

  it.each(["write", "reload", "answer"] as const)("in %s has its change verified and settled", async (step) => {
    await dieIn(step);
    expect(await resume()).toMatchObject({ state: "applied", reason: null });
    expect(stage.play.running).toBe(stage.read());
    expect(stage.read()).toContain("[b, c]");
  });

  it("in restore is brought to the old file, with the first reason kept", async () => {
    await dieIn("restore", () => {
      stage.play.rejects = (text) => text.includes("[b, c]");
    });
    const change = await resume();
    expect(change).toMatchObject({ state: "rolled_back", stranded: false });
    expect(change.reason).toContain("the gateway says no to");
    expect(stage.read()).toBe(startFile);
  });

  it("after the write, whose file the gateway rejects, has it rolled back", async () => {
    await dieIn("write");
    stage.play.rejects = (text) => text.includes("[b, c]");
    expect(await resume()).toMatchObject({ state: "rolled_back" });
    expect(stage.read()).toBe(startFile);
  });

  it("leaves a file alone that someone else has written since", async () => {
    await dieIn("write");
    writeFileSync(stage.configPath, "model_list: []\n");
    expect(await resume()).toMatchObject({ state: "failed", stranded: false });
    expect(stage.read()).toBe("model_list: []\n");
  });

  it("after the write, whose file was put back by hand, is told honestly", async () => {
    await dieIn("write");
    writeFileSync(stage.configPath, startFile);
    const change = await resume();
    expect(change.state).toBe("rolled_back");
    expect(stage.read()).toBe(startFile);
  });
});

it("a change that cannot be taken up does not keep those of other gateways waiting", async () => {
  const { gateway, change } = stage.db;
  const [one, row] = [await gateway.findFirstOrThrow(), await change.findFirstOrThrow()];
  await gateway.create({ data: { ...one, id: "other" } });
  const unreadable = { id: "unreadable", gatewayId: "other", acknowledged: "{", createdAt: new Date(0) };
  await change.create({ data: { ...row, ...unreadable } });
  await expect(resumeChanges({ db: stage.db, ...stage.means() })).rejects.toThrow("JSON");
  expect(await findChange(stage.db, changeId)).toMatchObject({ state: "applied" });
});

describe("a change that another process holds", () => {
  const hold = (holder: string, at = new Date()) =>
    acquireLease(stage.db, { name: changeLease(changeId), holder, ttlMs: leaseMs, now: at });

  it("is left to it until its hold runs out", async () => {
    await hold("elsewhere/1/x");
    expect(await resumeChanges({ db: stage.db, ...stage.means() })).toEqual([{ changeId, outcome: "held" }]);
    await hold("elsewhere/1/x", new Date(Date.now() - 2 * leaseMs));
    expect(await resume()).toMatchObject({ state: "applied" });
  });

  it("is taken at once when that process is gone from this machine", async () => {
    const gone = newHolder().replace(/\/\d+\//, "/4194303/");
    await hold(gone);
    expect(await resume()).toMatchObject({ state: "applied" });
  });

  it("stops being run here when another process has taken it over", async () => {
    const ran = await runChange({
      db: stage.db,
      actor: operator,
      changeId,
      ...stage.means({
        keepBeside: async (...args) => {
          await stage.db.lease.updateMany({
            where: { name: changeLease(changeId) },
            data: { holder: "elsewhere/1/x" },
          });
          return stage.outside.keepBeside(...args);
        },
      }),
    });
    expect(ran).toMatchObject({ ok: false, reason: "lost" });
    expect(stage.read()).toBe(startFile);
  });
});
