import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepBeside } from "./keep-beside";
import { readTail } from "./read-tail";
import { asOrdinaryUser, canMount, mountTiny, scratchFolder } from "./scratch";
import { sha256 } from "./sha256";

const place = (folder = scratchFolder(), name = "config.yaml"): string => {
  const path = join(folder, name);
  writeFileSync(path, "a: 1\n");
  return path;
};

const keep = (path: string, text: string, second = 0, limit = 20) => {
  const bytes = new TextEncoder().encode(text);
  return keepBeside(path, bytes, {
    sha: sha256(bytes),
    at: new Date(Date.UTC(2026, 10, 1, 12, 0, second)),
    keep: limit,
  });
};

describe("keepBeside", () => {
  it("keeps a private copy in a private folder, named by time and content", async () => {
    const path = place();
    const kept = await keep(path, "a: 2\n");
    if (!kept.ok) throw new Error(kept.detail);
    expect(kept.value).toMatch(/\.signalbox-revisions\/20261101T120000000Z-[0-9a-f]{12}-config\.yaml$/);
    expect(readFileSync(kept.value, "utf8")).toBe("a: 2\n");
    expect(statSync(kept.value).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(kept.value)).mode & 0o777).toBe(0o700);
  });

  it("keeps the newest copies of this file and touches no other", async () => {
    const path = place();
    await keep(place(dirname(path), "x-config.yaml"), "other");
    const folder = join(dirname(path), ".signalbox-revisions");
    writeFileSync(join(folder, "notes.txt"), "mine");
    for (let turn = 0; turn < 6; turn++) await keep(path, `a: ${turn}\n`, turn, 3);
    const names = readdirSync(folder).sort();
    expect(
      names.filter((name) => name.endsWith("Z-config.yaml") || /-[0-9a-f]{12}-config\.yaml$/.test(name)),
    ).toHaveLength(3);
    expect(names.filter((name) => name.endsWith("x-config.yaml"))).toHaveLength(1);
    expect(names).toContain("notes.txt");
    const newest = names
      .filter((name) => /[0-9a-f]-config\.yaml$/.test(name))
      .map((name) => readFileSync(join(folder, name), "utf8"));
    expect(newest).toEqual(["a: 3\n", "a: 4\n", "a: 5\n"]);
  });

  it("keeps one copy when the same bytes are kept twice at once, and stands beside a symlink's target", async () => {
    const path = place();
    const link = join(scratchFolder(), "link.yaml");
    symlinkSync(path, link);
    const kept = [await keep(link, "b"), await keep(path, "b")];
    expect(kept.map((one) => one.ok && dirname(dirname(one.value)))).toEqual([dirname(path), dirname(path)]);
    expect(readdirSync(join(dirname(path), ".signalbox-revisions"))).toHaveLength(1);
  });

  it("says why it could not keep one", async () => {
    const path = place();
    chmodSync(dirname(path), 0o555);
    expect(await asOrdinaryUser(() => keep(path, "b"))).toMatchObject({ ok: false, reason: "read-only" });
    chmodSync(dirname(path), 0o755);
    writeFileSync(join(dirname(path), ".signalbox-revisions"), "in the way");
    expect(await keep(path, "b")).toMatchObject({ ok: false, reason: "unexpected" });
    rmSync(path);
    expect(await keep(path, "b")).toMatchObject({ ok: false, reason: "missing" });
  });

  it.runIf(canMount)("says disk-full on a full disk and leaves no half copy", async () => {
    const path = place(mountTiny(64).folder);
    expect(await keep(path, "x".repeat(200_000))).toMatchObject({ ok: false, reason: "disk-full" });
    expect(readdirSync(join(dirname(path), ".signalbox-revisions"))).toEqual([]);
  });
});

describe("readTail", () => {
  it("reads what came after an offset, whole lines at the limit, and a rotated log from its start", async () => {
    const path = place(scratchFolder(), "gateway.log");
    writeFileSync(path, "one\ntwo\n");
    expect(await readTail(path, { bytes: 100 })).toEqual({ ok: true, value: { text: "one\ntwo\n", size: 8 } });
    writeFileSync(path, "three ✓\nfour\n", { flag: "a" });
    expect(await readTail(path, { bytes: 100, sinceOffset: 8 })).toMatchObject({ value: { text: "three ✓\nfour\n" } });
    expect(await readTail(path, { bytes: 8, sinceOffset: 8 })).toMatchObject({ value: { text: "four\n" } });
    writeFileSync(path, "new\n");
    expect(await readTail(path, { bytes: 100, sinceOffset: 23 })).toEqual({
      ok: true,
      value: { text: "new\n", size: 4 },
    });
    expect(await readTail(path, { bytes: 100, sinceOffset: 4 })).toEqual({ ok: true, value: { text: "", size: 4 } });
  });

  it("says missing and folder", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "sub"));
    expect(await readTail(join(folder, "nothing"), { bytes: 9 })).toMatchObject({ ok: false, reason: "missing" });
    expect(await readTail(join(folder, "sub"), { bytes: 9 })).toMatchObject({ ok: false, reason: "is-a-folder" });
    expect(basename(folder)).toContain("✓");
  });
});
