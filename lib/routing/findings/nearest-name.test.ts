import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNameFinder, findNearestName } from "./nearest-name";

const known = ["llama3.1:latest", "gpt-4o", "gpt-4o-mini", "openai/o3", "claude-sonnet", "qwen2.5-coder:7b", "A", "ab"];

describe("the nearest name", () => {
  it.each([
    ["LLAMA3.1-latest", "llama3.1:latest"],
    ["llama3.1", "llama3.1:latest"],
    ["gpt4o", "gpt-4o"],
    ["o3", "openai/o3"],
    ["openai/gpt-4o", "gpt-4o"],
    ["claude-sonet", "claude-sonnet"],
    ["claued-sonnet", "claude-sonnet"],
  ])("of %s is %s", (name, near) => {
    expect(findNearestName(name, known)).toEqual({ name: near, certain: true });
  });

  it("is not certain where only figures differ", () => {
    expect(findNearestName("qwen2.5-coder:3b", known)).toEqual({ name: "qwen2.5-coder:7b", certain: false });
  });

  it.each(["B", "ac", "nobody", "mixtral", "", "*", "🚂"])("of %j is none", (name) => {
    expect(findNearestName(name, known)).toBeNull();
  });

  it("is none where two are equally near", () => {
    expect(findNearestName("model-c", ["model-a", "model-b"])).toBeNull();
    expect(findNearestName("gpt", ["gpt:a", "gpt:b"])).toBeNull();
  });

  it("is as near as a plain count of edits says", () => {
    const plain = (a: string, b: string): number => {
      const rows = Array.from({ length: a.length + 1 }, (_, i) =>
        Array.from({ length: b.length + 1 }, (_, j) => i + j),
      );
      const at = (i: number, j: number) => rows[i]?.[j] ?? 99;
      for (let i = 1; i <= a.length; i += 1)
        for (let j = 1; j <= b.length; j += 1) {
          const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : 99;
          const row = rows[i] ?? [];
          row[j] = Math.min(
            at(i - 1, j) + 1,
            at(i, j - 1) + 1,
            at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
            swap,
          );
        }
      return at(a.length, b.length);
    };
    const letter = fc.constantFrom("a", "b", "c", "d");
    const word = fc.string({ unit: letter, minLength: 12, maxLength: 15 });
    const slips = fc.array(fc.tuple(fc.nat(14), fc.nat(2), letter), { maxLength: 5 });
    const slip = (name: string, [at, kind, put]: [number, number, string]): string =>
      [
        name.slice(0, at) + put + name.slice(at),
        name.slice(0, at) + name.slice(at + 1),
        name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
      ][kind] ?? name;
    fc.assert(
      fc.property(word, slips, (name, made) => {
        const other = made.reduce(slip, name);
        const isNear = name !== other && plain(name, other) <= 3;
        expect(findNearestName(name, [other])?.name ?? null).toBe(isNear ? other : null);
      }),
      { seed: 20261124, numRuns: 2000 },
    );
  });

  it("is found fast among many", () => {
    const many = Array.from({ length: 2000 }, (_, at) => `some-rather-long-model-name-${at}:latest`);
    const find = createNameFinder(many);
    const start = performance.now();
    for (let at = 0; at < 20; at += 1) find(`another-rather-long-name-${at}:latest`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
