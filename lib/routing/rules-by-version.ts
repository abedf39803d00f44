/**
 * Where the gateway's fallback rules changed. Each row holds from its version until the next row's.
 * Source of every boundary: docs/litellm-rules.md, "Version boundaries".
 */
export type FallbackRules = {
  from: string;
  /** Names tried once are not tried again in the same request; before, only a target equal to the failing name is skipped. */
  remembersAttempts: boolean;
  /** A hop without a chain of its own goes on with the chain of the requested model. */
  resumesRequestedChain: boolean;
  /** `*` and provider prefixes count in the context-window and content-policy lists too. */
  specialListsMatchLoosely: boolean;
  /** A key written with a provider also matches the bare name, if the gateway can tell the provider of the name. */
  matchesPrefixedKeys: boolean;
  /** After an `order` level has failed, later hops prefer that level too, and ask all where they have none of it. */
  orderLevelLeaks: boolean;
  /** The levels of a hidden alias's group count as levels of the alias. */
  hiddenAliasesHaveLevels: boolean;
  /** A request for an alias written as a list ends at once, and as a hop nothing stands in for it. */
  listAliasBreaks: boolean;
  /** The group that a router deployment chose is looked up before the name that was asked for. */
  looksUpTiers: boolean;
};

const legacy: FallbackRules = {
  from: "0.0",
  remembersAttempts: false,
  resumesRequestedChain: false,
  specialListsMatchLoosely: false,
  matchesPrefixedKeys: false,
  orderLevelLeaks: true,
  hiddenAliasesHaveLevels: false,
  listAliasBreaks: true,
  looksUpTiers: false,
};

const since97: FallbackRules = { ...legacy, from: "1.97", remembersAttempts: true, listAliasBreaks: false };
const since100: FallbackRules = { ...since97, from: "1.100", hiddenAliasesHaveLevels: true };
const since101: FallbackRules = { ...since100, from: "1.101", orderLevelLeaks: false, looksUpTiers: true };

export const rulesByVersion: readonly FallbackRules[] = [
  legacy,
  since97,
  since100,
  since101,
  {
    ...since101,
    from: "1.104",
    resumesRequestedChain: true,
    specialListsMatchLoosely: true,
    matchesPrefixedKeys: true,
  },
];

/** The version that the newest rules were proven on. */
export const referenceVersion = "1.106";

const parse = (version: string): [number, number] | null => {
  const match = /^v?(\d+)\.(\d+)(?:[.+\-a-z]|$)/i.exec(version.trim());
  return match ? [Number(match[1]), Number(match[2])] : null;
};

const isBefore = (a: [number, number], b: [number, number]): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

/** Rules for a running version. Unknown and newer versions get the reference's, and `exact` says that it is a guess. */
export const findRules = (version: string | null): { rules: FallbackRules; rulesOf: string; exact: boolean } => {
  const newest = rulesByVersion[rulesByVersion.length - 1] ?? legacy;
  const running = version === null ? null : parse(version);
  const reference = parse(referenceVersion);
  if (!running || !reference || isBefore(reference, running))
    return { rules: newest, rulesOf: referenceVersion, exact: false };
  const rules = rulesByVersion.findLast((row) => !isBefore(running, parse(row.from) ?? [0, 0])) ?? legacy;
  return { rules, rulesOf: running.join("."), exact: true };
};
