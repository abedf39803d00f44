import { z } from "zod";
import { FrameView } from "@/lib/overview/frame";
import { OverviewView } from "@/lib/overview/schema";
import { endpoint } from "@/lib/server/endpoint";
import { fileRefusals, GatewayPath } from "./gateways";

export const readFrame = endpoint({
  name: "console.frame",
  method: "GET",
  path: "/api/v1/console",
  summary: "What the frame around every page shows: gateways with their state, the draft, the change under way.",
  role: "viewer",
  query: z.object({ gateway: z.string().optional() }),
  response: FrameView,
});

export const readOverviewEndpoint = endpoint({
  name: "overview.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/overview",
  summary: "The verdict in words, health with its forecast, what needs a person, and who would answer for each model.",
  role: "viewer",
  params: GatewayPath,
  response: OverviewView,
  refusals: fileRefusals,
});
