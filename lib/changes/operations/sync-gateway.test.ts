import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRevisions } from "@/lib/changes/store/revisions";
import { insertGateway } from "@/lib/gateways/store";
import { listModelGroups, listRegisteredChains, listRegisteredDeployments } from "@/lib/models/store";
import { findGateway } from "@/lib/server/gateway";
import { syncGateway } from "./sync-gateway";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";
import { watchGateways } from "./watch-gateways";

let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway();
});
afterEach(() => stage.close());

const sync = (now = new Date()) => syncGateway({ db: stage.db, gatewayId: "main", now });
const write = (text: string) => writeFileSync(stage.configPath, text);
const origins = async () => (await listRevisions(stage.db, "main")).revisions.map(({ origin }) => origin);
const problem = async () => (await findGateway(stage.db, "main"))?.fileProblem;

function replaceByFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

describe("syncGateway", () => {
  it("imports once, and does nothing while the bytes stay the same", async () => {
    expect(await sync()).toMatchObject({ ok: true, value: { outcome: "unchanged" } });
    writeFileSync(stage.configPath, startFile);
    expect(await sync()).toMatchObject({ ok: true, value: { outcome: "unchanged" } });
    expect(await origins()).toEqual(["imported"]);
    expect(await listModelGroups(stage.db, "main")).toEqual(["a", "b", "c"]);
  });

  it("records someone else's edit and projects the registry anew, with identities and first sights kept", async () => {
    const before = await listRegisteredDeployments(stage.db, "main");
    const reordered = startFile.replace(/( {2}- model_name: b[\s\S]*?)( {2}- model_name: c[\s\S]*?id-c}\n)/, "$2");
    write(reordered.replace("[b]", "[c]"));
    const later = new Date(Date.now() + 60_000);
    expect(await sync(later)).toMatchObject({ ok: true, value: { outcome: "outside" } });
    const after = await listRegisteredDeployments(stage.db, "main");
    expect(after.map(({ identity, present }) => [identity, present])).toEqual([
      ["id-a", true],
      ["id-c", true],
      ["id-b", false],
    ]);
    expect(after.map((one) => one.firstSeenAt)).toEqual(after.map(() => before[0]?.firstSeenAt));
    expect(after[0]?.lastSeenAt).toBe(later.toISOString());
    expect(await listRegisteredChains(stage.db, "main")).toMatchObject([
      { kind: "general", source: "a", targets: ["c"] },
    ]);
    expect(await origins()).toEqual(["outside", "imported"]);
    expect((await listRevisions(stage.db, "main")).revisions[0]?.author).toBe("outside");
  });

  it("keeps the last good registry of a file that cannot be read, and says the line and since when", async () => {
    const readAt = (await findGateway(stage.db, "main"))?.readAt;
    write(`${startFile}broken: [\n`);
    expect(await sync(new Date(Date.now() + 60_000))).toMatchObject({ ok: false, reason: "unusable-file" });
    expect(await problem()).toMatch(/^Line \d+: /);
    expect((await findGateway(stage.db, "main"))?.readAt).toBe(readAt);
    expect(await listModelGroups(stage.db, "main")).toEqual(["a", "b", "c"]);
    write(startFile);
    expect(await sync()).toMatchObject({ ok: true });
    expect(await problem()).toBeNull();
  });

  it.each([
    ["is gone", (path: string) => rmSync(path), "missing"],
    ["is a folder", replaceByFolder, "is-a-folder"],
    ["is rubbish", (path: string) => writeFileSync(path, Buffer.from([0, 255, 1])), "not-text"],
    ["is in another encoding", (path: string) => writeFileSync(path, Buffer.from("\ufeffa: 1", "utf16le")), "not-text"],
    ["is huge", (path: string) => writeFileSync(path, "#".repeat(6_000_000)), "too-large"],
    ["is empty", (path: string) => writeFileSync(path, ""), "unusable-file"],
  ] as const)("says so when the file %s", async (_what, spoil, reason) => {
    spoil(stage.configPath);
    expect(await sync()).toMatchObject({ ok: false, reason });
    expect(await problem()).toBeTruthy();
    expect(await listModelGroups(stage.db, "main")).toEqual(["a", "b", "c"]);
  });

  it("does not know a gateway that is not there", async () => {
    expect(await syncGateway({ db: stage.db, gatewayId: "__proto__", now: new Date(), actor: operator })).toMatchObject(
      {
        reason: "unknown-gateway",
      },
    );
  });
});

describe("watchGateways", () => {
  async function until(look: () => Promise<boolean>, limitMs = 2000): Promise<number> {
    const started = Date.now();
    while (!(await look())) {
      if (Date.now() - started > limitMs) throw new Error(`not seen within ${limitMs} ms`);
      await pause(20);
    }
    return Date.now() - started;
  }

  it("sees an edit, an include's edit, a vanished file and its return, each within two seconds", async () => {
    const errors: unknown[] = [];
    const watch = watchGateways({ db: stage.db, intervalMs: 300, onError: (error) => errors.push(error) });
    const included = join(stage.folder, "more.yaml");
    writeFileSync(included, "model_list:\n  - {model_name: d, litellm_params: {model: openai/d}}\n");
    write(`include: [more.yaml]\n${startFile}`);
    await until(async () => (await listModelGroups(stage.db, "main")).includes("d"));
    writeFileSync(included, "model_list:\n  - {model_name: e, litellm_params: {model: openai/e}}\n");
    await until(async () => (await listModelGroups(stage.db, "main")).includes("e"));
    rmSync(stage.configPath);
    await until(async () => (await problem()) === "The file is not there.");
    mkdirSync(stage.configPath);
    await until(async () => (await problem())?.includes("folder") ?? false);
    rmSync(stage.configPath, { recursive: true });
    write(startFile);
    await until(async () => (await problem()) === null);
    expect((await listRevisions(stage.db, "main")).revisions.map(({ note }) => note)).toEqual([
      null,
      "An included file was changed.",
      null,
      null,
    ]);
    await watch.stop();
    expect(errors).toEqual([]);
  });

  it("goes on to the other gateways when one cannot be looked at", async () => {
    const errors: unknown[] = [];
    const other = join(stage.folder, "other.yaml");
    writeFileSync(other, startFile);
    const fields = { url: "http://127.0.0.1:9", keyFile: null, reload: "none", logPath: null, configPath: other };
    await insertGateway(stage.db, { id: "other", name: "Other", ...fields }, new Date());
    const { change } = stage.db;
    const findFirst = (query: { where: { gatewayId: string } }) => {
      if (query.where.gatewayId === "main") throw new Error("disk I/O error");
      return change.findFirst(query);
    };
    const db = new Proxy(stage.db, {
      get: (target, name, receiver) =>
        name === "change" ? { ...change, findFirst } : Reflect.get(target, name, receiver),
    });
    const watch = watchGateways({ db, intervalMs: 20, onError: (error) => errors.push(error) });
    await until(async () => (await listRevisions(stage.db, "other")).revisions.length === 1);
    await watch.stop();
    expect(errors[0]).toMatchObject({ message: "disk I/O error" });
  });

  it("goes on when a round fails, and stops when told", async () => {
    const errors: unknown[] = [];
    let broken = true;
    const db = new Proxy(stage.db, {
      get: (target, name, receiver) => {
        if (broken && name === "gateway") throw new Error("database is locked");
        return Reflect.get(target, name, receiver);
      },
    });
    const watch = watchGateways({ db, intervalMs: 20, onError: (error) => errors.push(error) });
    await until(async () => errors.length > 1);
    broken = false;
    write(startFile.replace("[b]", "[c]"));
    await until(async () => (await origins()).length === 2);
    await watch.stop();
    write(startFile);
    await pause(100);
    expect(await origins()).toHaveLength(2);
  });
});

it.skipIf(process.getuid?.() === 0)("says so when the file may not be read", async () => {
  chmodSync(stage.configPath, 0o000);
  expect(await sync()).toMatchObject({ ok: false, reason: "unreadable" });
});
