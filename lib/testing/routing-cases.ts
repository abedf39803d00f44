import fc from "fast-check";
import type { ChainKind } from "@/lib/config/schema";
import { FailureKind, type GraphAlias, type GraphDeployment, type RoutingGraph } from "@/lib/routing/schema";
import {
  type Container,
  type DrawnChain,
  listNames,
  place,
  type Target,
  toGraphChains,
  toSettings,
} from "./routing-program";

/**
 * Random routing graphs for proofs, each in two forms: what the planner reads, and what the real Router is built from.
 * Names are few so that cycles, diamonds and repeats are the rule; some are ids, raw model strings, aliases or nothing.
 */
export type OracleCase = {
  graph: RoutingGraph;
  request: { model: string; kind: FailureKind };
  /** Groups that answer; every other one fails in the requested kind. */
  answering: string[];
  program: {
    model_list: { model_name: string; id: string; model: string; order: number | null }[];
    router: Record<string, unknown>;
    litellm: Record<string, unknown>;
    request: string;
    outcomes: Record<string, string>;
  };
};

const groupNames = ["A", "B", "C", "D", "E", "F", "openai/A", "gpt-4o", "odd: näme", "openai/*", "team-*"];
const aliasNames = ["alias-1", "alias-2", "A", "nested"];
const strangers = ["nobody", "openai/B", "openai/unlisted", "team-x", "openai/gpt-4o"];

const deploymentsOf = (group: string): fc.Arbitrary<GraphDeployment[]> =>
  fc
    .array(
      fc.record({
        order: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.integer({ min: 1, max: 3 })),
        shared: fc.nat({ max: 9 }),
      }),
      { minLength: 1, maxLength: 3, size: "small" },
    )
    .map((drawn) =>
      drawn.map(({ order, shared }, at) => ({
        identity: `id-${group}-${at}`,
        writtenId: `id-${group}-${at}`,
        group,
        model: shared === 0 ? "witness/shared" : `witness/raw-${groupNames.indexOf(group)}-${at}`,
        provider: "witness",
        local: true,
        backend: group,
        apiBase: null,
        keyReference: null,
        order,
        numRetries: null,
        contextWindow: null,
        place,
      })),
    );

const chainsOf = (names: fc.Arbitrary<string>): fc.Arbitrary<DrawnChain[]> => {
  const target: fc.Arbitrary<Target> = fc.oneof(
    { weight: 8, arbitrary: names },
    { weight: 1, arbitrary: names.map((model) => ({ model })) },
    { weight: 1, arbitrary: fc.record({ model: names, temperature: fc.constantFrom(0, 1) }) },
  );
  const kind = fc.oneof(
    { weight: 6, arbitrary: fc.constant<ChainKind>("general") },
    { weight: 1, arbitrary: fc.constantFrom<ChainKind>("context_window", "content_policy") },
  );
  const source = fc.oneof({ weight: 7, arbitrary: names }, { weight: 1, arbitrary: fc.constant("*") });
  return fc.array(fc.record({ kind, source, targets: fc.array(target, { maxLength: 4 }) }), { maxLength: 9 });
};

const container = fc.constantFrom<Container>("router", "router", "litellm");

export const oracleCase: fc.Arbitrary<OracleCase> = fc
  .record({ groups: fc.subarray(groupNames, { minLength: 2 }), aliases: fc.subarray(aliasNames) })
  .chain(({ groups, aliases }) =>
    fc.tuple(...groups.map(deploymentsOf)).chain((perGroup) => {
      const deployments = perGroup.flat();
      const ids = deployments.map(({ identity }) => identity);
      const models = deployments.map(({ model }) => model);
      const names = fc.oneof(
        { weight: 14, arbitrary: fc.constantFrom(...groups) },
        { weight: aliases.length === 0 ? 0 : 3, arbitrary: fc.constantFrom(...aliases, "A") },
        { weight: 1, arbitrary: fc.constantFrom(...ids) },
        { weight: 1, arbitrary: fc.constantFrom(...models) },
        { weight: 2, arbitrary: fc.constantFrom(...strangers) },
      );
      return fc.record({
        deployments: fc.constant(deployments),
        groups: fc.constant(groups),
        aliases: fc.tuple(
          ...aliases.map((name) =>
            fc.record({
              name: fc.constant(name),
              target: fc.oneof({ weight: 6, arbitrary: names }, fc.constant(null)),
              hidden: fc.boolean(),
            }),
          ),
        ),
        chains: chainsOf(names),
        defaults: fc.option(fc.array(names, { minLength: 1, maxLength: 3 }), { freq: 3 }),
        containers: fc.record({
          general: container,
          context_window: container,
          content_policy: container,
          default: container,
        }),
        maxFallbacks: fc.option(fc.integer({ min: 0, max: 8 }), { freq: 2 }),
        empty: fc.option(fc.constantFrom("context_window" as const, "content_policy" as const), { freq: 1 }),
        request: names,
        kind: fc.constantFrom(...FailureKind.options, "general" as const),
        answering: fc.oneof(fc.constant<string[]>([]), fc.subarray(groups)),
      });
    }),
  )
  .map((drawn) => {
    const { containers, deployments, answering } = drawn;
    const chains = drawn.defaults
      ? [...drawn.chains, { kind: "default" as const, source: "*", targets: drawn.defaults }]
      : drawn.chains;
    const isEmptied = drawn.empty !== null && !chains.some((chain) => chain.kind === drawn.empty);
    const aliases: GraphAlias[] = drawn.aliases.map((alias) => ({ ...alias, place }));
    const litellm = toSettings(chains, containers, "litellm");
    if (isEmptied && drawn.empty) litellm[listNames[drawn.empty]] = [];
    return {
      graph: {
        groups: drawn.groups,
        deployments,
        chains: toGraphChains(chains, containers),
        aliases,
        settings: {
          maxFallbacks: drawn.maxFallbacks ?? 5,
          numRetries: 0,
          routingStrategy: "simple-shuffle",
          emptyLists: isEmptied && drawn.empty ? [drawn.empty] : [],
        },
      },
      request: { model: drawn.request, kind: drawn.kind },
      answering,
      program: {
        model_list: deployments.map(({ group, identity, model, order }) => ({
          model_name: group,
          id: identity,
          model,
          order,
        })),
        router: {
          ...toSettings(chains, containers, "router"),
          ...(drawn.maxFallbacks === null ? {} : { max_fallbacks: drawn.maxFallbacks }),
          model_group_alias: Object.fromEntries(
            aliases.map(({ name, target, hidden }) => [
              name,
              target === null ? ["A"] : hidden ? { model: target, hidden } : target,
            ]),
          ),
        },
        litellm,
        request: drawn.request,
        outcomes: Object.fromEntries(
          deployments.map(({ identity, group }) => [identity, answering.includes(group) ? "answer" : drawn.kind]),
        ),
      },
    };
  });
