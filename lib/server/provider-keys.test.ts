import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openProviderKeys } from "./provider-keys";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (text: string, mode = 0o600) => {
  writeFileSync(join(folder, "keys.env"), text, { mode });
  chmodSync(join(folder, "keys.env"), mode);
};

it("finds keys in the host file, then in the environment", () => {
  write('# keys\nONE=sk-1\nexport TWO="sk 2"\nEMPTY=\n');
  const { find, problem } = openProviderKeys(folder, { ONE: "from outside", THREE: "sk-3", BLANK: "" });
  expect([find("ONE"), find("TWO"), find("THREE"), find("EMPTY"), find("BLANK"), find("__proto__")]).toEqual([
    "sk-1",
    "sk 2",
    "sk-3",
    null,
    null,
    null,
  ]);
  expect(problem()).toBeNull();
});

it("reads the file again when it changes, appears or goes", () => {
  const { find } = openProviderKeys(folder, {});
  expect(find("ONE")).toBeNull();
  write("ONE=first");
  expect(find("ONE")).toBe("first");
  write("ONE=the second");
  expect(find("ONE")).toBe("the second");
  rmSync(join(folder, "keys.env"));
  expect(find("ONE")).toBeNull();
});

it("does not use a file that others may read, and says what to do", () => {
  write("ONE=sk-1", 0o644);
  const { find, problem } = openProviderKeys(folder, {});
  expect(find("ONE")).toBeNull();
  expect(problem()).toContain("chmod 600");
});
