import { expect, test } from "vitest";
import { safeNextPage } from "./next-page";

test.each([
  ["/routing?model=llama3.1%3Alatest#hop", "/routing?model=llama3.1%3Alatest#hop"],
  ["/models/a%2Fb", "/models/a%2Fb"],
])("%s is a page of ours", (next, expected) => {
  expect(safeNextPage(next)).toBe(expected);
});

test.each([
  undefined,
  "",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/a\\..\\b",
  "/%0d%0aSet-Cookie: a\r\nb",
  "/\t/evil.example",
  "javascript:alert(1)",
  "/login?next=/login",
  "/setup",
  "/api/v1/audit",
  "/x/../api/v1/audit",
])("%s leads to the overview", (next) => {
  expect(safeNextPage(next)).toBe("/");
});
