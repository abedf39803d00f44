import { z } from "zod";
import { AuditEntryView, AuditFilter, AuditPage, AuditVerdict } from "@/lib/audit/schema";
import { endpoint } from "@/lib/server/endpoint";

export const alive = endpoint({
  name: "alive",
  method: "GET",
  path: "/api/alive",
  summary: "Whether the console answers, and which version it is. Open to anyone.",
  role: "open",
  response: z.object({ status: z.literal("ok"), version: z.string() }),
});

export const openApi = endpoint({
  name: "openapi",
  method: "GET",
  path: "/api/v1/openapi.json",
  summary: "This document.",
  role: "open",
  response: z.record(z.string(), z.unknown()),
});

export const listAudit = endpoint({
  name: "audit.list",
  method: "GET",
  path: "/api/v1/audit",
  summary: "Audit entries, newest first. `next` is the `before` of the following page.",
  role: "viewer",
  query: AuditFilter,
  response: AuditPage,
});

export const exportAudit = endpoint({
  name: "audit.export",
  method: "GET",
  path: "/api/v1/audit/export",
  summary: "All matching audit entries, newest first, one JSON object a line.",
  role: "viewer",
  query: AuditFilter.omit({ before: true, limit: true }),
  response: AuditEntryView,
  mediaType: "application/x-ndjson",
});

export const verifyAudit = endpoint({
  name: "audit.verify",
  method: "GET",
  path: "/api/v1/audit/verify",
  summary: "Walks the whole audit chain and names the first row that is not as it was written.",
  role: "viewer",
  response: AuditVerdict,
});

/** Not part of the contract: what every other address under /api answers. */
export const unknownPath = endpoint({
  name: "unknown-path",
  method: "GET",
  path: "/api/{rest}",
  summary: "No such address.",
  role: "open",
  response: null,
  refusals: { "unknown-path": 404 },
});
