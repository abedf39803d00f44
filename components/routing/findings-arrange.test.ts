import { expect, it } from "vitest";
import {
  filterFindings,
  formatPath,
  groupByRule,
  listChoices,
  type ShownFinding,
  sortFindings,
  toSections,
} from "./findings-arrange";

const finding = (rule: string, severity: ShownFinding["severity"], more: Partial<ShownFinding> = {}): ShownFinding => ({
  id: rule,
  rule,
  severity,
  file: "gateway.yaml",
  line: 1,
  column: 1,
  path: [],
  message: rule,
  acknowledgement: null,
  ...more,
});
const all = [
  finding("note", "info", { models: ["a", "a"] }),
  finding("late", "error", { line: 9, models: ["a/b:c"], isNew: true }),
  finding("early", "error", { line: 2 }),
  finding("note", "info", { models: ["a"] }),
];
const none = { severity: null, rule: null, model: null };

it("puts the draft's own first, then the most urgent, then in the order of the file", () => {
  const mild = finding("mild", "info", { isNew: true });
  expect(sortFindings([...all, mild]).map(({ rule }) => rule)).toEqual(["late", "mild", "early", "note", "note"]);
});

it("groups by rule and keeps every finding", () => {
  const groups = groupByRule(all);
  expect(groups.map(({ rule, severity, findings }) => [rule, severity, findings.length])).toEqual([
    ["late", "error", 1],
    ["early", "error", 1],
    ["note", "info", 2],
  ]);
  expect(groupByRule([finding("both", "info", { isNew: true }), finding("both", "error")])[0]?.severity).toBe("error");
});

it("filters by severity, rule and model, together or not at all", () => {
  expect(filterFindings(all, none)).toHaveLength(4);
  expect(filterFindings(all, { ...none, severity: "error" })).toHaveLength(2);
  expect(filterFindings(all, { ...none, rule: "note", model: "a" })).toHaveLength(2);
  expect(filterFindings(all, { ...none, rule: "note", model: "a/b:c" })).toEqual([]);
});

it("counts a model once a finding", () => {
  expect(listChoices(all).models).toEqual([
    ["a", 2],
    ["a/b:c", 1],
  ]);
});

it("parts a draft's findings into new, fixed and unchanged ones, and a file's by severity", () => {
  const keys = (sections: { key: string; findings: unknown[] }[]) =>
    sections.map((one) => [one.key, one.findings.length]);
  expect(keys(toSections(all, [finding("gone", "error")], true))).toEqual([
    ["new", 1],
    ["fixed", 1],
    ["unchanged", 3],
  ]);
  expect(keys(toSections(all, [], false))).toEqual([
    ["error", 2],
    ["info", 2],
  ]);
  expect(toSections([], [], true)).toEqual([]);
});

it("writes a path as one would type it", () => {
  expect(formatPath(["router_settings", "fallbacks", 0, "a"])).toBe("router_settings.fallbacks[0].a");
  expect(formatPath(["model_group_alias", "qwen/7b:x", "hidden"])).toBe('model_group_alias["qwen/7b:x"].hidden');
  expect(formatPath([])).toBe("");
});
