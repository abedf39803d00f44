import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingId } from "@/lib/findings/finding-id";
import type { Finding } from "@/lib/routing/schema";
import { judgeApply, judgeFindings } from "./judge-findings";

const finding = (rule: string, severity: Finding["severity"], line = 1): Finding => ({
  rule,
  severity,
  file: "gateway.yaml",
  line,
  column: 1,
  path: [rule],
  message: `about ${rule}`,
});
const now = new Date("2026-03-01T12:00:00Z");
const unknownTarget = finding("unknown-target", "error");
const cycle = finding("cycle", "warning");
const accept = (one: Finding, until: string | null = null) => ({
  finding: findingId(one),
  rule: one.rule,
  severity: one.severity,
  message: one.message,
  reason: "known",
  by: "user:op@example.org",
  at: "2026-02-01T00:00:00.000Z",
  until,
});
const judge = (before: Finding[], after: Finding[], accepted: ReturnType<typeof accept>[] = []) =>
  judgeFindings(before, after, { acknowledgements: accepted, now });
const old = (one: Finding, ...accepted: ReturnType<typeof accept>[]) =>
  judge([one], [{ ...one, line: 99 }], accepted).findings;
const added = (one: Finding, ...accepted: ReturnType<typeof accept>[]) => judge([], [one], accepted).findings;

describe("judgeFindings", () => {
  it("knows a finding again after its line moved, and puts new ones first", () => {
    const { findings } = judge([unknownTarget], [{ ...unknownTarget, line: 7 }, cycle]);
    expect(findings.map(({ rule, isNew }) => [rule, isNew])).toEqual([
      ["cycle", true],
      ["unknown-target", false],
    ]);
  });

  it("tells what the draft has fixed, and counts what is said of several places", () => {
    expect(judge([unknownTarget, cycle], [cycle]).fixed).toMatchObject([{ rule: "unknown-target" }]);
    const twice = judge([cycle], [cycle, { ...cycle, line: 9 }]);
    expect(twice.findings.map(({ isNew, line }) => [isNew, line])).toEqual([
      [true, 9],
      [false, 1],
    ]);
    expect(judge([cycle, { ...cycle, line: 9 }], [cycle]).fixed).toMatchObject([{ line: 9 }]);
  });

  it("hands out the title of a fix and never its edits, which may hold a key", () => {
    const fix = { title: "Take it out", edits: [{ type: "remove-alias" as const, alias: "sk-secret" }] };
    const { findings, fixed } = judge([{ ...cycle, fix }], [{ ...unknownTarget, fix }]);
    expect([findings[0]?.fixTitle, fixed[0]?.fixTitle]).toEqual([fix.title, fix.title]);
    expect(JSON.stringify([findings, fixed])).not.toContain("sk-secret");
  });

  it("splits any two lists so that old ones plus new ones minus fixed ones are what was there", () => {
    const some = fc.array(fc.constantFrom("a", "b", "c").map((rule) => finding(rule, "info")));
    fc.assert(
      fc.property(some, some, (before, after) => {
        const { findings, fixed } = judge(before, after);
        const unchanged = findings.filter(({ isNew }) => !isNew).map(({ rule }) => rule);
        expect(findings).toHaveLength(after.length);
        expect([...unchanged, ...fixed.map(({ rule }) => rule)].sort()).toEqual(before.map(({ rule }) => rule).sort());
      }),
    );
  });
});

describe("judgeApply", () => {
  it("refuses an error that the draft adds, and lets it pass with a reason to override", () => {
    expect(judgeApply(added(unknownTarget), [], null)).toMatchObject({ may: false, reason: "blocked" });
    expect(judgeApply(added(unknownTarget), [], "  ")).toMatchObject({ may: false, reason: "blocked" });
    const verdict = judgeApply(added(unknownTarget), [], "the model is registered tonight");
    expect(verdict).toMatchObject({ may: true, overridden: [{ rule: "unknown-target" }] });
  });

  it("refuses an error that comes back although it was accepted once", () => {
    const verdict = judgeApply(added(unknownTarget, accept(unknownTarget)), [], null);
    expect(verdict).toMatchObject({ may: false, reason: "blocked" });
  });

  it("asks for a reason when it was broken before, unless that is acknowledged", () => {
    expect(judgeApply(old(unknownTarget), [], " ")).toMatchObject({ may: false, reason: "needs-override" });
    expect(judgeApply(old(unknownTarget), [], "repaired next week")).toMatchObject({ may: true });
    expect(judgeApply(old(unknownTarget, accept(unknownTarget)), [], null)).toMatchObject({ may: true });
    const over = accept(unknownTarget, "2026-02-20T00:00:00.000Z");
    expect(judgeApply(old(unknownTarget, over), [], null)).toMatchObject({ may: false, reason: "needs-override" });
  });

  it("asks for an acknowledgement of a cycle that the draft adds, by its rule, and not of one that was there", () => {
    expect(judgeApply(added(cycle), [], null)).toMatchObject({ may: false, reason: "needs-acknowledgement" });
    expect(judgeApply(added(cycle), [], "I insist")).toMatchObject({ may: false, reason: "needs-acknowledgement" });
    expect(judgeApply(added(cycle), [{ rule: "other", reason: "mutual backup" }], null)).toMatchObject({ may: false });
    expect(judgeApply(added(cycle), [{ rule: "cycle", reason: "mutual backup" }], null)).toMatchObject({ may: true });
    expect(judgeApply(old(cycle), [], null)).toMatchObject({ may: true });
  });

  it("asks once: a stored acknowledgement answers for a new cycle until it ends", () => {
    expect(judgeApply(added(cycle, accept(cycle)), [], null)).toMatchObject({ may: true });
    expect(judgeApply(added(cycle, accept(cycle, "2026-03-01T12:00:00.000Z")), [], null)).toMatchObject({ may: false });
  });

  it("lets warnings and notes pass", () => {
    const both = [...added(finding("no-id", "warning")), ...added(finding("note", "info"))];
    expect(judgeApply(both, [], null)).toEqual({ may: true, overridden: [] });
  });
});
