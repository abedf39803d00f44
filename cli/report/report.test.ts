import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "@/lib/routing/schema";
import { renderGithub } from "./github";
import { renderJson } from "./json";
import { findReplacement, type Replacement } from "./replacement";
import { renderSarif } from "./sarif";
import { SarifLog } from "./testing-sarif";
import { renderText } from "./text";

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: "unknown-target",
  severity: "error",
  file: "my config.yaml",
  line: 3,
  column: 7,
  path: ["router_settings", "fallbacks", 0],
  message: "Nothing answers to x.",
  ...more,
});

describe("GitHub annotations", () => {
  it("escape what would end a command, a line or a property", () => {
    const odd = finding({ file: "a,b:c%.yaml", message: "50 %\r\nof: it, all", advice: "Look." });
    expect(renderGithub([odd], (file) => file).split("\n")[0]).toMatch(
      /^::error file=a%2Cb%3Ac%25\.yaml,line=3,col=7,title=[^:,]+\(unknown-target\)::50 %25%0D%0Aof: it, all%0ALook\.$/,
    );
  });

  it("are one line each, whatever a message holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (message, file) => {
        const lines = renderGithub([finding({ message, file })], (name) => name).split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[0]?.includes("\r")).toBe(false);
        expect(lines[0]).toMatch(/^::error file=[^:,]*,line=3,col=7,title=[^:,]*::/);
      }),
    );
  });

  it("name notes and warnings as GitHub does", () => {
    const kinds = (["error", "warning", "info"] as const).map((severity) => finding({ severity }));
    expect(renderGithub(kinds, (file) => file).match(/^::\w+/gm)).toEqual(["::error", "::warning", "::notice"]);
  });
});

describe("SARIF", () => {
  const replacement: Replacement = { start: { line: 3, column: 7 }, end: { line: 4, column: 1 }, insert: "x" };
  const render = (findings: Finding[], shown: Replacement | null = null) =>
    SarifLog.parse(
      JSON.parse(
        renderSarif(findings, {
          version: "1.2.3",
          uriOf: (file) => file.split("/").map(encodeURIComponent).join("/"),
          replacementOf: () => shown,
        }),
      ),
    ).runs[0];

  it("is valid with and without findings, describes every rule and points at it", () => {
    expect(render([])?.results).toEqual([]);
    const run = render([finding(), finding({ severity: "info", advice: "Do this." }), finding({ path: [] })]);
    expect(run?.results.map(({ level }) => level)).toEqual(["error", "note", "error"]);
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("my%20config.yaml");
  });

  it("carries a fix as a replacement where there is one to show", () => {
    const fix: Finding["fix"] = { title: "Take it out", edits: [{ type: "replace-target", from: "x", to: null }] };
    const [result] = render([finding({ fix })], replacement)?.results ?? [];
    expect(result?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 7, endLine: 4, endColumn: 1 },
        insertedContent: { text: "x" },
      },
    ]);
    expect(render([finding({ fix })])?.results[0]?.fixes).toBeUndefined();
    expect(render([finding()], replacement)?.results[0]?.fixes).toBeUndefined();
  });
});

describe("the replacement of a fix", () => {
  const apply = (text: string, { start, end, insert }: Replacement): string => {
    const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const at = ({ line, column }: { line: number; column: number }) => (starts[line - 1] ?? 0) + column - 1;
    return text.slice(0, at(start)) + insert + text.slice(at(end));
  };

  it("leads from the old text to the new one, whatever they are", () => {
    const texts = fc
      .array(fc.constantFrom("a", "\n", "🚂", "🚃", "é", " "), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const replacement = findReplacement(before, after);
        expect(apply(before, replacement)).toBe(after);
        expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(replacement.insert)).toBe(false);
      }),
    );
  });
});

it("JSON has the documented fields only, and no secret in a fix", () => {
  const edits: NonNullable<Finding["fix"]>["edits"] = [
    { type: "set-node", path: ["a"], was: "0", value: { key: "sk-secret-0123456789" } },
  ];
  const shown = renderJson(
    [finding({ advice: "no", models: ["m"], fix: { title: "t", edits } })],
    ["sk-secret-0123456789"],
  );
  expect(Object.keys(JSON.parse(shown).findings[0])).toEqual([
    "rule",
    "severity",
    "file",
    "line",
    "column",
    "path",
    "message",
    "fix",
  ]);
  expect(shown).not.toContain("sk-secret");
});

it("text ends with the counts", () => {
  expect(
    renderText([finding(), finding({ severity: "info" })])
      .trimEnd()
      .split("\n")
      .at(-1),
  ).toBe("1 error, 0 warnings, 1 note");
});
