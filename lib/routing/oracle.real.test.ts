import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensurePython } from "@/lab/python.mjs";
import { describeDisagreement, proveRouting } from "@/lib/testing/prove-routing";
import { type Oracle, startOracle } from "@/lib/testing/router-oracle";

const version = "1.106.2";
const count = Number(process.env.SIGNALBOX_ORACLE_COUNT ?? 700);
const seed = Number(process.env.SIGNALBOX_ORACLE_SEED ?? Date.now() % 2 ** 31);

let oracle: Oracle;

beforeAll(async () => {
  const { python } = await ensurePython();
  oracle = await startOracle(python, join(import.meta.dirname, "../../lab/python/oracle.py"));
}, 600_000);

afterAll(() => oracle?.close());

describe("the planner and the real Router", () => {
  it(`agree on ${count} random configurations (seed ${seed})`, async () => {
    const proof = await proveRouting({ oracles: [oracle], version, count, seed, atMost: 1, onProgress: () => {} });
    const { tally, compared, exact, disagreements } = proof;
    process.stdout.write(
      `routing oracle: seed ${seed}, ${compared} compared, ${exact} exact, ${JSON.stringify(tally)}\n`,
    );
    const [first] = disagreements;
    if (first) expect.fail(`seed ${seed}:\n${describeDisagreement(first)}`);
    expect(compared).toBeGreaterThan(Math.min(500, count * 0.8));
    expect(exact).toBeGreaterThan(compared * 0.8);
    for (const [name, found] of Object.entries(tally)) expect(found, name).toBeGreaterThan(count / 20);
  }, 300_000);
});
