import type { ConfigReading, Place } from "@/lib/config/schema";
import { type ChainLists, readChainLists } from "../chain-lists";
import { indexNames, type NameIndex } from "../resolve-name";
import { type FallbackRules, findRules } from "../rules-by-version";
import type { Finding, RoutingGraph, Severity } from "../schema";

/** What the console knows beside the file; absent or null means not known, and rules that need it stay silent. */
export type CheckFacts = {
  /** Names of the variables that the gateway's process has. */
  environment?: ReadonlySet<string> | null;
  /** Names of the files in the configuration's folder. */
  siblings?: ReadonlySet<string> | null;
};

export type CheckInput = { reading: ConfigReading; graph: RoutingGraph; version: string | null; facts?: CheckFacts };

/** What the rules look at, worked out once for all of them. */
export type FindingContext = CheckInput & {
  index: NameIndex;
  lists: ChainLists;
  fallbackRules: FallbackRules;
  /** Models may also come from a database, so a name that the file does not know need not be a mistake. */
  hasDatabase: boolean;
};

export type Hit = {
  place: Place;
  message: string;
  /** Tells this hit from others of the rule where the message holds figures that other edits change. */
  subject?: string;
  severity?: Severity;
  advice?: string;
  models?: string[];
  fix?: Finding["fix"];
};

/** A lint rule as data. `check` returns where it fires; the rest is what an operator reads. */
export type FindingRule = {
  id: string;
  severity: Severity;
  title: string;
  /** Why it matters. */
  explain: string;
  /** What to do. */
  advice: string;
  source: string;
  check: (context: FindingContext) => Hit[];
};

export const gatewayRules = "LiteLLM 1.106 behaviour, docs/litellm-rules.md";

const usesDatabase = ({ reading }: CheckInput): boolean =>
  reading.deployments.length === 0 ||
  reading.settings.some(
    ({ section, key, value }) =>
      section === "general_settings" && (key === "database_url" || (key === "store_model_in_db" && value === true)),
  );

export const createContext = (input: CheckInput): FindingContext => ({
  ...input,
  index: indexNames(input.graph),
  lists: readChainLists(input.graph),
  fallbackRules: findRules(input.version).rules,
  hasDatabase: usesDatabase(input),
});

export const toFinding = (rule: FindingRule, hit: Hit): Finding => ({
  rule: rule.id,
  severity: hit.severity ?? rule.severity,
  file: hit.place.file,
  line: hit.place.line,
  column: hit.place.column,
  path: hit.place.path,
  message: hit.message,
  ...(hit.subject ? { subject: hit.subject } : {}),
  advice: hit.advice ?? rule.advice,
  ...(hit.models ? { models: hit.models } : {}),
  ...(hit.fix ? { fix: hit.fix } : {}),
});
