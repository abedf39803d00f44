import { z } from "zod";
import { ChainKind } from "@/lib/config/schema";

/** What may be shown of the registry: no secret in it. */

export const DeploymentView = z.object({
  identity: z.string(),
  provider: z.string(),
  local: z.boolean(),
  backend: z.string(),
  /** Without user name, password and query string. */
  apiBase: z.string().nullable(),
  /** `env NAME`, `written in the file`, or null. */
  keyReference: z.string().nullable(),
  model: z.string(),
  contextWindow: z.number().nullable(),
  order: z.number().nullable(),
  file: z.string(),
  line: z.number().int(),
});
export type DeploymentView = z.infer<typeof DeploymentView>;

export const ModelUse = z.object({
  kind: ChainKind,
  /** The model whose chain it is; `*` for every model. */
  source: z.string(),
  /** From 1, in the chain as it is written. */
  position: z.number().int(),
});
export type ModelUse = z.infer<typeof ModelUse>;

export const ModelView = z.object({
  name: z.string(),
  deployments: z.array(DeploymentView),
  usedBy: z.object({ chains: z.array(ModelUse), aliases: z.array(z.string()) }),
});
export type ModelView = z.infer<typeof ModelView>;

export const ChainView = z.object({
  kind: ChainKind,
  source: z.string(),
  targets: z.array(z.string()),
  section: z.string(),
  file: z.string(),
  line: z.number().int(),
  effective: z.boolean(),
  locked: z.string().nullable(),
});
export type ChainView = z.infer<typeof ChainView>;

export const AliasView = z.object({
  name: z.string(),
  target: z.string().nullable(),
  hidden: z.boolean(),
  line: z.number().int(),
});
export type AliasView = z.infer<typeof AliasView>;
