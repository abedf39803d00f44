import { z } from "zod";
import { ChangeState } from "@/lib/changes/schema";
import { HealthSummary, Status, StripSlot } from "@/lib/health/schema";
import { Diversity } from "@/lib/routing/fate/schema";

/** Where a need leads: a page, with the model it is about, or the reload dialog. */
export const NeedVerb = z.object({
  word: z.string(),
  page: z.enum(["changes", "routing", "findings", "models", "health", "settings", "reload"]),
  name: z.string().optional(),
});
export type NeedVerb = z.infer<typeof NeedVerb>;

export const NeedView = z.object({
  key: z.string(),
  urgency: z.enum(["now", "soon", "when-you-can"]),
  kind: z.enum(["gateway", "model", "file", "change", "drift", "draft", "reload", "finding", "target"]),
  /** Names in back-ticks are typed. */
  title: z.string(),
  detail: z.string(),
  verb: NeedVerb,
});
export type NeedView = z.infer<typeof NeedView>;

export const ReadinessRow = z.object({
  model: z.string(),
  hops: z.array(z.object({ group: z.string(), status: Status })),
  backendsAnswering: z.number().int(),
  backends: z.number().int(),
});
export type ReadinessRow = z.infer<typeof ReadinessRow>;

export const StripRowView = z.object({
  model: z.string(),
  /** Of the deployment: a model may have several. */
  identity: z.string().optional(),
  /** Tells deployments of one model apart; absent when it has only one. */
  backend: z.string().optional(),
  status: Status,
  slots: z.array(StripSlot),
  availablePercent: z.number().nullable(),
  coverage: z.string(),
});
export type StripRowView = z.infer<typeof StripRowView>;

export const LastChange = z.object({
  id: z.string(),
  number: z.number().int(),
  state: ChangeState,
  stranded: z.boolean(),
  summary: z.array(z.string()),
  author: z.string(),
  at: z.iso.datetime(),
});

export const OverviewView = z.object({
  at: z.iso.datetime(),
  /** The verdict in words. */
  verdict: z.string(),
  health: HealthSummary,
  needs: z.array(NeedView),
  readiness: z.array(ReadinessRow),
  /** Of the file on disk, whatever answers now. */
  diversity: Diversity,
  strips: z.array(StripRowView),
  lastChange: LastChange.nullable(),
});
export type OverviewView = z.infer<typeof OverviewView>;
