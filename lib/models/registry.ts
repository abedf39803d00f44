import { z } from "zod";
import { FindingView } from "@/lib/findings/schema";
import { HistoryPoint, Sample, Status, StripSlot } from "@/lib/health/schema";
import { RoutePlan, Severity } from "@/lib/routing/schema";
import { type AliasView, ModelUse } from "./schema";

/** A deployment as the registry shows it: what the file says, what each witness says, what is made of both. */
export const RegistryRow = z.object({
  identity: z.string(),
  group: z.string(),
  /** `litellm_params.model` as written. */
  model: z.string(),
  provider: z.string(),
  local: z.boolean(),
  backend: z.string(),
  apiBase: z.string().nullable(),
  /** `env NAME`, `written in the file`, or null. Never the value. */
  keyReference: z.string().nullable(),
  /** Whether the console was given the key; the gateway has an environment of its own. Null where no key is wanted. */
  keyKnown: z.enum(["set", "missing"]).nullable(),
  contextWindow: z.number().nullable(),
  status: Status,
  reasoning: z.string(),
  direct: Sample.nullable(),
  gateway: Sample.nullable(),
  /** Medians of the last direct checks that were answered. */
  firstByteP50Us: z.number().nullable(),
  totalP50Us: z.number().nullable(),
  checksMeasured: z.number().int(),
  /** Over 24 hours; time that is not known stands on neither side. */
  availablePercent: z.number().nullable(),
  coverage: z.string(),
  /** Chains and aliases that lead here. */
  usedBy: z.array(z.string()),
  /** Of those that nobody has acknowledged. */
  worstFinding: Severity.nullable(),
  findings: z.number().int(),
  file: z.string(),
  line: z.number().int(),
});
export type RegistryRow = z.infer<typeof RegistryRow>;

export const RegistryView = z.object({ at: z.iso.datetime(), rows: z.array(RegistryRow) });
export type RegistryView = z.infer<typeof RegistryView>;

const Hop = z.object({ group: z.string(), position: z.number().int() });

/** Who answers for a model now, and who would. Null: nobody. */
export const Successor = z.object({ model: z.string(), now: Hop.nullable(), after: Hop.nullable() });
export type Successor = z.infer<typeof Successor>;

export const YamlExcerpt = z.object({
  identity: z.string(),
  file: z.string(),
  firstLine: z.number().int(),
  /** Masked. */
  text: z.string(),
});
export type YamlExcerpt = z.infer<typeof YamlExcerpt>;

/** Everything that is known of one model. */
export const ModelDetail = z.object({
  at: z.iso.datetime(),
  name: z.string(),
  targetPercent: z.number(),
  deployments: z.array(RegistryRow),
  strips: z.array(z.object({ identity: z.string(), slots: z.array(StripSlot) })),
  points: z.array(HistoryPoint),
  /** Newest first, every witness. */
  samples: z.array(Sample),
  uses: z.array(ModelUse),
  aliases: z.array(z.string()),
  /** One for each kind of failure whose order differs from the general one, and the general one. */
  plans: z.array(RoutePlan),
  hops: z.array(
    z.object({
      identity: z.string(),
      provider: z.string(),
      backend: z.string(),
      status: Status,
      firstByteUs: z.number().nullable(),
    }),
  ),
  successors: z.array(Successor),
  yaml: z.array(YamlExcerpt),
  findings: z.array(FindingView),
});
export type ModelDetail = z.infer<typeof ModelDetail>;

/** What a backend offers, against what the file registers on it. */
export const BackendOffer = z.object({
  key: z.string(),
  backend: z.string(),
  provider: z.string(),
  apiBase: z.string(),
  /** Of a key that is in the environment; for filling the form. */
  keyName: z.string().nullable(),
  answered: z.boolean(),
  detail: z.string(),
  offered: z.array(z.string()),
  unregistered: z.array(z.string()),
  notOffered: z.array(z.object({ group: z.string(), identity: z.string(), served: z.string() })),
  takesAnyName: z.boolean(),
});
export type BackendOffer = z.infer<typeof BackendOffer>;

export type DraftMark = "added" | "changed";

export type DeskAlias = z.infer<typeof AliasView>;
