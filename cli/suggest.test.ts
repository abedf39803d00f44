import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { textOf } from "@/lib/routing/testing";
import { register } from "./verbs/suggest";

const folder = mkdtempSync(join(tmpdir(), "signalbox-suggest-"));
const path = join(folder, "gateway.yaml");
const text = textOf(["A", "B"], "router_settings:\n  fallbacks:\n    - A: [B]   # keep\n");

let out = "";
beforeEach(() => {
  out = "";
  writeFileSync(path, text);
  vi.spyOn(process.stdout, "write").mockImplementation((piece) => {
    out += String(piece);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signalbox = async (...args: string[]): Promise<number | string | undefined> => {
  const program = new Command().exitOverride();
  register(program);
  await program.parseAsync(["node", "signalbox", "suggest", path, ...args]);
  return process.exitCode ?? undefined;
};

describe("signalbox suggest", () => {
  it("prints the chains with the reason and the difference, and writes nothing", async () => {
    expect(await signalbox("--survive", "host:127.0.0.1:9001")).toBe(0);
    expect(out).toContain("B: A");
    expect(out).toContain("Nobody answers it when backend 127.0.0.1:9001 is dead.");
    expect(out).toContain("+    - B: [A]");
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("writes what it printed, after which the goal is met", async () => {
    await signalbox("--survive-any-backend", "--write");
    expect(readFileSync(path, "utf8")).toBe(text.replace("# keep\n", "# keep\n    - B: [A]\n"));
    out = "";
    await signalbox("--survive-any-backend", "--json");
    expect(JSON.parse(out)).toMatchObject({ changes: [], met: ["A", "B"], unmet: [], unified: "", written: false });
  });

  it.each([
    [[], "Name one goal"],
    [["--survive", "A", "--local-first", "2"], "Name one goal"],
    [["--local-first", "none"], "from 1 to 5"],
    [["--survive", "nobody"], "Nothing here is called"],
  ])("refuses %j with a reason", async (args, reason) => {
    await expect(signalbox(...args)).rejects.toThrow(reason);
  });
});
