import { z } from "zod";
import { ReloadRunView } from "@/lib/changes/schema";
import { GatewayView } from "@/lib/gateways/schema";
import { HealthView, HistoryView } from "@/lib/health/schema";
import { ChainView, ModelView } from "@/lib/models/schema";
import { CutHop, FailureKind, PlannedHop } from "@/lib/routing/schema";
import { endpoint } from "@/lib/server/endpoint";

export const GatewayPath = z.object({ id: z.string().min(1) });

/** Reasons for which a gateway's file cannot be read. */
export const fileRefusals = {
  "unknown-gateway": 404,
  missing: 503,
  "is-a-folder": 503,
  unreadable: 503,
  "too-large": 503,
  "not-text": 503,
} as const;

export const listGatewaysEndpoint = endpoint({
  name: "gateways.list",
  method: "GET",
  path: "/api/v1/gateways",
  summary: "The gateways this console knows, each with what it says of itself now.",
  role: "viewer",
  response: z.object({ gateways: z.array(GatewayView) }),
});

export const readGatewayEndpoint = endpoint({
  name: "gateways.read",
  method: "GET",
  path: "/api/v1/gateways/{id}",
  summary: "One gateway, with what it says of itself now.",
  role: "viewer",
  params: GatewayPath,
  response: GatewayView,
  refusals: { "unknown-gateway": 404 },
});

export const listModels = endpoint({
  name: "models.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/models",
  summary: "Models of the file on disk with their deployments, keys by reference only.",
  role: "viewer",
  params: GatewayPath,
  response: z.object({ models: z.array(ModelView) }),
  refusals: fileRefusals,
});

export const listChains = endpoint({
  name: "chains.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/chains",
  summary: "Configured fallback lists of every kind, as they stand in the file.",
  role: "viewer",
  params: GatewayPath,
  response: z.object({ chains: z.array(ChainView) }),
  refusals: fileRefusals,
});

export const readEffective = endpoint({
  name: "chains.effective",
  method: "GET",
  path: "/api/v1/gateways/{id}/effective",
  summary: "What the gateway will really try for a model, in order, when each attempt fails with this kind of error.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({
    model: z.string().min(1),
    kind: FailureKind.default("general"),
    /** `draft` plans the unapplied draft instead of the file. */
    of: z.enum(["file", "draft"]).default("file"),
  }),
  response: z.object({
    model: z.string(),
    kind: FailureKind,
    hops: z.array(PlannedHop),
    cut: z.array(CutHop),
    rulesOf: z.string(),
    exact: z.boolean(),
  }),
  refusals: { ...fileRefusals, "unknown-model": 404, "no-draft": 404, "stale-base": 409 },
});

export const readHealthEndpoint = endpoint({
  name: "health.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/health",
  summary: "Health by each witness as a fraction, the forecast with its reasons, and every deployment's statement.",
  role: "viewer",
  params: GatewayPath,
  response: HealthView,
  refusals: fileRefusals,
});

export const HistoryRange = z
  .object({
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    points: z.coerce.number().int().min(2).max(1000).default(96),
    slots: z.coerce.number().int().min(2).max(288).default(48),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    path: ["from"],
    error: "from must be before to",
  });

export const readHistoryEndpoint = endpoint({
  name: "health.history",
  method: "GET",
  path: "/api/v1/gateways/{id}/health/history",
  summary:
    "Percentages over time and a status strip per deployment; 24 hours unless a range is given. Gaps are unknown.",
  role: "viewer",
  params: GatewayPath,
  query: HistoryRange,
  response: HistoryView,
  refusals: fileRefusals,
});

export const reloadEndpoint = endpoint({
  name: "gateway.reload",
  method: "POST",
  path: "/api/v1/gateways/{id}/reload",
  summary: "Reloads the gateway without changing its file, waits until it answers with it, and counts failed requests.",
  role: "operator",
  params: GatewayPath,
  response: ReloadRunView,
  refusals: {
    ...fileRefusals,
    "unusable-file": 422,
    busy: 409,
    "no-reload-method": 422,
    "unsafe-reload": 422,
    failed: 502,
  },
});
