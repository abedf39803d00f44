import { expect, test } from "vitest";
import { createLog } from "./log";

function write(plain: boolean, facts: Record<string, unknown>): string {
  const lines: string[] = [];
  createLog({ write: (line) => void lines.push(line) }, plain).error(facts, "denied");
  return lines.join("");
}

test("a line is one JSON object with level, time and facts", () => {
  const line = write(false, { actor: "user:a@b.c" });
  expect(line.endsWith("\n")).toBe(true);
  expect(JSON.parse(line)).toMatchObject({ level: "error", msg: "denied", actor: "user:a@b.c" });
});

test("what is named like a secret is masked, also inside", () => {
  const facts = {
    password: "canary",
    headers: { authorization: "Bearer canary", cookie: "canary" },
    gateway: { connection: { key: "canary" } },
  };
  for (const plain of [true, false]) expect(write(plain, facts)).not.toContain("canary");
});

test("a person at a terminal reads text, with the stack of a failure", () => {
  const text = write(true, { err: new Error("no such table"), route: "audit.list" });
  expect(text).toMatch(/^\d\d:\d\d:\d\d error denied route=audit\.list\nError: no such table\n\s+at /);
});
