import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "@/lib/audit/operations";
import type { ChangeView } from "@/lib/changes/schema";
import { findChange } from "@/lib/changes/store/changes";
import { findDraft } from "@/lib/changes/store/drafts";
import { listReloadRuns } from "@/lib/changes/store/reloads";
import { listRevisions } from "@/lib/changes/store/revisions";
import { listRegisteredChains } from "@/lib/models/store";
import { err, ok } from "@/lib/result";
import { saveEdit } from "./edit-draft";
import { runChange } from "./run-change";
import { rollbackChange, rollbackToRevision, startChange } from "./start-change";
import { syncGateway } from "./sync-gateway";
import { type Faults, operator, type PlayedGateway, playGateway, startFile } from "./testing";

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway();
});
afterEach(() => stage.close());

const given = () => ({ db: stage.db, actor: operator, now: new Date(), gatewayId: "main", ...stage.means() });

async function start(targets = ["b", "c"]): Promise<string> {
  const saved = await saveEdit({ ...given(), edit: { type: "set-chain", kind: "general", model: "a", targets } });
  if (!saved.ok) throw new Error(saved.detail);
  const draft = await findDraft(stage.db, "main");
  const started = await startChange({ ...given(), baseSha: draft?.baseSha ?? "" });
  if (!started.ok) throw new Error(`${started.reason}: ${started.detail}`);
  return started.value.id;
}

async function run(changeId: string, faults: Faults = {}): Promise<ChangeView> {
  const ran = await runChange({ db: stage.db, actor: operator, changeId, ...stage.means(faults) });
  if (!ran.ok) throw new Error(`${ran.reason}: ${ran.detail}`);
  return ran.value;
}

const stepsOf = (change: ChangeView) => change.steps.map(({ name, state }) => `${name} ${state}`);
const restored = ["restore done", "restore-reload done", "restore-answer done", "restore-read-back done"];

it("puts an earlier file back while a broken one keeps the gateway down", async () => {
  const { revisions } = await listRevisions(stage.db, "main");
  writeFileSync(stage.configPath, `${startFile}broken: [\n`);
  stage.play.rejects = (text) => text.includes("broken");
  stage.play.running = null;
  const isDown = { what: "", interruption: "", safe: false, why: "no process runs", isDown: true };
  const faults: Faults = { describeReload: async () => isDown };
  const target = { gatewayId: "main", revisionId: revisions[0]?.id ?? "" };
  const back = await rollbackToRevision({ ...given(), ...stage.means(faults), ...target });
  if (!back.ok) throw new Error(`${back.reason}: ${back.detail}`);
  expect(await run(back.value.id, faults)).toMatchObject({ state: "applied" });
  expect(stage.read()).toBe(startFile);
  expect(stage.play.running).toBe(startFile);
});

describe("a change that takes", () => {
  it("goes through every step, changes only its line, and leaves a revision, a registry and no draft", async () => {
    const change = await run(await start());
    expect(change).toMatchObject({ state: "applied", stranded: false, reason: null, number: 1, author: operator.name });
    expect(stepsOf(change)).toEqual(
      ["check", "keep", "write", "reload", "answer", "read-back", "settle"].map((name) => `${name} done`),
    );
    expect(stage.read()).toBe(startFile.replace("- a: [b]", "- a: [b, c]"));
    expect(stage.play.running).toBe(stage.read());
    const { revisions } = await listRevisions(stage.db, "main");
    expect(revisions.map(({ number, origin, current }) => [number, origin, current])).toEqual([
      [2, "applied", true],
      [1, "imported", false],
    ]);
    expect(await listRegisteredChains(stage.db, "main")).toMatchObject([{ source: "a", targets: ["b", "c"] }]);
    expect(await findDraft(stage.db, "main")).toBeNull();
    expect(await listReloadRuns(stage.db, "main")).toMatchObject([{ outcome: "reloaded", probesFailed: 0 }]);
    expect(change.summary.join()).toContain("c");
    const actions = await stage.db.auditEntry.findMany({ orderBy: { seq: "asc" } });
    expect(actions.map((row) => row.action)).toEqual([
      "config.imported",
      "draft.edit",
      "change.apply",
      "change.applied",
    ]);
    expect(await verifyAudit(stage.db)).toMatchObject({ ok: true });
  });

  it("is rolled back by another change, byte for byte", async () => {
    const first = await run(await start());
    const back = await rollbackChange({ ...given(), changeId: first.id });
    if (!back.ok) throw new Error(back.detail);
    const change = await run(back.value.id);
    expect(change).toMatchObject({ state: "applied", kind: "rollback", number: 2 });
    expect(stage.read()).toBe(startFile);
    const { revisions } = await listRevisions(stage.db, "main");
    expect(revisions[0]).toMatchObject({ origin: "rollback", number: 3, sha: revisions[2]?.sha });
  });

  it("is not taken for someone else's edit by whoever watches the file meanwhile", async () => {
    const seen = new Set<string>();
    stage.play.rejects = (text) => text.includes("[b, c]");
    await run(await start(), {
      readReadiness: async (...call) => {
        const synced = await syncGateway({ db: stage.db, gatewayId: "main", now: new Date() });
        seen.add(synced.ok ? synced.value.outcome : synced.reason);
        return stage.outside.readReadiness(...call);
      },
    });
    expect([...seen]).toEqual(["applying"]);
    expect((await listRevisions(stage.db, "main")).revisions).toHaveLength(1);
  });

  it("is not ended or kept waiting by a clock that jumps", async () => {
    const hours = [0, 5, -7, 11];
    let asked = 0;
    const clock = () => new Date(Date.now() + (hours[asked++ % hours.length] ?? 0) * 3_600_000);
    const change = await run(await start(), { clock });
    expect(change).toMatchObject({ state: "applied", reason: null });
    const [reload] = await listReloadRuns(stage.db, "main");
    expect(reload?.durationMs).toBeGreaterThanOrEqual(0);
    expect(reload?.durationMs).toBeLessThan(60_000);
  });

  it("does not count what differed before against the change, and says so", async () => {
    const id = await start();
    const change = await run(id, {
      readRunningGraph: async (...call) => {
        const graph = await stage.outside.readRunningGraph(...call);
        if (graph.ok) graph.value.models = graph.value.models.filter((model) => model.group !== "b");
        return graph;
      },
    });
    expect(change.state).toBe("applied");
    expect(change.steps.find((step) => step.name === "read-back")?.detail).toContain("1 difference");
  });
});

describe("a change that does not take", () => {
  it("comes back by itself with the gateway's own words, secrets masked, when the gateway rejects the file", async () => {
    stage.play.rejects = (text) => text.includes("[b, c]");
    const change = await run(await start());
    expect(change).toMatchObject({ state: "rolled_back", stranded: false });
    expect(change.reason).toContain("ValueError: the gateway says no to");
    expect(JSON.stringify(change)).not.toContain("sk-written-secret-value");
    expect(stepsOf(change)).toEqual([
      "check done",
      "keep done",
      "write done",
      "reload done",
      "answer failed",
      ...restored,
    ]);
    expect(stage.read()).toBe(startFile);
    expect(stage.play.running).toBe(startFile);
    expect((await listRevisions(stage.db, "main")).revisions).toHaveLength(1);
    expect(await findDraft(stage.db, "main")).not.toBeNull();
  });

  it("does not believe processes that a failed start is still ending", async () => {
    stage.play.rejects = (text) => text.includes("[b, c]");
    let dying = 0;
    const dyingOld = {
      mainPid: 1,
      mainStartedAt: 1,
      workers: [{ pid: 110, startedAt: 1_100_000 }],
      launch: "granian",
    } as const;
    const change = await run(await start(), {
      sendReload: async (...call) => {
        const sent = await stage.outside.sendReload(...call);
        dying = stage.play.running === null ? 8 : dying;
        return sent;
      },
      readReadiness: async (...call) => {
        dying -= 1;
        if (dying > 0) return ok({ ready: true, version: null, detail: "healthy" });
        return stage.outside.readReadiness(...call);
      },
      snapshotProcesses: async (...call) =>
        dying > 0 ? { ...dyingOld, workers: [...dyingOld.workers] } : stage.outside.snapshotProcesses(...call),
    });
    expect(change.state).toBe("rolled_back");
    expect(dying).toBeLessThanOrEqual(0);
    expect(stage.play.running).toBe(startFile);
  });

  it("names the field when the gateway runs something else than the file says", async () => {
    const change = await run(await start(), {
      readRunningGraph: async (...call) => {
        const graph = await stage.outside.readRunningGraph(...call);
        if (graph.ok && stage.read() !== startFile) graph.value.chains = [];
        return graph;
      },
    });
    expect(change.state).toBe("rolled_back");
    expect(change.reason).toContain("chain a, general: the file says b → c, the gateway says no fallback");
    expect(stepsOf(change)).toContain("read-back failed");
    expect(stage.read()).toBe(startFile);
  });

  it("comes back when the reload is not possible", async () => {
    const change = await run(await start(), { sendReload: async () => err("not-permitted", "may not signal") });
    expect(change.reason).toContain("may not signal");
    expect(stage.read()).toBe(startFile);
    expect(change.state).toBe("rolled_back");
  });

  it("comes back when only old processes go on answering", async () => {
    const still = { mainPid: 1, mainStartedAt: 1, workers: [{ pid: 7, startedAt: 1 }], launch: "gunicorn" } as const;
    const change = await run(await start(), {
      snapshotProcesses: async () => ({ ...still, workers: [...still.workers] }),
    });
    expect(change).toMatchObject({ state: "rolled_back" });
    expect(change.reason).toContain("an old process still answers");
  });

  it("is the loudest state when the gateway does not come back even on the old file", async () => {
    stage.play.rejects = (text) => text.includes("[b, c]");
    stage.play.supervised = false;
    const change = await run(await start());
    expect(change).toMatchObject({ state: "failed", stranded: true });
    expect(change.reason).toContain("does not answer even with the old file");
    expect(stage.read()).toBe(startFile);
  });
});

describe("a change that is refused before anything is written", () => {
  it.each([
    ["check", { readRunningGraph: async () => err("unauthorised") }, "does not accept the console's key"],
    ["keep", { keepBeside: async () => err("disk-full", "no space is left") }, "no space is left"],
    ["write", { replaceFile: async () => err("read-only", "may not be written") }, "may not be written"],
  ] satisfies [string, Faults, string][])("%s: leaves file and gateway alone", async (step, faults, reason) => {
    const change = await run(await start(), faults);
    expect(change).toMatchObject({ state: "failed", stranded: false });
    expect(change.reason).toContain(reason);
    expect(stepsOf(change).at(-1)).toBe(`${step} failed`);
    expect([stage.read(), stage.play.reloads]).toEqual([startFile, 0]);
  });

  it("someone else's edit after the start is found by the check and left in place", async () => {
    const id = await start();
    writeFileSync(stage.configPath, `${startFile}# mine\n`);
    const change = await run(id);
    expect(change).toMatchObject({ state: "failed", stranded: false });
    expect(change.reason).toContain("changed by someone else");
    expect(stage.read()).toBe(`${startFile}# mine\n`);
  });
});

describe("someone else's edit in the middle", () => {
  it("is never overwritten, and the change does not claim to have taken", async () => {
    const theirs = `${startFile}# theirs\n`;
    const change = await run(await start(), {
      readRunningGraph: async (...call) => {
        const graph = await stage.outside.readRunningGraph(...call);
        if (stage.read() !== startFile) writeFileSync(stage.configPath, theirs);
        return graph;
      },
    });
    expect(change).toMatchObject({ state: "failed", stranded: false });
    expect(change.reason).toContain("changed by someone else");
    expect(stage.read()).toBe(theirs);
  });

  it("is told as stranding when the gateway answers only for a moment longer", async () => {
    const theirs = `${startFile}# theirs\n`;
    let asked = 0;
    const change = await run(await start(), {
      replaceFile: async (...call) => {
        const written = await stage.outside.replaceFile(...call);
        writeFileSync(stage.configPath, theirs);
        return written;
      },
      readReadiness: async (...call) => {
        asked += 1;
        return asked > 3 ? err("unreachable", "connection refused") : stage.outside.readReadiness(...call);
      },
    });
    expect(change).toMatchObject({ state: "failed", stranded: true });
    expect(stage.read()).toBe(theirs);
  });
});

describe("one change at a time", () => {
  it("refuses the second of two that start together", async () => {
    await saveEdit({ ...given(), edit: { type: "set-chain", kind: "general", model: "a", targets: ["c"] } });
    const baseSha = (await findDraft(stage.db, "main"))?.baseSha ?? "";
    const both = await Promise.all([startChange({ ...given(), baseSha }), startChange({ ...given(), baseSha })]);
    expect(both.map((one) => (one.ok ? "started" : one.reason)).toSorted()).toEqual(["busy", "started"]);
  });

  it("lets only one process run a change", async () => {
    const id = await start();
    const both = await Promise.all(
      [1, 2].map(() => runChange({ db: stage.db, actor: operator, changeId: id, ...stage.means() })),
    );
    expect(both.map((one) => (one.ok ? one.value.state : one.reason)).toSorted()).toEqual(["applied", "held"]);
    expect((await findChange(stage.db, id))?.steps).toHaveLength(7);
    expect(await runChange({ db: stage.db, actor: operator, changeId: id, ...stage.means() })).toMatchObject({
      reason: "finished",
    });
  });

  it("refuses edits of the draft while it is applied", async () => {
    await start();
    const edit = { type: "set-chain", kind: "general", model: "a", targets: ["c"] } as const;
    expect(await saveEdit({ ...given(), edit: { ...edit, targets: [...edit.targets] } })).toMatchObject({
      reason: "busy",
    });
  });
});
