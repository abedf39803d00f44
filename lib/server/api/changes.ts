import { z } from "zod";
import { Acknowledgement, ChangeView, RevisionView } from "@/lib/changes/schema";
import { endpoint } from "@/lib/server/endpoint";
import { GatewayPath } from "./gateways";

export const ChangePath = GatewayPath.extend({ changeId: z.string().min(1) });

const startRefusals = {
  "unknown-gateway": 404,
  "unknown-change": 404,
  "unknown-revision": 404,
  "nothing-to-apply": 422,
  stale: 409,
  busy: 409,
  blocked: 422,
  "needs-acknowledgement": 422,
  "needs-override": 422,
  "unusable-file": 422,
  "no-reload-method": 422,
  "unsafe-reload": 422,
} as const;

export const listChangesEndpoint = endpoint({
  name: "changes.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/changes",
  summary: "Changes, newest first. `next` is the `before` of the following page.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  response: z.object({ changes: z.array(ChangeView), next: z.number().int().nullable() }),
  refusals: { "unknown-gateway": 404 },
});

export const postChange = endpoint({
  name: "changes.apply",
  method: "POST",
  path: "/api/v1/gateways/{id}/changes",
  summary: "Applies the draft: checked, written, reloaded, read back; restored by itself when any of it fails.",
  role: "operator",
  params: GatewayPath,
  body: z.object({
    baseSha: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "the SHA-256 of the file that the draft was made on, in lower-case hex"),
    draftVersion: z.number().int().positive().optional(),
    acknowledged: z.array(Acknowledgement).default([]),
    overrideReason: z.string().min(3).optional(),
  }),
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: startRefusals,
});

export const readChange = endpoint({
  name: "changes.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/changes/{changeId}",
  summary: "One change with its state and its steps.",
  role: "viewer",
  params: ChangePath,
  response: ChangeView,
  refusals: { "unknown-change": 404 },
});

export const postRollback = endpoint({
  name: "changes.rollback",
  method: "POST",
  path: "/api/v1/gateways/{id}/changes/{changeId}/rollback",
  summary: "Puts the file back as it was before this change, byte for byte, as a new change.",
  role: "operator",
  params: ChangePath,
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: startRefusals,
});

export const listRevisionsEndpoint = endpoint({
  name: "revisions.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/revisions",
  summary: "Every state of the file that was seen or written, newest first.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  response: z.object({ revisions: z.array(RevisionView), next: z.number().int().nullable() }),
  refusals: { "unknown-gateway": 404 },
});

export const readRevisionDiffEndpoint = endpoint({
  name: "revisions.diff",
  method: "GET",
  path: "/api/v1/gateways/{id}/revisions/diff",
  summary: "Masked difference of any two revisions.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({ from: z.string().min(1), to: z.string().min(1) }),
  response: z.object({ unified: z.string(), semantic: z.array(z.string()) }),
  refusals: { "unknown-gateway": 404, "unknown-revision": 404 },
});

export const postRevisionRollback = endpoint({
  name: "revisions.rollback",
  method: "POST",
  path: "/api/v1/gateways/{id}/revisions/{revisionId}/rollback",
  summary: "Puts the file back to this revision, byte for byte, as a new change.",
  role: "operator",
  params: GatewayPath.extend({ revisionId: z.string().min(1) }),
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: startRefusals,
});
