import { pickChain } from "./chain-lists";
import { createHopLedger, type HopLedger } from "./cut-hops";
import { listLaterLevels, selectLevel } from "./order-levels";
import { type Prepared, prepare, resolve, type Step, stepsOf } from "./prepare-plan";
import { type Resolution, resolveName } from "./resolve-name";
import { type FallbackRules, findRules } from "./rules-by-version";
import type { FailureKind, PlannedHop, RoutePlan, RoutingGraph } from "./schema";

/**
 * The flat order in which the gateway calls model groups when every call fails, by walking its own recursion: a failed
 * name picks a chain, each target of the chain is called in turn, and a failed target picks a chain in the same way one
 * level deeper. Retries inside a group and cooldowns are left out: a plan is that of a cold gateway.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
type Walk = Prepared & {
  rules: FallbackRules;
  kind: FailureKind;
  requested: string;
  maxFallbacks: number;
  attempted: Set<string>;
  hops: PlannedHop[];
  ledger: HopLedger;
  calls: number;
  exact: boolean;
};

type Call = { name: string; level: number | null; depth: number; via: string };

/** Before 1.97 a loop multiplies calls up to the depth limit; no operator reads further than this. */
const callLimit = 2000;

const ladderOf = (walk: Walk, call: Call, kind: FailureKind): Step[] =>
  (kind === "general" ? listLaterLevels(walk.index, call.name, call.level, walk.rules) : []).map((level) => ({
    name: call.name,
    key: `${call.name}\u0000order ${level}`,
    level,
    plain: false,
    via: `order ${level} of ${call.name}`,
    origin: null,
  }));

const isBrokenAlias = (walk: Walk, name: string): boolean =>
  walk.rules.listAliasBreaks && walk.index.aliases.get(name)?.target === null;

const attempt = (walk: Walk, call: Call): { found: Resolution | null; called: boolean } => {
  const found = isBrokenAlias(walk, call.name) ? null : resolve(walk, call.name);
  if (found && !found.certain) walk.exact = false;
  const deployments = found ? selectLevel(found, call.level, walk.rules) : [];
  if (!found || deployments.length === 0) return { found, called: false };
  const identities = deployments.map(({ identity }) => identity);
  walk.hops.push({ position: walk.hops.length + 1, group: found.group, deployments: identities, via: call.via });
  return { found, called: true };
};

const isSkipped = (walk: Walk, step: Step, failed: string): "self" | "already-tried" | null => {
  if (step.plain && step.name === failed) return "self";
  return walk.rules.remembersAttempts && walk.attempted.has(step.key) ? "already-tried" : null;
};

const visit = (walk: Walk, call: Call): "called" | "unknown-target" | "empty-group" => {
  walk.calls += 1;
  if (call.depth === 0 && isBrokenAlias(walk, call.name)) return "unknown-target";
  const { found, called } = attempt(walk, call);
  const result = called ? "called" : found ? "empty-group" : "unknown-target";
  // A name that nothing answers to fails as a bad request, whatever kind the other failures are.
  const kind = called ? walk.kind : "general";
  const names = walk.rules.resumesRequestedChain ? [call.name, walk.requested] : [call.name];
  const picked = pickChain(walk.lists, kind, names, walk.rules);
  if (picked && !picked.certain) walk.exact = false;
  if (picked) walk.ledger.meet(picked.chain, walk.lists[kind] ?? walk.lists.general);
  const steps = [...ladderOf(walk, call, kind), ...(picked ? stepsOf(walk, picked.chain) : [])];
  // An empty chain of one's own still counts as having been followed.
  if ((picked || steps.length > 0) && call.depth < walk.maxFallbacks) walk.attempted.add(call.name);
  follow(walk, call, steps);
  return result;
};

const follow = (walk: Walk, call: Call, steps: Step[]): void => {
  const tooDeep = call.depth >= walk.maxFallbacks;
  let { depth, level } = call;
  for (const step of steps) {
    const skipped = isSkipped(walk, step, call.name);
    if (skipped || tooDeep || walk.calls >= callLimit) {
      if (walk.calls >= callLimit) walk.exact = false;
      if (step.origin) walk.ledger.cut(step.origin.chain, step.origin.at, skipped ?? "max-fallbacks");
      continue;
    }
    walk.attempted.add(step.key);
    depth += 1;
    level = step.level ?? (walk.rules.orderLevelLeaks ? level : null);
    const result = visit(walk, { name: step.name, level, depth, via: step.via });
    if (!step.origin) continue;
    if (result === "called") walk.ledger.call(step.origin.chain, step.origin.at);
    else walk.ledger.cut(step.origin.chain, step.origin.at, result);
  }
};

/** What the gateway will really try for a request, and each configured hop it will not reach, with the rule that cuts it. */
export const planAttempts = (
  graph: RoutingGraph,
  request: { model: string; kind: FailureKind; version?: string | null },
): RoutePlan => {
  const { rules, rulesOf, exact } = findRules(request.version ?? null);
  const walk: Walk = {
    ...prepare(graph),
    rules,
    kind: request.kind,
    requested: request.model,
    maxFallbacks: graph.settings.maxFallbacks,
    attempted: new Set(),
    hops: [],
    ledger: createHopLedger(),
    calls: 0,
    exact,
  };
  const cut = [];
  if (isAccepted(walk, request.model)) {
    const first = visit(walk, { name: request.model, level: null, depth: 0, via: "request" });
    if (first !== "called") cut.push({ group: request.model, rule: first, via: "request" });
  } else cut.push({ group: request.model, rule: "unknown-target" as const, via: "request" });
  return {
    model: request.model,
    kind: request.kind,
    hops: walk.hops,
    cut: [...cut, ...walk.ledger.read()],
    rulesOf,
    exact: walk.exact,
  };
};

/** The proxy turns a request down that names no group, alias, id, wildcard or raw model; a default chain does not help it. */
const isAccepted = (walk: Walk, model: string): boolean =>
  walk.index.aliases.has(model) || resolveName(walk.index, model, null) !== null || walk.index.patterns.length > 0;
