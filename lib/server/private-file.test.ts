import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensurePrivateFile } from "./private-file";
import { ensureSecret } from "./secret";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a secret is made once, long enough, and readable by its owner only", () => {
  const path = join(folder, "secret");
  const secret = ensureSecret(path);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(ensureSecret(path)).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["secret"]);
});

test("a file that others could read is closed to them", () => {
  const path = join(folder, "secret");
  writeFileSync(path, "x".repeat(40), { mode: 0o644 });
  ensureSecret(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a secret that is too short is refused with what to do", () => {
  writeFileSync(join(folder, "secret"), "short");
  expect(() => ensureSecret(join(folder, "secret"))).toThrow(/Delete it/);
});

test("whoever comes second takes what the first wrote", () => {
  const path = join(folder, "code");
  const content = ensurePrivateFile(path, () => {
    writeFileSync(path, "first");
    return "second";
  });
  expect(content).toBe("first");
});
