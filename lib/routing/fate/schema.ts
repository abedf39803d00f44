import { z } from "zod";
import { FailureKind, PlannedHop } from "../schema";

/** What dies together, and who answers then. */

export const DomainKind = z.enum(["backend", "unit", "machine", "account", "provider", "internet"]);
export type DomainKind = z.infer<typeof DomainKind>;

export const FateDomain = z.object({
  kind: DomainKind,
  /** `127.0.0.1:11434`, `llama.service`, `gpu-box`, `OLLAMA_API_KEY`, `ollama-cloud`, `the internet`. */
  name: z.string(),
  /** What `plan --down`, the API and the page take for it. */
  selector: z.string(),
});
export type FateDomain = z.infer<typeof FateDomain>;

/** Least: everything dead refuses at once. Most: everything dead hangs until its time-out. Without the answering call itself. */
export const Bounds = z.object({ least: z.number(), most: z.number() });
export type Bounds = z.infer<typeof Bounds>;

export const Answerer = z.object({ group: z.string(), deployments: z.array(z.string()) });
export type Answerer = z.infer<typeof Answerer>;

export const HopState = z.enum(["answers", "may-answer", "fails", "not-reached"]);
export type HopState = z.infer<typeof HopState>;

export const WhatIfHop = PlannedHop.extend({
  state: HopState,
  alive: z.array(z.string()),
  dead: z.array(z.string()),
  calls: z.number().int(),
  /** Seconds until this hop is given up when its dead deployments are called. */
  seconds: Bounds,
});
export type WhatIfHop = z.infer<typeof WhatIfHop>;

export const WhatIfRow = z.object({
  model: z.string(),
  kind: FailureKind,
  /** The first that may answer; null when nobody does. */
  answeredBy: Answerer.nullable(),
  /** False where the gateway chooses at random between dead and living deployments of one group. */
  certain: z.boolean(),
  /** Who answers when that choice goes wrong, in order; without certainty and without these, some requests fail. */
  otherwise: z.array(Answerer),
  /** Upstream calls at most, the answering one included. */
  attempts: z.number().int(),
  fewestAttempts: z.number().int(),
  seconds: Bounds,
  /** Who answers when nothing is dead. */
  before: Answerer.nullable(),
  hops: z.array(WhatIfHop),
  /** False where the plan itself is not proven for this gateway. */
  exact: z.boolean(),
});
export type WhatIfRow = z.infer<typeof WhatIfRow>;

export const WhatIfView = z.object({
  /** Selectors as they were given. */
  down: z.array(z.string()),
  /** Identities of the deployments that they mean. */
  dead: z.array(z.string()),
  models: z.array(WhatIfRow),
  aliases: z.array(WhatIfRow),
  /** Models, and aliases, that nobody answers for. */
  lost: z.array(z.string()),
  lostAliases: z.array(z.string()),
});
export type WhatIfView = z.infer<typeof WhatIfView>;

export const ChainFate = z.object({
  model: z.string(),
  /** Hops of the effective chain, the model itself included. */
  hops: z.number().int(),
  local: z.number().int(),
  cloud: z.number().int(),
  backends: z.array(z.string()),
  providers: z.array(z.string()),
  /** Local hops before the first that leaves the machine or network; null when none does. */
  hopsBeforeCloud: z.number().int().nullable(),
  /** Each of them alone silences the model. */
  singlePoints: z.array(FateDomain),
});
export type ChainFate = z.infer<typeof ChainFate>;

export const DomainImpact = z.object({
  domain: FateDomain,
  /** Other names of the very same deployments. */
  also: z.array(FateDomain),
  deployments: z.array(z.string()),
  /** Models that nobody answers for then. */
  loses: z.array(z.string()),
  /** Models that are still answered, with the hops that they lose. */
  costs: z.array(z.object({ model: z.string(), hops: z.number().int() })),
});
export type DomainImpact = z.infer<typeof DomainImpact>;

export const Diversity = z.object({
  models: z.number().int(),
  localProviders: z.array(z.string()),
  cloudProviders: z.array(z.string()),
  localBackends: z.number().int(),
  cloudBackends: z.number().int(),
  /** Models with more than one hop, and those among them whose hops are of more than one provider. */
  chains: z.number().int(),
  crossProvider: z.number().int(),
  /** Over the chains that begin locally and end in the cloud; null when there is none. */
  hopsBeforeCloud: z.object({ least: z.number().int(), most: z.number().int() }).nullable(),
  /** Backends, units, accounts and providers whose death silences a model, worst first. */
  singlePoints: z.array(z.object({ domain: FateDomain, loses: z.number().int() })),
  /** Models that some single point silences. */
  exposed: z.number().int(),
});
export type Diversity = z.infer<typeof Diversity>;

export const FateView = z.object({
  diversity: Diversity,
  chains: z.array(ChainFate),
  domains: z.array(DomainImpact),
  rulesOf: z.string(),
  exact: z.boolean(),
});
export type FateView = z.infer<typeof FateView>;

/** What only the running machine knows; servers as `host:port`. */
export type FateFacts = { units?: readonly { name: string; servers: readonly string[] }[] };
