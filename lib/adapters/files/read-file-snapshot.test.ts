import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFileSnapshot } from "./read-file-snapshot";
import { asOrdinaryUser, scratchFolder } from "./scratch";
import { sha256 } from "./sha256";
import { statFingerprint } from "./stat-fingerprint";

const place = (content: string | Uint8Array): string => {
  const path = join(scratchFolder(), "odd name: '✓'.yaml");
  writeFileSync(path, content);
  return path;
};

describe("readFileSnapshot", () => {
  it("keeps bytes, text, byte order mark and line endings as they are", async () => {
    const bytes = Buffer.from("\uFEFFa: 1\r\nb: ünï ✓", "utf8");
    const path = place(bytes);
    const read = await readFileSnapshot(path);
    expect(read).toMatchObject({
      ok: true,
      value: { path, realPath: path, text: "\uFEFFa: 1\r\nb: ünï ✓", sha: sha256(bytes) },
    });
    expect(read.ok && Buffer.from(read.value.bytes).equals(bytes)).toBe(true);
  });

  it("follows a symlink and names its target", async () => {
    const path = place("a: 1\n");
    const link = join(scratchFolder(), "link.yaml");
    symlinkSync(path, link);
    expect(await readFileSnapshot(link)).toMatchObject({ ok: true, value: { path: link, realPath: path } });
  });

  it("reads an empty file and one of just the limit", async () => {
    expect(await readFileSnapshot(place(""))).toMatchObject({ ok: true, value: { text: "" } });
    expect(await readFileSnapshot(place("12345"), { limitBytes: 5 })).toMatchObject({ ok: true });
  });

  it.each([
    ["UTF-16", Buffer.from("\uFEFFa: 1", "utf16le")],
    ["Latin-1", Buffer.from("a: é", "latin1")],
    ["binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1])],
    ["a cut character", Buffer.from("é").subarray(0, 1)],
  ])("says that %s is not text", async (_, bytes) => {
    expect(await readFileSnapshot(place(bytes))).toMatchObject({ ok: false, reason: "not-text" });
  });

  it("tells missing, a folder, a path through a file, a loop and too large apart", async () => {
    const folder = scratchFolder();
    const reasonOf = async (path: string) => {
      const read = await readFileSnapshot(path, { limitBytes: 4 });
      return read.ok ? "ok" : read.reason;
    };
    expect(await reasonOf(join(folder, "nothing"))).toBe("missing");
    expect(await reasonOf(folder)).toBe("is-a-folder");
    expect(await reasonOf(join(place("x"), "below"))).toBe("missing");
    expect(await reasonOf(place("12345"))).toBe("too-large");
    symlinkSync("loop", join(folder, "loop"));
    expect(await reasonOf(join(folder, "loop"))).toBe("unreadable");
  });

  it("does not read a huge file to find that it is too large", async () => {
    const path = place("");
    truncateSync(path, 10_000_000_000);
    expect(await readFileSnapshot(path)).toMatchObject({ ok: false, reason: "too-large" });
  });

  it("does not wait for a pipe", async () => {
    const path = join(scratchFolder(), "pipe");
    execFileSync("mkfifo", [path]);
    expect(await readFileSnapshot(path)).toMatchObject({ ok: false, reason: "unreadable" });
  });

  it("says unreadable without the right to read", async () => {
    const path = place("a: 1");
    chmodSync(join(path, ".."), 0o755);
    chmodSync(path, 0);
    expect(await asOrdinaryUser(() => readFileSnapshot(path))).toMatchObject({ ok: false, reason: "unreadable" });
  });
});

describe("statFingerprint", () => {
  it("changes with the content, with a rename over it, and with a symlink's target, and only then", () => {
    const path = place("one");
    const link = join(scratchFolder(), "link");
    symlinkSync(path, link);
    const seen = [statFingerprint(link)];
    expect(statFingerprint(link)).toBe(seen[0]);
    writeFileSync(path, "two!");
    seen.push(statFingerprint(link));
    writeFileSync(`${path}.new`, "two!");
    renameSync(`${path}.new`, path);
    seen.push(statFingerprint(link));
    expect(new Set(seen).size).toBe(3);
  });

  it("is null when there is nothing", () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "sub"));
    expect(statFingerprint(join(folder, "nothing"))).toBeNull();
  });
});
