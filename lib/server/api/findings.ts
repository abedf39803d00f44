import { z } from "zod";
import { AcknowledgementInput, FindingOf, FindingsView, FixPreview, SavedFix } from "@/lib/findings/schema";
import { endpoint } from "@/lib/server/endpoint";
import { fileRefusals, GatewayPath } from "./gateways";

export const FindingPath = GatewayPath.extend({ finding: z.string().regex(/^[0-9a-f]{32}$/, "the id of a finding") });

const fixRefusals = {
  "unknown-gateway": 404,
  "unknown-finding": 404,
  "nothing-undone": 409,
  "no-draft": 404,
  "unknown-chain": 404,
  "unknown-deployment": 404,
  "unknown-alias": 404,
  stale: 409,
  "stale-base": 409,
  busy: 409,
  "changed-meanwhile": 409,
  "no-fix": 422,
  "unusable-file": 422,
  "shared-node": 422,
  "in-included-file": 422,
  "unexpected-shape": 422,
  "invalid-value": 422,
  "unreadable-file": 503,
} as const;

export const listFindings = endpoint({
  name: "findings.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/findings",
  summary: "What is wrong or doubtful in the file or the draft, with acknowledgements. `summary` leaves those out.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({ of: FindingOf.default("file") }),
  response: FindingsView,
  refusals: { ...fileRefusals, "no-draft": 404 },
});

export const postAcknowledgement = endpoint({
  name: "finding.acknowledge",
  method: "POST",
  path: "/api/v1/gateways/{id}/findings/{finding}/acknowledgement",
  summary: "Accepts a finding with a reason, perhaps until a day; it then counts no more. Said again, it is replaced.",
  role: "operator",
  params: FindingPath,
  body: AcknowledgementInput,
  response: null,
  refusals: { "unknown-gateway": 404, "unknown-finding": 404, "past-date": 422, "unreadable-file": 503 },
});

export const deleteAcknowledgementEndpoint = endpoint({
  name: "finding.withdraw",
  method: "DELETE",
  path: "/api/v1/gateways/{id}/findings/{finding}/acknowledgement",
  summary: "Takes an acknowledgement back, also when its finding is found no longer.",
  role: "operator",
  params: FindingPath,
  response: null,
  refusals: { "unknown-gateway": 404, "no-acknowledgement": 404 },
});

export const readFix = endpoint({
  name: "findings.preview-fix",
  method: "GET",
  path: "/api/v1/gateways/{id}/findings/{finding}/fix",
  summary: "What the mechanical fix of a finding would change in the draft, as sentences and as a masked line diff.",
  role: "viewer",
  params: FindingPath,
  response: FixPreview,
  refusals: fixRefusals,
});

export const postFix = endpoint({
  name: "draft.fix",
  method: "POST",
  path: "/api/v1/gateways/{id}/findings/fix",
  summary: "Puts the fix of one finding, or of every finding of a rule, into the draft. The fix is worked out here.",
  role: "operator",
  params: GatewayPath,
  body: z.object({
    target: z.union([
      z.strictObject({ finding: FindingPath.shape.finding }),
      z.strictObject({ rule: z.string().min(1) }),
    ]),
    expectedVersion: z.number().int().min(0).optional(),
  }),
  response: SavedFix,
  refusals: fixRefusals,
});
