import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { PlannedHop, RoutePlan } from "@/lib/routing/schema";
import type { OracleCase } from "./routing-cases";

/** The real Router in a Python process of its own: one case in, the calls that it made out. */
const Answer = z.object({ calls: z.array(z.string()), answered: z.string().nullable(), error: z.string().nullable() });
type Answer = z.infer<typeof Answer>;

export type Oracle = { ask: (program: OracleCase["program"]) => Promise<Answer>; close: () => void };

export const startOracle = async (python: string, program: string): Promise<Oracle> => {
  const child: ChildProcessWithoutNullStreams = spawn(python, [program]);
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done) throw new Error(`The Router's process ended: ${errors.join("").slice(-2000)}`);
    return JSON.parse(line.value);
  };
  await next();
  return {
    ask: async (asked) => {
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      return Answer.parse(await next());
    },
    close: () => child.stdin.end(),
  };
};

export type Comparison = { plan: RoutePlan; expected: PlannedHop[]; answer: Answer; agrees: boolean };

const answers = (drawn: OracleCase, identity: string): boolean => drawn.program.outcomes[identity] === "answer";

/**
 * Sets the plan beside the calls that were made. Which deployment of a group is called is random, so a call must be one
 * of its hop; where only some of a hop's deployments answer, nothing after it is determined.
 */
export const compareWith = async (oracle: Oracle, drawn: OracleCase, version: string): Promise<Comparison | null> => {
  const plan = planAttempts(drawn.graph, { ...drawn.request, version });
  // The proxy refuses such a request before the Router sees it.
  if (plan.hops.length === 0 && plan.cut[0]?.via === "request") return null;
  const answer = await oracle.ask(drawn.program);
  const end = plan.hops.findIndex(({ deployments }) => deployments.some((identity) => answers(drawn, identity)));
  const expected = end < 0 ? plan.hops : plan.hops.slice(0, end + 1);
  const isOpen = end >= 0 && !plan.hops[end]?.deployments.every((identity) => answers(drawn, identity));
  const agrees =
    (isOpen ? answer.calls.length >= expected.length : answer.calls.length === expected.length) &&
    expected.every(({ deployments }, at) => deployments.includes(answer.calls[at] ?? ""));
  return { plan, expected, answer, agrees };
};
