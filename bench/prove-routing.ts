import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePython } from "@/lab/python.mjs";
import { describeDisagreement, minimise, proveRouting } from "@/lib/testing/prove-routing";
import { startOracle } from "@/lib/testing/router-oracle";

const version = "1.106.2";
const rare = 0.05;

const { values } = parseArgs({ options: { count: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.count ?? 1000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("Usage: npm run prove:routing -- [--count NUMBER] [--seed NUMBER]\n");
  process.exit(2);
}

say(`Planning ${count} random configurations and playing each on the real Router of LiteLLM ${version} (seed ${seed})`);
const { python } = await ensurePython({ onProgress: say });
const program = join(import.meta.dirname, "../lab/python/oracle.py");
const processes = Math.min(2, availableParallelism());
const oracles = await Promise.all(Array.from({ length: processes }, () => startOracle(python, program)));
try {
  const step = Math.max(100, Math.ceil(count / 20));
  const onProgress = (done: number) => {
    if (done % step === 0) say(`${done} of ${count}`);
  };
  const proof = await proveRouting({ oracles, version, count, seed, atMost: 5, onProgress });
  for (const [name, found] of Object.entries(proof.tally)) {
    const share = found / proof.drawn;
    say(
      `${String(found).padStart(7)}  ${(share * 100).toFixed(1).padStart(5)} %  ${name}${share < rare ? "  RARE" : ""}`,
    );
  }
  say(`${proof.compared} compared, ${proof.exact} with an exact plan; the proxy refuses the rest before the Router`);
  const [oracle] = oracles;
  for (const fault of proof.disagreements)
    if (oracle) say(`\n${describeDisagreement(await minimise(oracle, version, fault))}\n`);
  say(`${proof.drawn} graphs, ${proof.disagreements.length} disagreements (seed ${seed})`);
  const isDull = Object.values(proof.tally).some((found) => found < proof.drawn * rare);
  process.exitCode = proof.disagreements.length > 0 || (isDull && count >= 500) ? 1 : 0;
} finally {
  for (const oracle of oracles) oracle.close();
}
