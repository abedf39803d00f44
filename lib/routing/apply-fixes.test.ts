import { describe, expect, it } from "vitest";
import type { ConfigReading, Edit } from "@/lib/config/schema";
import { sourceOf } from "@/lib/config/testing";
import { applyFixes } from "./apply-fixes";
import type { Finding } from "./schema";

const text = "router_settings:\n  a: 1\n  b: 2\n  c: 3\n";

/** One finding for each setting whose value is not 0, with the fix that `fixOf` gives it. */
const checkWith =
  (fixOf: (key: string, value: unknown) => Edit[] | null) =>
  ({ settings }: ConfigReading): Finding[] =>
    settings
      .filter(({ value }) => value !== 0)
      .map(({ key, value, place }) => {
        const edits = fixOf(key, value);
        const { file, line, column, path } = place;
        const found = { rule: "r", severity: "warning" as const, file, line, column, path, message: key };
        return edits ? { ...found, fix: { title: `fix ${key}`, edits } } : found;
      });

const set = (key: string, value: unknown): Edit => ({ type: "set-setting", section: "router_settings", key, value });

describe("fixing everything that can be fixed", () => {
  it("makes each fix and says what is left", () => {
    const outcome = applyFixes(
      sourceOf(text),
      checkWith((key) => (key === "b" ? null : [set(key, 0)])),
    );
    expect(outcome.text).toBe("router_settings:\n  a: 0\n  b: 2\n  c: 0\n");
    expect(outcome.fixed.map(({ message }) => message).toSorted()).toEqual(["a", "c"]);
    expect(outcome.left.map(({ message }) => message)).toEqual(["b"]);
  });

  it("fixes what a fix uncovers", () => {
    const outcome = applyFixes(
      sourceOf(text),
      checkWith((key) => (key === "a" ? [set("a", 0), set("d", 5)] : [set(key, 0)])),
    );
    expect(outcome.text).toContain("d: 0");
    expect(outcome.left).toEqual([]);
  });

  it("makes a fix again where another one, made for the same text, took it back", () => {
    const whole =
      ({ settings }: ConfigReading) =>
      (key: string) =>
        settings.map((entry) => set(entry.key, entry.key === key ? 0 : entry.value));
    const outcome = applyFixes(sourceOf(text), (reading) => checkWith(whole(reading))(reading));
    expect(outcome).toMatchObject({ text: "router_settings:\n  a: 0\n  b: 0\n  c: 0\n", left: [] });
    expect(outcome.fixed).toHaveLength(3);
  });

  it("passes over a refused fix with its reason and makes the others", () => {
    const refused: Edit = { type: "remove-alias", alias: "none" };
    const outcome = applyFixes(
      sourceOf(text),
      checkWith((key) => (key === "c" ? [refused] : [set(key, 0)])),
    );
    expect(outcome.text).toBe("router_settings:\n  a: 0\n  b: 0\n  c: 3\n");
    expect(outcome.refused).toMatchObject([{ finding: { message: "c" }, detail: 'There is no alias "none".' }]);
  });

  it("ends where fixes undo each other or change nothing, without calling them fixed", () => {
    const swap = checkWith((key, value) => [set(key, value === 1 ? 2 : 1)]);
    expect(applyFixes(sourceOf(text), swap)).toMatchObject({ fixed: [], left: [{}, {}, {}] });
    const idle = applyFixes(
      sourceOf(text),
      checkWith((key, value) => [set(key, value)]),
    );
    expect(idle).toMatchObject({ text, fixed: [], refused: [{}, {}, {}] });
  });

  it("leaves a file alone that cannot be read", () => {
    const broken = "router_settings: [\n";
    const outcome = applyFixes(sourceOf(broken), () => [
      {
        rule: "r",
        severity: "error",
        file: "f",
        line: 1,
        column: 1,
        path: [],
        message: "m",
        fix: { title: "t", edits: [set("a", 1)] },
      },
    ]);
    expect(outcome).toMatchObject({ text: broken, fixed: [], refused: [{ detail: expect.stringContaining("Line") }] });
  });
});
