import fc from "fast-check";
import { readConfig } from "@/lib/config/read-config";
import { ErrorClass } from "@/lib/routing/error-classes";
import { toRoutingGraph } from "@/lib/routing/graph";
import { FailureKind, type RoutingGraph } from "@/lib/routing/schema";
import {
  aliasNames,
  chainsOf,
  container,
  deploymentsOf,
  groupNames,
  lineOf,
  numbers,
  routerSettings,
  setName,
  smartRouterOf,
  sometimes,
  strangers,
} from "./routing-draws";
import { type Drawn, toText } from "./routing-program";

/**
 * Random configurations for proofs: the text is what the planner and the real Router both read.
 * Names are few so that cycles, diamonds and repeats are the rule; some are ids, raw model strings, aliases or nothing.
 */
export type OracleCase = {
  text: string;
  graph: RoutingGraph;
  request: { model: string; kind: FailureKind; errorClass: ErrorClass };
  /** Identities that answer; every other deployment fails in the requested way. */
  answering: string[];
};

const namesOf = (groups: string[], aliases: string[], deployments: Drawn["deployments"], router: Drawn["router"]) =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...groups) },
    { weight: aliases.length === 0 ? 0 : 3, arbitrary: fc.constantFrom(...aliases, "A") },
    { weight: 1, arbitrary: fc.constantFrom(...deployments.map(({ id }) => id)) },
    { weight: 1, arbitrary: fc.constantFrom(...deployments.map(({ model }) => model)) },
    { weight: 2, arbitrary: fc.constantFrom(...strangers) },
    { weight: "routing_groups" in router ? 2 : 0, arbitrary: fc.constant(setName) },
    { weight: deployments.some(({ tiers }) => tiers.length > 0) ? 2 : 0, arbitrary: fc.constant("smart") },
  );

const aliasesOf = (aliases: string[], names: fc.Arbitrary<string>) =>
  fc.tuple(
    ...aliases.map((name) =>
      fc.record({
        name: fc.constant(name),
        target: fc.oneof({ weight: 6, arbitrary: names }, { weight: 1, arbitrary: fc.constant(null) }),
        hidden: fc.boolean(),
      }),
    ),
  );

const skeleton = fc
  .record({ groups: fc.subarray(groupNames, { minLength: 2 }), aliases: fc.subarray(aliasNames) })
  .chain(({ groups, aliases }) =>
    fc.record({
      groups: fc.constant(groups),
      aliases: fc.constant(aliases),
      deployments: fc
        .tuple(smartRouterOf(groups), ...groups.map(deploymentsOf))
        .map(([smart, ...perGroup]) => [...perGroup.flat(), ...smart]),
      router: routerSettings(groups),
    }),
  );

const drawnCase = skeleton.chain(({ groups, aliases, deployments, router }) => {
  const names = namesOf(groups, aliases, deployments, router);
  return fc.record({
    deployments: fc.constant(deployments),
    router: fc.constant(router),
    aliases: aliasesOf(aliases, names),
    chains: chainsOf(names),
    line: sometimes(fc.constant(lineOf(groups)), 12),
    defaults: sometimes(fc.array(names, { maxLength: 3 }), 25),
    containers: fc.record({
      general: container,
      context_window: container,
      content_policy: container,
      default: container,
      number: container,
    }),
    falsy: fc.constantFrom("absent" as const, "null" as const, "empty" as const),
    numbers,
    emptied: sometimes(fc.constantFrom("context_window" as const, "content_policy" as const), 30),
    style: fc.constantFrom("block" as const, "flow" as const, "json" as const),
    request: names,
    kind: fc.constantFrom(...FailureKind.options, "general" as const, "general" as const),
    errorClass: fc.oneof(
      { weight: 2, arbitrary: fc.constant<ErrorClass>("internal_server") },
      { weight: 1, arbitrary: fc.constantFrom(...ErrorClass.options) },
    ),
    answering: fc.oneof(
      { weight: 2, arbitrary: fc.constant<string[]>([]) },
      {
        weight: 1,
        arbitrary: fc
          .subarray(groups)
          .map((answering) => deployments.filter(({ group }) => answering.includes(group)).map(({ id }) => id)),
      },
      { weight: 1, arbitrary: fc.subarray(deployments.map(({ id }) => id)) },
    ),
  });
});

export const graphOfText = (text: string): RoutingGraph =>
  toRoutingGraph(readConfig({ main: { path: "config.yaml", text }, included: [], missing: [] }));

export const oracleCase: fc.Arbitrary<OracleCase> = drawnCase.map(
  ({ line, defaults, request, kind, errorClass, answering, ...drawn }) => {
    const chains = [
      ...drawn.chains,
      ...(line ?? []),
      ...(defaults ? [{ kind: "default" as const, source: "*", targets: defaults }] : []),
    ];
    const text = toText({ ...drawn, chains });
    return { text, graph: graphOfText(text), request: { model: request, kind, errorClass }, answering };
  },
);
