import type { FailureCause } from "./schema";

export type RemoteOutcome = { host: string; cause: FailureCause };

const ofTheNetwork = new Set<FailureCause>(["dns", "timeout", "refused", "tls"]);

export const isNetworkFailure = (cause: FailureCause): boolean => ofTheNetwork.has(cause);

/**
 * All remote hosts failing in the same round for reasons of the network speaks against our own network, not against them.
 * With a single remote host the two cannot be told apart, and its failure is believed.
 */
export const suspectsOwnNetwork = (outcomes: readonly RemoteOutcome[]): boolean =>
  new Set(outcomes.map(({ host }) => host)).size > 1 && outcomes.every(({ cause }) => isNetworkFailure(cause));
