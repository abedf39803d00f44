import { z } from "zod";
import { RehearsalDepth, RehearsalDetail, RehearsalView } from "@/lib/rehearsal/schema";
import { endpoint } from "@/lib/server/endpoint";
import { fileRefusals, GatewayPath } from "./gateways";

export const RehearsalPath = GatewayPath.extend({ rehearsalId: z.string().min(1) });

export const listRehearsalsEndpoint = endpoint({
  name: "rehearsals.list",
  method: "GET",
  path: "/api/v1/gateways/{id}/rehearsals",
  summary: "The newest twenty rehearsals, without their scenarios; one that runs tells how far it is.",
  role: "viewer",
  params: GatewayPath,
  response: z.object({ rehearsals: z.array(RehearsalView) }),
  refusals: { "unknown-gateway": 404 },
});

export const postRehearsal = endpoint({
  name: "rehearsal.start",
  method: "POST",
  path: "/api/v1/gateways/{id}/rehearsals",
  summary: "Runs the draft, or the file where there is none, on a real LiteLLM with stand-ins for its deployments.",
  role: "operator",
  params: GatewayPath,
  body: z.object({ depth: RehearsalDepth.default("router"), of: z.enum(["draft", "file"]).optional() }),
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: { ...fileRefusals, "no-draft": 404, busy: 409, "no-python": 503 },
});

export const readRehearsalEndpoint = endpoint({
  name: "rehearsal.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/rehearsals/{rehearsalId}",
  summary: "One rehearsal with what was planned, what was called and what a client saw, scenario by scenario.",
  role: "viewer",
  params: RehearsalPath,
  response: RehearsalDetail,
  refusals: { "unknown-gateway": 404, "unknown-rehearsal": 404 },
});
