import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "@/lib/server/db";
import { createTestDatabase } from "@/lib/testing/db";
import { ClaimSetup } from "../schema";
import { claimSetup } from "./setup";
import { ensureSetupCode } from "./setup-code";

let test1: Awaited<ReturnType<typeof createTestDatabase>>;
let code = "";
beforeEach(async () => {
  test1 = await createTestDatabase();
  code = (await ensureSetupCode(test1.db, test1.folder)) ?? "";
});
afterEach(() => test1.close());

const person = (name: string, given = code) =>
  ClaimSetup.parse({ code: given, name, email: `${name}@example.org`, password: "correct horse battery" });
const context = (origin = "198.51.100.1") => ({ db: test1.db, now: new Date(), origin, dataFolder: test1.folder });

test("the code stays the same until it is used, in a file for its owner only", async () => {
  expect(code).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  expect(await ensureSetupCode(test1.db, test1.folder)).toBe(code);
  expect(statSync(join(test1.folder, "setup-code")).mode & 0o777).toBe(0o600);
});

test("whoever has the code becomes administrator, and the code is gone", async () => {
  const typed = ` ${code.toUpperCase().replaceAll("-", " ")} `;
  expect(await claimSetup(context(), person("ada", typed))).toEqual({ ok: true, value: { email: "ada@example.org" } });
  expect(existsSync(join(test1.folder, "setup-code"))).toBe(false);
  expect(await ensureSetupCode(test1.db, test1.folder)).toBeNull();
  expect(await test1.db.user.findMany()).toMatchObject([{ email: "ada@example.org", role: "admin" }]);
  expect(await test1.db.auditEntry.findFirst({ orderBy: { seq: "desc" } })).toMatchObject({ action: "setup.claim" });
  expect(await claimSetup(context(), person("eve"))).toMatchObject({ reason: "already-set-up" });
});

test("of many who bring the right code at once, from two processes, exactly one succeeds", async () => {
  const other = openDatabase(test1.url);
  const results = await Promise.all(
    Array.from({ length: 4 }, (_, index) =>
      claimSetup({ ...context(`192.0.2.${index}`), db: index % 2 === 0 ? test1.db : other }, person(`p${index}`)),
    ),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(await test1.db.user.count()).toBe(1);
  await other.$disconnect();
});

test("wrong codes are counted, limited and written down; another address is not shut out", async () => {
  for (let i = 0; i < 5; i += 1)
    expect(await claimSetup(context(), person("eve", "aaaaa-bbbbb-ccccc-ddddd"))).toMatchObject({
      reason: "wrong-code",
    });
  expect(await claimSetup(context(), person("eve"))).toMatchObject({ reason: "too-many" });
  expect(await test1.db.auditEntry.count({ where: { action: "setup.claim", outcome: "denied" } })).toBe(5);
  expect((await claimSetup(context("192.0.2.2"), person("ada"))).ok).toBe(true);
});

test("without a code file nobody can claim", async () => {
  const { rmSync } = await import("node:fs");
  rmSync(join(test1.folder, "setup-code"));
  expect(await claimSetup(context(), person("eve", "x"))).toMatchObject({ reason: "wrong-code" });
});
