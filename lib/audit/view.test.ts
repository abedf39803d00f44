import { expect, test } from "vitest";
import { auditQuery, isFiltered, noAuditFilter, readAuditSearch, toAuditFilter } from "./view";

test("an address without a filter shows everything", () => {
  expect(readAuditSearch({})).toEqual({ view: noAuditFilter, before: null });
  expect(isFiltered(noAuditFilter)).toBe(false);
});

test("what cannot be used in an address counts as absent", () => {
  const search = { outcome: "perhaps", from: "yesterday", before: "-3", actor: ["a", "b"], action: "draft." };
  expect(readAuditSearch(search)).toEqual({ view: { ...noAuditFilter, action: "draft." }, before: null });
});

test("a view survives its own address", () => {
  const view = { ...noAuditFilter, actor: "ada & bob", outcome: "denied" as const, from: "2026-11-24T00:00:00.000Z" };
  expect(readAuditSearch(auditQuery(view)).view).toEqual(view);
});

test("empty fields are no filter and the page goes along", () => {
  expect(toAuditFilter(noAuditFilter, 71)).toEqual({ limit: 50, before: 71 });
  expect(toAuditFilter({ ...noAuditFilter, outcome: "denied" }, null)).toEqual({ limit: 50, outcome: "denied" });
});
