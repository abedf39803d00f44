import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { writeFailureOf } from "./errno";
import { replaceFile } from "./replace-file";
import { asOrdinaryUser, canMount, isRoot, mountTiny, scratchFolder } from "./scratch";
import { sha256 } from "./sha256";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const OLD = "model_list: [] # old\n";
const NEW = bytesOf("model_list: [] # new ✓\r\n");
const expectSha = sha256(bytesOf(OLD));

const place = (folder = scratchFolder()): string => {
  const path = join(folder, "gateway config: 'a'.yaml");
  writeFileSync(path, OLD);
  return path;
};

const expectUntouched = (path: string) => {
  expect(readFileSync(path, "utf8")).toBe(OLD);
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
};

describe("replaceFile", () => {
  it("puts exactly the new bytes there and leaves nothing else", async () => {
    const path = place();
    expect(await replaceFile(path, NEW, { expectSha })).toEqual({
      ok: true,
      value: { sha: sha256(NEW), realPath: path },
    });
    expect(readFileSync(path).equals(NEW)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  });

  it("keeps the mode, whatever the umask", async () => {
    const path = place();
    for (const mode of [0o640, 0o666, 0o600]) {
      chmodSync(path, mode);
      await replaceFile(path, NEW, { expectSha: sha256(readFileSync(path)) });
      expect(statSync(path).mode & 0o7777).toBe(mode);
    }
  });

  it.runIf(isRoot)("keeps the owner and the group", async () => {
    const path = place();
    chownSync(path, 1234, 2345);
    await replaceFile(path, NEW, { expectSha });
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it("follows symlinks, writes beside the target and never replaces the link", async () => {
    const path = place();
    const folder = scratchFolder();
    symlinkSync(path, join(folder, "one"));
    symlinkSync("one", join(folder, "two"));
    expect(await replaceFile(join(folder, "two"), NEW, { expectSha })).toMatchObject({
      ok: true,
      value: { realPath: path },
    });
    expect(lstatSync(join(folder, "two")).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(folder, "two"))).toBe("one");
    expect(readFileSync(path).equals(NEW)).toBe(true);
    expect(readdirSync(folder)).toEqual(["one", "two"]);
  });

  it("refuses as stale what somebody else has changed", async () => {
    const path = place();
    expect(await replaceFile(path, NEW, { expectSha: sha256(NEW) })).toMatchObject({ ok: false, reason: "stale" });
    expectUntouched(path);
  });

  it("lets only one of two writers on the same base win", async () => {
    const path = place();
    const first = await replaceFile(path, bytesOf("first"), { expectSha });
    const second = await replaceFile(path, bytesOf("second"), { expectSha });
    expect([first.ok, second.ok]).toEqual([true, false]);
    expect(readFileSync(path, "utf8")).toBe("first");
  });

  it("never shows a reader a mixture", async () => {
    const path = place();
    const contents = ["a", "b"].map((letter) => bytesOf(letter.repeat(300_000)));
    let sha = expectSha;
    let done = false;
    const seen = new Set<string>();
    const reader = (async () => {
      while (!done) {
        const text = readFileSync(path, "utf8");
        seen.add(
          `${new Set(text).size === 1 || text === OLD ? "whole" : "mixed"} ${[0, 300_000].includes(text.length) || text === OLD}`,
        );
        await new Promise((next) => setImmediate(next));
      }
    })();
    for (let turn = 0; turn < 20; turn++) {
      const replaced = await replaceFile(path, contents[turn % 2] ?? NEW, { expectSha: sha });
      if (!replaced.ok) throw new Error(replaced.detail);
      sha = replaced.value.sha;
    }
    done = true;
    await reader;
    expect([...seen]).toEqual(["whole true"]);
  });

  it("says missing for a file, a folder or a link target that is gone", async () => {
    const path = place();
    const link = join(scratchFolder(), "link");
    symlinkSync(path, link);
    rmSync(path);
    for (const gone of [path, link, "/no such folder/x.yaml"])
      expect(await replaceFile(gone, NEW, { expectSha })).toMatchObject({ ok: false, reason: "missing" });
  });

  it("fails, with nothing left behind, when a folder stands there", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "config.yaml"));
    expect(await replaceFile(join(folder, "config.yaml"), NEW, { expectSha })).toMatchObject({
      ok: false,
      reason: "unexpected",
    });
    expect(readdirSync(folder)).toEqual(["config.yaml"]);
  });

  it("says read-only when the folder may not be written", async () => {
    const path = place();
    chmodSync(path, 0o666);
    chmodSync(dirname(path), 0o555);
    expect(await asOrdinaryUser(() => replaceFile(path, NEW, { expectSha }))).toMatchObject({
      ok: false,
      reason: "read-only",
    });
    expectUntouched(path);
  });

  it("says read-only for a write-protected file, although a rename could replace it", async () => {
    const path = place();
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o777);
    expect(await asOrdinaryUser(() => replaceFile(path, NEW, { expectSha }))).toMatchObject({
      ok: false,
      reason: "read-only",
    });
    expectUntouched(path);
  });

  it.runIf(canMount)("says disk-full on a full disk, with the old file intact and no leftovers", async () => {
    const path = place(mountTiny(64).folder);
    const replaced = await replaceFile(path, bytesOf("x".repeat(200_000)), { expectSha });
    expect(replaced).toMatchObject({ ok: false, reason: "disk-full" });
    expectUntouched(path);
    expect(await replaceFile(path, NEW, { expectSha })).toMatchObject({ ok: true });
  });

  it.runIf(canMount)("says what to do for a file that is a mount of its own, as in a container", async () => {
    const path = place();
    const source = place();
    execFileSync("mount", ["--bind", source, path]);
    onTestFinished(() => {
      execFileSync("umount", [path]);
    });
    const replaced = await replaceFile(path, NEW, { expectSha });
    expect(replaced).toMatchObject({
      ok: false,
      reason: "unexpected",
      detail: expect.stringContaining("mount the folder"),
    });
    expectUntouched(path);
  });

  it.runIf(canMount)("says read-only on a read-only disk", async () => {
    const disk = mountTiny(64);
    const path = place(disk.folder);
    disk.makeReadOnly();
    expect(await replaceFile(path, NEW, { expectSha })).toMatchObject({ ok: false, reason: "read-only" });
    expectUntouched(path);
  });

  it.each([
    ["ENOSPC", "disk-full"],
    ["EDQUOT", "disk-full"],
    ["EROFS", "read-only"],
    ["EACCES", "read-only"],
    ["EPERM", "read-only"],
    ["ENOENT", "missing"],
    ["EIO", "unexpected"],
  ])("knows %s as %s", (errno, reason) => {
    expect(writeFailureOf(errno)).toBe(reason);
  });
});
