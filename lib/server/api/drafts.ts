import { z } from "zod";
import { DraftDiff, DraftView } from "@/lib/changes/schema";
import { ChainKind, ChainTargets, Edit } from "@/lib/config/schema";
import { endpoint } from "@/lib/server/endpoint";
import { GatewayPath } from "./gateways";

export const draftRefusals = {
  "unknown-gateway": 404,
  "no-draft": 404,
  "unknown-chain": 404,
  "unknown-deployment": 404,
  "unknown-alias": 404,
  stale: 409,
  "stale-base": 409,
  busy: 409,
  "unreadable-file": 503,
  "unusable-file": 422,
  "shared-node": 422,
  "in-included-file": 422,
  "changed-meanwhile": 409,
  "unexpected-shape": 422,
  "invalid-value": 422,
  "nothing-undone": 404,
} as const;

export const readDraft = endpoint({
  name: "draft.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/draft",
  summary: "The unapplied draft, if there is one.",
  role: "viewer",
  params: GatewayPath,
  response: DraftView,
  refusals: { "unknown-gateway": 404, "no-draft": 404 },
});

export const deleteDraft = endpoint({
  name: "draft.discard",
  method: "DELETE",
  path: "/api/v1/gateways/{id}/draft",
  summary: "Discards the draft. The file was never touched by it.",
  role: "operator",
  params: GatewayPath,
  response: null,
  refusals: draftRefusals,
});

export const SavedDraftView = z.object({
  version: z.number().int(),
  edits: z.number().int(),
  warnings: z.array(z.string()),
  redoable: z.number().int().optional(),
});

/** Names with slashes may be sent as they are: the rest of the path is the model. `*` stands for everybody. */
export const ChainPath = GatewayPath.extend({
  kind: ChainKind,
  model: z.preprocess((rest) => (Array.isArray(rest) ? rest.join("/") : rest), z.string().min(1)),
});

const version = z.number().int().min(0).optional();

export const putChain = endpoint({
  name: "draft.set-chain",
  method: "PUT",
  path: "/api/v1/gateways/{id}/draft/chains/{kind}/{model}",
  summary: "Sets a chain in the draft, which is begun on the present file when there is none.",
  role: "operator",
  params: ChainPath,
  body: z.object({ targets: ChainTargets, expectedVersion: version }),
  response: SavedDraftView,
  refusals: draftRefusals,
});

export const deleteChain = endpoint({
  name: "draft.remove-chain",
  method: "DELETE",
  path: "/api/v1/gateways/{id}/draft/chains/{kind}/{model}",
  summary: "Removes a chain in the draft.",
  role: "operator",
  params: ChainPath,
  response: SavedDraftView,
  refusals: draftRefusals,
});

export const postEdit = endpoint({
  name: "draft.edit",
  method: "POST",
  path: "/api/v1/gateways/{id}/draft/edits",
  summary: "Adds any one edit to the draft: deployments, aliases, chains, settings, bulk changes, single nodes.",
  role: "operator",
  params: GatewayPath,
  body: z.object({ edit: Edit, expectedVersion: version }),
  response: SavedDraftView,
  refusals: draftRefusals,
});

const VersionBody = z.object({ expectedVersion: version });

export const postUndo = endpoint({
  name: "draft.undo",
  method: "POST",
  path: "/api/v1/gateways/{id}/draft/undo",
  summary: "Takes back the last edit of the draft; it can be made again until the next new edit.",
  role: "operator",
  params: GatewayPath,
  body: VersionBody,
  response: SavedDraftView,
  refusals: draftRefusals,
});

export const postRedo = endpoint({
  name: "draft.redo",
  method: "POST",
  path: "/api/v1/gateways/{id}/draft/redo",
  summary: "Makes the edit again that was taken back last.",
  role: "operator",
  params: GatewayPath,
  body: VersionBody,
  response: SavedDraftView,
  refusals: draftRefusals,
});

export const readDiff = endpoint({
  name: "draft.diff",
  method: "GET",
  path: "/api/v1/gateways/{id}/draft/diff",
  summary: "What the draft changes: as a masked line diff, as sentences, and as findings with new ones marked.",
  role: "viewer",
  params: GatewayPath,
  response: DraftDiff,
  refusals: {
    "unknown-gateway": 404,
    "no-draft": 404,
    "stale-base": 409,
    "unreadable-file": 503,
    "unusable-file": 422,
  },
});
