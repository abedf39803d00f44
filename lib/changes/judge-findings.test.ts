import { describe, expect, it } from "vitest";
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
const unknownTarget = finding("unknown-target", "error");
const cycle = finding("cycle", "warning");
const old = (one: Finding) => judgeFindings([one], [{ ...one, line: 99 }]);
const added = (one: Finding) => judgeFindings([], [one]);

describe("judgeFindings", () => {
  it("knows a finding again after its line moved, and puts new ones first", () => {
    const judged = judgeFindings([unknownTarget], [{ ...unknownTarget, line: 7 }, cycle]);
    expect(judged.map(({ rule, isNew }) => [rule, isNew])).toEqual([
      ["cycle", true],
      ["unknown-target", false],
    ]);
  });
});

describe("judgeApply", () => {
  it("refuses what the draft adds and blocks, whatever reason is given", () => {
    expect(judgeApply(added(unknownTarget), [], "I insist")).toMatchObject({ may: false, reason: "blocked" });
  });

  it("asks for a reason when it was broken before", () => {
    expect(judgeApply(old(unknownTarget), [], " ")).toMatchObject({ may: false, reason: "needs-override" });
    expect(judgeApply(old(unknownTarget), [], "repaired next week")).toEqual({ may: true });
  });

  it("asks for an acknowledgement of a cycle that the draft adds, by its rule, and not of one that was there", () => {
    expect(judgeApply(added(cycle), [], null)).toMatchObject({ may: false, reason: "needs-acknowledgement" });
    expect(judgeApply(added(cycle), [{ rule: "other", reason: "mutual backup" }], null)).toMatchObject({ may: false });
    expect(judgeApply(added(cycle), [{ rule: "cycle", reason: "mutual backup" }], null)).toEqual({ may: true });
    expect(judgeApply(old(cycle), [], null)).toEqual({ may: true });
  });

  it("lets warnings and notes pass", () => {
    expect(judgeApply([...added(finding("no-id", "warning")), ...added(finding("note", "info"))], [], null)).toEqual({
      may: true,
    });
  });
});
