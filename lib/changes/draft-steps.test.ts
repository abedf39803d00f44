import { expect, it } from "vitest";
import { splitLastStep } from "./draft-steps";

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
