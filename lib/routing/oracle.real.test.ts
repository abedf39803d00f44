import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensurePython } from "@/lab/python.mjs";
import { compareWith, type Oracle, startOracle } from "@/lib/testing/router-oracle";
import { type OracleCase, oracleCase } from "@/lib/testing/routing-cases";
import type { GraphChain } from "./schema";

const version = "1.106.2";
const count = Number(process.env.SIGNALBOX_ORACLE_COUNT ?? 700);
const seed = Number(process.env.SIGNALBOX_ORACLE_SEED ?? Date.now() % 2 ** 31);

let oracle: Oracle;

beforeAll(async () => {
  const { python } = await ensurePython();
  oracle = await startOracle(python, join(import.meta.dirname, "../../lab/python/oracle.py"));
}, 600_000);

afterAll(() => oracle?.close());

const isIn = (chains: GraphChain[], kind: string): boolean => chains.some((chain) => chain.kind === kind);

const hasLoop = ({ graph }: OracleCase): boolean => {
  const next = new Map(graph.chains.map((chain) => [chain.source, chain.targets]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (next.get(from) ?? []).some(
      (target) => target === goal || (!seen.has(target) && reaches(target, goal, seen.add(target))),
    );
  return [...next.keys()].some((source) => reaches(source, source, new Set()));
};

/** What the drawn graphs hold, so that a generator gone dull is noticed. */
const features: Record<string, (drawn: OracleCase) => boolean> = {
  loops: hasLoop,
  aliases: ({ graph }) => graph.aliases.length > 0,
  "default chains": ({ graph }) => isIn(graph.chains, "default"),
  "special chains": ({ graph }) => isIn(graph.chains, "context_window") || isIn(graph.chains, "content_policy"),
  "repeated targets": ({ graph }) =>
    graph.chains.some(({ targetKeys }) => new Set(targetKeys).size < targetKeys.length),
  "order levels": ({ graph }) => graph.deployments.some(({ order }) => order !== null),
  wildcards: ({ graph }) => graph.groups.some((group) => group.includes("*")),
  "some answering": ({ answering }) => answering.length > 0,
  "own max_fallbacks": ({ program }) => "max_fallbacks" in program.router,
};

describe("the planner and the real Router", () => {
  it(`agree on ${count} random graphs (seed ${seed})`, async () => {
    const cases = fc.sample(oracleCase, { numRuns: count, seed });
    const tally = Object.fromEntries(
      Object.entries(features).map(([name, holds]) => [name, cases.filter(holds).length]),
    );
    process.stdout.write(`routing oracle: seed ${seed}, ${count} graphs, ${JSON.stringify(tally)}\n`);
    let compared = 0;
    for (const drawn of cases) {
      const comparison = await compareWith(oracle, drawn, version);
      if (!comparison) continue;
      compared += 1;
      const { expected, answer, agrees } = comparison;
      if (!agrees)
        expect.fail(
          `seed ${seed}: ${JSON.stringify({ request: drawn.request, program: drawn.program, planned: expected, called: answer.calls }, null, 1)}`,
        );
    }
    expect(compared).toBeGreaterThan(Math.min(500, count * 0.8));
    for (const [name, found] of Object.entries(tally)) expect(found, name).toBeGreaterThan(count / 20);
  }, 300_000);
});
