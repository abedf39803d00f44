import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startRouter } from "./router-process";
import { rehearsalLimits } from "./schema";
import { makeScratchFolder, removeLeftovers } from "./scratch-folder";
import { endWarmRouter, withWarmRouter } from "./warm-router";

// Programs that stand where Python would; what the real one does is proven in lib/rehearsal/rehearsal.real.test.ts.

const folder = mkdtempSync(join(tmpdir(), "signalbox rehearsal test "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, code: string) => {
  const python = join(folder, name);
  writeFileSync(python, `#!${process.execPath}\n${code}`);
  chmodSync(python, 0o700);
  return { python, root: process.cwd() };
};

const ready = `console.log(JSON.stringify({ ready: true, litellm: "1.106.2" }));`;
const answering = `${ready}
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const order = JSON.parse(line);
  console.log(JSON.stringify(order.verb === "load" ? { loaded: ["d0"] } : { calls: ["d0"], answered: "d0", error: null }));
}).on("close", () => process.exit(0));`;
const limits = { ...rehearsalLimits, startMs: 5000, requestMs: 200 };
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const scratchFolders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`signalbox-rehearsal-${process.pid}-`));

beforeAll(() => expect(scratchFolders()).toEqual([]));

it("asks one thing after another and leaves nothing behind", async () => {
  const started = await startRouter(place("good", answering), limits);
  if (!started.ok) throw new Error(started.detail);
  const { load, call, close, pid, version } = started.value;
  expect(version).toBe("1.106.2");
  expect(await load({ deployments: [], router: {}, litellm: {} })).toEqual({ ok: true, value: { leftOut: [] } });
  expect(await call("a", {})).toMatchObject({ ok: true, value: { answered: "d0" } });
  await close();
  expect(isAlive(pid)).toBe(false);
  expect(scratchFolders()).toEqual([]);
});

it.each([
  ["is missing", "/no/such/python", "ended", "cannot be started"],
  [
    "crashes, with its last words",
    `console.error("Traceback\\nModuleNotFoundError: no litellm"); process.exit(1);`,
    "ended",
    "ModuleNotFoundError: no litellm",
  ],
  ["says something else", `console.log("hello"); setInterval(() => {}, 1000);`, "ended", "cannot be read"],
  ["never becomes ready", "setInterval(() => {}, 1000);", "start-timeout", "within"],
])("tells of a Python that %s", async (what, code, reason, words) => {
  const given = what === "is missing" ? { python: code, root: process.cwd() } : place("bad", code);
  const started = await startRouter(given, { ...limits, startMs: what.startsWith("never") ? 300 : 5000 });
  expect(started).toMatchObject({ ok: false, reason, detail: expect.stringContaining(words) });
});

it("ends one that grows beyond its memory", async () => {
  const started = await startRouter(place("big", "setInterval(() => {}, 1000);"), { ...limits, memoryBytes: 1 });
  expect(started).toMatchObject({ ok: false, reason: "out-of-memory" });
});

it("ends one that does not answer a request in time, and starts another for the next who asks", async () => {
  onTestFinished(endWarmRouter);
  const silent = place("silent", `${ready} setInterval(() => {}, 1000);`);
  const patient = { ...limits, requestMs: -4800 };
  const late = await withWarmRouter(silent, patient, (router) => router.call("a", {}));
  expect(late).toMatchObject({ ok: false, reason: "start-timeout" });
  const good = place("good", answering);
  const asked = await Promise.all([1, 2, 3].map(() => withWarmRouter(good, limits, (router) => router.call("a", {}))));
  expect(asked.map((one) => one.ok)).toEqual([true, true, true]);
});

it("keeps one Router warm for those who follow, and ends it when nobody has asked for long", async () => {
  onTestFinished(endWarmRouter);
  const good = place("good", answering);
  const brief = { ...limits, idleMs: 50 };
  const pidOf = () => withWarmRouter(good, brief, async (router) => ({ ok: true, value: router.pid }));
  const [first, second] = [await pidOf(), await pidOf()];
  expect(second).toEqual(first);
  if (!first.ok) throw new Error(first.detail);
  const { value: pid } = first;
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
});

it("removes what a console that is gone has left, and nothing else", () => {
  const parent = mkdtempSync(join(folder, "tmp-"));
  for (const name of ["signalbox-rehearsal-999999-abc", `signalbox-rehearsal-${process.ppid}-abc`, "signalbox-other"])
    mkdirSync(join(parent, name));
  removeLeftovers(parent);
  expect(readdirSync(parent).sort()).toEqual(["signalbox-other", `signalbox-rehearsal-${process.ppid}-abc`]);
  const scratch = makeScratchFolder();
  expect(existsSync(scratch.path)).toBe(true);
  scratch.remove();
  expect(existsSync(scratch.path)).toBe(false);
});
