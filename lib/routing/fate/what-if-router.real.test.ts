import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensurePython } from "@/lab/python.mjs";
import { type Oracle, startOracle } from "@/lib/testing/router-oracle";
import { type OracleCase, oracleCase } from "@/lib/testing/routing-cases";
import { whatIfModel } from "./what-if";

const version = "1.106.2";
const count = Number(process.env.SIGNALBOX_ORACLE_COUNT ?? 200);
const seed = Number(process.env.SIGNALBOX_ORACLE_SEED ?? Date.now() % 2 ** 31);

let oracle: Oracle;

beforeAll(async () => {
  const { python } = await ensurePython();
  oracle = await startOracle(python, join(import.meta.dirname, "../../../lab/python/oracle.py"));
}, 600_000);

afterAll(() => oracle?.close());

const death = fc.record({
  drawn: oracleCase,
  /** Two of three die. */
  fates: fc.array(
    fc.nat(2).map((fate) => fate > 0),
    { minLength: 40, maxLength: 40 },
  ),
  how: fc.constantFrom("internal_server", "timeout"),
});

/** Null where the what-if claims nothing: the proxy refuses the name, or the plan is not exact. */
const compare = async ({ graph, text, request }: OracleCase, dead: ReadonlySet<string>, how: string) => {
  const row = whatIfModel(graph, request.model, dead, { version });
  if (row.hops.length === 0 || !row.exact) return null;
  const outcomes = graph.deployments.map(({ identity }) => [identity, dead.has(identity) ? how : "answer"]);
  const answer = await oracle.ask({ config: text, request: request.model, outcomes: Object.fromEntries(outcomes) });
  const answerers = [row.answeredBy, ...row.otherwise].flatMap((one) => one?.deployments ?? []);
  const mayFail = row.answeredBy === null || !row.certain;
  const agrees =
    (answer.answered === null ? mayFail : answerers.includes(answer.answered)) &&
    answer.calls.length >= row.fewestAttempts &&
    answer.calls.length <= row.attempts;
  return { row, answer, agrees, isLost: row.answeredBy === null, isMixed: answerers.length > 1 };
};

describe("the what-if and the real Router", () => {
  it(`agree on who answers in ${count} random configurations, and after how many calls (seed ${seed})`, async () => {
    const tally = { compared: 0, lost: 0, mixed: 0, moved: 0 };
    for (const { drawn, fates, how } of fc.sample(death, { numRuns: count, seed })) {
      const dead = new Set(drawn.graph.deployments.flatMap(({ identity }, at) => (fates[at] ? [identity] : [])));
      const compared = await compare(drawn, dead, how);
      if (!compared) continue;
      const { row, answer, agrees, isLost, isMixed } = compared;
      const { hops: _, ...told } = row;
      if (!agrees)
        expect.fail(
          `seed ${seed}, failing with ${how}: ${[...dead].join(", ")}\n${drawn.text}\n${JSON.stringify({ told, answer }, null, 1)}`,
        );
      tally.compared += 1;
      if (isLost) tally.lost += 1;
      else if (isMixed) tally.mixed += 1;
      else if (row.fewestAttempts > 1) tally.moved += 1;
    }
    process.stdout.write(`what-if oracle: seed ${seed}, ${JSON.stringify(tally)}\n`);
    for (const [name, found] of Object.entries(tally)) expect(found, name).toBeGreaterThan(count / 40);
  }, 300_000);
});
