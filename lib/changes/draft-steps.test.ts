import { expect, it } from "vitest";
import { splitLastStep, toStep } from "./draft-steps";

const edits = (text: string) => [...text].map((step, at) => (step === "." ? { at } : { at, step }));
const sizes = (text: string) => {
  const { rest, step } = splitLastStep(edits(text));
  return [rest.length, step.length];
};

it("takes one edit off, or all of the last step", () => {
  expect(sizes("")).toEqual([0, 0]);
  expect(sizes(".")).toEqual([0, 1]);
  expect(sizes("..")).toEqual([1, 1]);
  expect(sizes("aa")).toEqual([0, 2]);
  expect(sizes(".aab")).toEqual([3, 1]);
  expect(sizes(".aabb")).toEqual([3, 2]);
  expect(sizes("aa.")).toEqual([2, 1]);
  expect(sizes("aab")).toEqual([2, 1]);
});

it("keeps edits that were made at once together, and tells once what they change", () => {
  const made = { by: "ann", at: "2026-01-01T00:00:00.000Z", step: "one" };
  const step = toStep(["first", "second"], made, ["both"]);
  expect(step.map(({ edit, summary }) => [edit, summary])).toEqual([
    ["first", []],
    ["second", ["both"]],
  ]);
  expect(splitLastStep([...toStep(["before"], { ...made, step: "zero" }, []), ...step]).step).toHaveLength(2);
});
