import { z } from "zod";
import { FateView, WhatIfView } from "@/lib/routing/fate/schema";
import { FailureKind } from "@/lib/routing/schema";
import { endpoint } from "@/lib/server/endpoint";
import { fileRefusals, GatewayPath } from "./gateways";

const Asked = z.object({
  kind: FailureKind.default("general"),
  /** `draft` asks of the unapplied draft instead of the file. */
  of: z.enum(["file", "draft"]).default("file"),
});

/** One value or several: `?down=ollama&down=key:OLLAMA_API_KEY`. */
const Selectors = z.preprocess(
  (value) => (value === undefined ? [] : typeof value === "string" ? [value] : value),
  z.array(z.string().min(1)).max(200),
);

const refusals = { ...fileRefusals, "no-draft": 404 } as const;

export const readWhatIfEndpoint = endpoint({
  name: "fate.what-if",
  method: "GET",
  path: "/api/v1/gateways/{id}/what-if",
  summary: "Who answers each model, after how many calls and how long, while what `down` names is dead.",
  role: "viewer",
  params: GatewayPath,
  query: Asked.extend({ down: Selectors }),
  response: WhatIfView.extend({ rulesOf: z.string(), exact: z.boolean() }),
  refusals: { ...refusals, "unknown-selector": 422 },
});

export const readFateEndpoint = endpoint({
  name: "fate.read",
  method: "GET",
  path: "/api/v1/gateways/{id}/fate",
  summary: "What each chain rests on, what the death of each backend or account costs, and how diverse providers are.",
  role: "viewer",
  params: GatewayPath,
  query: Asked,
  response: FateView,
  refusals,
});
