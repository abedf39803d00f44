import fc from "fast-check";
import type { RoutePlan } from "@/lib/routing/schema";
import { minimiseCase } from "./minimise-case";
import { compareWith, type Oracle } from "./router-oracle";
import { type OracleCase, oracleCase } from "./routing-cases";
import { tallyFeatures } from "./routing-features";

export type Disagreement = { drawn: OracleCase; plan: RoutePlan; called: string[] };

export type Proof = {
  drawn: number;
  /** Cases that the proxy would not have let through to the Router count as drawn only. */
  compared: number;
  /** Of the compared ones, those whose plan claims to be exact: only their whole order is compared. */
  exact: number;
  tally: Record<string, number>;
  disagreements: Disagreement[];
};

export type ProofOptions = {
  oracles: readonly Oracle[];
  version: string;
  count: number;
  seed: number;
  /** Stops after so many disagreements. */
  atMost: number;
  onProgress: (done: number) => void;
};

/** Plans `count` random configurations and has the real Router play each; as many at a time as there are oracles. */
export const proveRouting = async (options: ProofOptions): Promise<Proof> => {
  const { oracles, version, count, seed, atMost, onProgress } = options;
  const cases = fc.sample(oracleCase, { numRuns: count, seed });
  const proof: Proof = { drawn: count, compared: 0, exact: 0, tally: tallyFeatures(cases), disagreements: [] };
  let next = 0;
  const work = async (oracle: Oracle): Promise<void> => {
    for (let at = next++; at < count && proof.disagreements.length < atMost; at = next++) {
      const drawn = cases[at];
      const comparison = drawn && (await compareWith(oracle, drawn, version));
      onProgress(at + 1);
      if (!comparison) continue;
      const { plan, answer, agrees } = comparison;
      proof.compared += 1;
      if (plan.exact) proof.exact += 1;
      if (!agrees) proof.disagreements.push({ drawn, plan, called: answer.calls });
    }
  };
  await Promise.all(oracles.map(work));
  return proof;
};

/** A smaller configuration with the same fault. Random picks make some faults come and go, so each try has three chances. */
export const minimise = async (oracle: Oracle, version: string, fault: Disagreement): Promise<Disagreement> => {
  let smallest = fault;
  await minimiseCase(fault.drawn, async (drawn) => {
    for (let tries = 0; tries < 3; tries++) {
      const comparison = await compareWith(oracle, drawn, version);
      if (!comparison) return false;
      if (comparison.agrees) continue;
      smallest = { drawn, plan: comparison.plan, called: comparison.answer.calls };
      return true;
    }
    return false;
  });
  return smallest;
};

/** A disagreement as a configuration to try by hand, with the request, what answers, and both orders. */
export const describeDisagreement = ({ drawn, plan, called }: Disagreement): string => {
  const { model, kind, errorClass } = drawn.request;
  const fails = kind === "general" ? errorClass : kind;
  const hops = plan.hops.map(({ deployments, calls, fewestCalls, via }) => {
    const often = fewestCalls === undefined ? `${calls}` : `${fewestCalls} to ${calls}`;
    return `#   ${often} × ${deployments.join(" or ")} (${via})`;
  });
  return [
    drawn.text.trimEnd(),
    `# request: ${JSON.stringify(model)}; every call fails with ${fails}, but these answer: ${drawn.answering.join(", ") || "none"}`,
    `# planned${plan.exact ? "" : ", not exact"}:`,
    ...hops,
    `# called: ${called.join(", ") || "nothing"}`,
  ].join("\n");
};
