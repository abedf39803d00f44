import { z } from "zod";
import { ModelDetail, RegistryView } from "@/lib/models/registry";
import { endpoint } from "@/lib/server/endpoint";
import { fileRefusals, GatewayPath } from "./gateways";

export const readRegistryEndpoint = endpoint({
  name: "registry.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/registry",
  summary:
    "Every deployment with what each witness says of it, its medians, its availability over 24 hours and its use.",
  role: "viewer",
  params: GatewayPath,
  response: RegistryView,
  refusals: fileRefusals,
});

export const readModelEndpoint = endpoint({
  name: "registry.model",
  method: "GET",
  path: "/api/v1/gateways/{id}/registry/model",
  summary: "One model: history, samples, chains, what would happen if it died, its lines of the file, findings.",
  role: "viewer",
  params: GatewayPath,
  query: z.object({ name: z.string().min(1) }),
  response: ModelDetail,
  refusals: { ...fileRefusals, "unknown-model": 404 },
});
