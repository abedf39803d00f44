import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { failureOf } from "@/lib/routing/error-classes";
import { planAttempts } from "@/lib/routing/plan-attempts";
import type { PlannedHop, RoutePlan } from "@/lib/routing/schema";
import type { OracleCase } from "./routing-cases";

/** The real Router in a Python process of its own: one case in, the calls that it made out. */
const Answer = z.object({ calls: z.array(z.string()), answered: z.string().nullable(), error: z.string().nullable() });
type Answer = z.infer<typeof Answer>;

const Reply = z.union([z.object({ refused: z.string() }), Answer]);

type Asked = { config: string; request: string; outcomes: Record<string, string> };
export type Oracle = { ask: (asked: Asked) => Promise<Answer>; close: () => void };

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
      const reply = Reply.parse(await next());
      if ("refused" in reply) throw new Error(`The Router does not start: ${reply.refused}\n${asked.config}`);
      return reply;
    },
    close: () => child.stdin.end(),
  };
};

export type Comparison = { plan: RoutePlan; answer: Answer; agrees: boolean };

/** Positions in the calls at which a hop may be over when it begins at one of `starts` and every call of it fails. */
const walkHop = (calls: readonly string[], starts: ReadonlySet<number>, hop: PlannedHop): Set<number> => {
  const ends = new Set<number>();
  const most = hop.calls ?? 1;
  for (const start of starts)
    for (let made = 1; made <= most && hop.deployments.includes(calls[start + made - 1] ?? ""); made++)
      if (made >= (hop.fewestCalls ?? most)) ends.add(start + made);
  return ends;
};

/**
 * Sets a plan beside the calls that were made. Which deployment of a group is called is random, so a call must be one of
 * its hop; where only some of a hop's deployments answer, nothing after its first call is determined, and of a plan
 * that is not exact only the first call is looked at: it must be one that the plan names.
 */
const agreesWith = (plan: RoutePlan, { calls }: Answer, answering: ReadonlySet<string>): boolean => {
  const end = plan.hops.findIndex(({ deployments }) => deployments.some((identity) => answering.has(identity)));
  const first = calls[0];
  if (!plan.exact) return first === undefined || plan.hops.some(({ deployments }) => deployments.includes(first));
  let starts: ReadonlySet<number> = new Set([0]);
  for (const hop of end < 0 ? plan.hops : plan.hops.slice(0, end)) starts = walkHop(calls, starts, hop);
  const last = plan.hops[end];
  if (!last) return starts.has(calls.length);
  const begun = [...starts].filter((start) => last.deployments.includes(calls[start] ?? ""));
  const isOpen = !last.deployments.every((identity) => answering.has(identity));
  return isOpen ? begun.length > 0 : begun.includes(calls.length - 1);
};

/** Null where the proxy refuses the request before the Router sees it. */
export const compareWith = async (oracle: Oracle, drawn: OracleCase, version: string): Promise<Comparison | null> => {
  const plan = planAttempts(drawn.graph, { ...drawn.request, version });
  if (plan.hops.length === 0 && plan.cut[0]?.via === "request") return null;
  const failure = failureOf(drawn.request.kind, drawn.request.errorClass);
  const answering = new Set(drawn.answering);
  const outcomes = drawn.graph.deployments.map(({ identity }) => [
    identity,
    answering.has(identity) ? "answer" : failure,
  ]);
  const answer = await oracle.ask({
    config: drawn.text,
    request: drawn.request.model,
    outcomes: Object.fromEntries(outcomes),
  });
  return { plan, answer, agrees: agreesWith(plan, answer, answering) };
};
