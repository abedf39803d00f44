import type { Place } from "@/lib/config/schema";
import type { GraphDeployment, RoutingGraph } from "../schema";
import { placeOfParam, topOf } from "./places";
import { findRetries } from "./retries-of";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry, listNames } from "./setting-values";

/** What clients wait at most: the OpenAI client's own limit. */
const patienceSeconds = 600;
const defaultSeconds = 6000;

type Wait = { group: string; seconds: number; hops: number; isWritten: boolean };

const timeoutOf = ({ settings }: RoutingGraph, deployment: GraphDeployment): number =>
  deployment.timeout ?? settings.timeout ?? defaultSeconds;

/** The longest that one group can hold a request when its server takes it and never answers. */
const waitOfGroup = (context: FindingContext, deployments: readonly GraphDeployment[]): number => {
  const waits = deployments.map(
    (deployment) => timeoutOf(context.graph, deployment) * (1 + findRetries(context.graph, deployment)),
  );
  return Math.max(0, ...waits);
};

const isWritten = ({ reading }: FindingContext): boolean =>
  [findEntry(reading, "router_settings", "timeout"), findEntry(reading, "litellm_settings", "request_timeout")].some(
    (entry) => entry !== null && entry.value !== null,
  );

/** A model's own list, hop by hop; what hangs below a hop only adds to it. */
const findWaits = (context: FindingContext): Wait[] => {
  const { graph } = context;
  const byGroup = new Map<string, GraphDeployment[]>();
  for (const deployment of graph.deployments)
    byGroup.set(deployment.group, [...(byGroup.get(deployment.group) ?? []), deployment]);
  const seconds = new Map([...byGroup].map(([group, list]) => [group, waitOfGroup(context, list)]));
  const common = isWritten(context);
  const written = (group: string): boolean =>
    common || (byGroup.get(group) ?? []).every(({ timeout }) => timeout !== null && timeout !== undefined);
  return graph.groups.map((group) => {
    const chain = graph.chains.find(
      ({ kind, source, effective }) => kind === "general" && source === group && effective,
    );
    const hops = [group, ...(chain?.targets ?? []).filter((target) => byGroup.has(target))];
    return {
      group,
      hops: hops.length,
      seconds: hops.reduce((sum, hop) => sum + (seconds.get(hop) ?? 0), 0),
      isWritten: hops.every(written),
    };
  });
};

const tellTime = (seconds: number): string =>
  seconds < 120
    ? `${Math.round(seconds)} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} minutes`
      : `${Math.round(seconds / 3600)} hours`;

/** The time-out that is read for a group: its own, else the common one. */
const placeOf = ({ reading }: FindingContext, group: string): Place | null => {
  const own = reading.deployments.find((entry) => entry.group === group && entry.params.timeout !== undefined);
  if (own) return placeOfParam(own, "litellm_params", "timeout");
  const common =
    findEntry(reading, "litellm_settings", "request_timeout") ?? findEntry(reading, "router_settings", "timeout");
  return common?.place ?? topOf(reading);
};

const findBudgets = (context: FindingContext): Hit[] => {
  const waits = findWaits(context);
  const long = waits.filter(({ isWritten: own, seconds }) => own && seconds > patienceSeconds);
  const [worst] = long.toSorted((a, b) => b.seconds - a.seconds);
  const open = waits.filter(({ isWritten: own }) => !own);
  const hits: Hit[] = [];
  const place = worst ? placeOf(context, worst.group) : null;
  if (worst && place)
    hits.push({
      place,
      message: `A request for ${worst.group} can wait ${tellTime(worst.seconds)} before it fails (${worst.hops} ${worst.hops === 1 ? "model" : "models"}, time-outs and retries added up)${long.length > 1 ? `; ${long.length - 1} more ${long.length === 2 ? "model waits" : "models wait"} longer than ${tellTime(patienceSeconds)}` : ""}.`,
      models: long.map(({ group }) => group),
    });
  const first =
    context.reading.settings.find(({ section }) => section === "router_settings")?.place ??
    context.graph.deployments[0]?.place;
  if (open.length > 0 && first)
    hits.push({
      place: first,
      severity: "info",
      message: `No time-out is written for ${open.length === waits.length ? "any model" : listNames(open.map(({ group }) => group))}: a server that hangs holds a request for ${tellTime(defaultSeconds)} before the next one is asked.`,
      advice: "Write `timeout` (seconds) under router_settings, or for each deployment.",
    });
  return hits;
};

export const timeoutRules: FindingRule[] = [
  {
    id: "timeout-budget",
    severity: "warning",
    title: "A chain waits longer than any client",
    explain: "Who asked has given up long before the last model is tried, and the gateway goes on calling.",
    advice: "Shorten the time-outs, or write `num_retries: 0` where a chain follows anyway.",
    source: gatewayRules,
    check: findBudgets,
  },
];
