import { z } from "zod";
import { AuditEntryView, AuditOutcome } from "@/lib/audit/schema";
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
  query: z.object({
    actor: z.string().max(200).optional(),
    action: z.string().max(100).optional(),
    outcome: AuditOutcome.optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  response: z.object({ entries: z.array(AuditEntryView), next: z.number().int().nullable() }),
});
