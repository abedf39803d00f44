import type { GraphDeployment, RoutingGraph } from "../schema";
import type { Bounds } from "./schema";

/**
 * How long a hop lasts that fails. A dead server refuses at once or hangs until the time-out of the call. Between and after
 * failed calls the gateway pauses: half a second, doubled each time up to 8 s, and up to 0.75 s more by chance, but only
 * where the group has a single deployment. Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */

const firstPause = 0.5;
const longestPause = 8;
const jitter = 0.75;

const defaultTimeout = 6000;

export const timeoutOf = ({ settings }: RoutingGraph, deployment: GraphDeployment): number =>
  deployment.timeout ?? settings.timeout ?? defaultTimeout;

/** Pauses around `calls` failing calls; a single call is given up without one. */
export const pausesOf = (calls: number): Bounds => {
  if (calls < 2) return { least: 0, most: 0 };
  let least = 0;
  for (let at = 0; at < calls; at += 1) least += Math.min(firstPause * 2 ** at, longestPause);
  return { least, most: least + calls * jitter };
};

/** Of several dead deployments the one that is waited for longest. Zero when there is none. */
export const longestTimeout = (graph: RoutingGraph, called: readonly GraphDeployment[]): number =>
  called.reduce((longest, deployment) => Math.max(longest, timeoutOf(graph, deployment)), 0);

/** `timeout` is that of one call; zero where no deployment is dead. */
export type FailingHop = { calls: Bounds; timeout: number; groupSize: number };

/** Seconds from the first call of a hop until it is given up, when every call meets a dead deployment. */
export const timeOfFailure = ({ calls, timeout, groupSize }: FailingHop): Bounds => {
  if (timeout === 0) return { least: 0, most: 0 };
  const isAlone = groupSize === 1;
  return {
    least: isAlone ? pausesOf(calls.least).least : 0,
    most: (isAlone ? pausesOf(calls.most).most : 0) + calls.most * timeout,
  };
};

export const addBounds = (a: Bounds, b: Bounds): Bounds => ({ least: a.least + b.least, most: a.most + b.most });
