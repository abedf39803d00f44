import fc from "fast-check";
import type { ChainKind } from "@/lib/config/schema";
import type { Container, DrawnChain, DrawnDeployment, Target } from "./routing-program";

/** The parts that random configurations are drawn from. */
export const groupNames = [
  ..."ABCDEF",
  "openai/A",
  "gpt-4o",
  "odd: näme #1",
  "openai/*",
  "team-*",
  "__proto__",
  `"quoted" 'name' 🦙`,
];
export const aliasNames = ["alias-1", "alias-2", "A", "nested", "constructor"];
export const strangers = ["nobody", "openai/B", "openai/unlisted", "team-x", "openai/gpt-4o"];
export const setName = "set-1";

export const sometimes = <T>(arbitrary: fc.Arbitrary<T>, share: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 100 - share, arbitrary: fc.constant(null) }, { weight: share, arbitrary });

export const deploymentsOf = (group: string): fc.Arbitrary<DrawnDeployment[]> =>
  fc
    .array(
      fc.record({
        order: sometimes(fc.integer({ min: 1, max: 3 }), 18),
        numRetries: sometimes(fc.integer({ min: 0, max: 3 }), 6),
        shared: fc.nat({ max: 9 }),
      }),
      { minLength: 1, maxLength: 3, size: "small" },
    )
    .map((drawn) =>
      drawn.map(({ order, numRetries, shared }, at) => ({
        group,
        id: `id-${group}-${at}`,
        model: shared === 0 ? "witness/shared" : `witness/raw-${groupNames.indexOf(group)}-${at}`,
        order,
        numRetries,
        tiers: [],
      })),
    );

export const chainsOf = (names: fc.Arbitrary<string>): fc.Arbitrary<DrawnChain[]> => {
  const target: fc.Arbitrary<Target> = fc.oneof(
    { weight: 16, arbitrary: names },
    { weight: 2, arbitrary: names.map((model) => ({ model })) },
    { weight: 2, arbitrary: fc.record({ model: names, temperature: fc.constantFrom(0, 1) }) },
    { weight: 1, arbitrary: fc.record({ model: names, num_retries: fc.constantFrom(0, 1) }) },
  );
  const kind = fc.oneof(
    { weight: 6, arbitrary: fc.constant<ChainKind>("general") },
    { weight: 1, arbitrary: fc.constantFrom<ChainKind>("context_window", "content_policy") },
  );
  const source = fc.oneof({ weight: 7, arbitrary: names }, { weight: 1, arbitrary: fc.constant("*") });
  return fc.array(fc.record({ kind, source, targets: fc.array(target, { maxLength: 4 }) }), { maxLength: 9 });
};

/** One hop each, through all groups: deeper than most limits. */
export const lineOf = (groups: readonly string[]): DrawnChain[] =>
  groups.slice(1).map((target, at) => ({ kind: "general", source: groups[at] ?? target, targets: [target] }));

export const container = fc.constantFrom<Container>("router", "router", "litellm");
const retries = fc.integer({ min: 0, max: 3 });

const policy = fc.dictionary(
  fc.constantFrom(
    ...["InternalServer", "RateLimit", "Timeout", "Authentication", "BadRequest", "ContentPolicyViolation"].map(
      (stem) => `${stem}ErrorRetries`,
    ),
    "ServiceUnavailableErrorRetries",
    "NotFoundErrorRetries",
    "DefaultRetries",
  ),
  retries,
  { maxKeys: 4 },
);

/** Settings beside the lists that change how often and whether deployments of one group are called. */
export const routerSettings = (groups: readonly string[]) =>
  fc
    .record({
      policy: sometimes(policy, 10),
      groupPolicy: sometimes(
        fc.dictionary(fc.constantFrom(...groups, "alias-1"), policy, { minKeys: 1, maxKeys: 2 }),
        8,
      ),
      weighted: sometimes(fc.constant(true), 12),
      set: sometimes(fc.record({ models: fc.subarray([...groups], { minLength: 1 }), priority: fc.boolean() }), 10),
      cooldowns: sometimes(fc.constant(true), 25),
    })
    .map(({ policy: general, groupPolicy, weighted, set, cooldowns }) => ({
      ...(cooldowns ? {} : { disable_cooldowns: true }),
      ...(general ? { retry_policy: general } : {}),
      ...(groupPolicy ? { model_group_retry_policy: groupPolicy } : {}),
      ...(weighted ? { enable_weighted_failover: true } : {}),
      ...(set ? { routing_groups: [toRoutingGroupSetting(set)] } : {}),
    }));

const toRoutingGroupSetting = ({ models, priority }: { models: string[]; priority: boolean }) => ({
  group_name: setName,
  models,
  routing_strategy: priority ? "priority" : "simple-shuffle",
  ...(priority ? { model_priorities: Object.fromEntries(models.map((model, at) => [model, 1 + (at % 2)])) } : {}),
});

export const numbers = fc
  .record({
    max_fallbacks: sometimes(fc.integer({ min: 0, max: 8 }), 33),
    num_retries: fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: retries },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  })
  .map(
    (drawn): Record<string, number> =>
      Object.fromEntries(Object.entries(drawn).flatMap(([key, value]) => (value === null ? [] : [[key, value]]))),
  );

export const smartRouterOf = (groups: readonly string[]): fc.Arbitrary<DrawnDeployment[]> =>
  sometimes(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...groups).map((group) => [group]) },
      { weight: 1, arbitrary: fc.subarray([...groups], { minLength: 2 }) },
    ),
    10,
  ).map((tiers) =>
    tiers === null
      ? []
      : [
          {
            group: "smart",
            id: "id-smart",
            model: "auto_router/complexity_router",
            order: null,
            numRetries: null,
            tiers,
          },
        ],
  );
