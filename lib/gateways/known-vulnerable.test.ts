import { expect, test } from "vitest";
import { findVulnerability } from "./known-vulnerable";

test.each(["1.82.7", "v1.82.8", " 1.82.8.post1 "])("%s must be replaced", (version) => {
  expect(findVulnerability(version)).toContain("change every key");
});

test.each([null, "", "1.82.70", "1.106.2", "11.82.7"])("%s is not known to be bad", (version) => {
  expect(findVulnerability(version)).toBeNull();
});
