// `npm run prove:routing -- --count N --seed S`: compares plans with the real Router on N random configurations.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureDependencies, requireNode, root } from "./prepare.mjs";
import { Refusal } from "./progress.mjs";

try {
  process.chdir(root);
  requireNode();
  await ensureDependencies();
  const program = join(root, "bench/prove-routing.ts");
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", program, ...process.argv.slice(2)],
    { cwd: root, stdio: "inherit" },
  );
  process.exitCode = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  process.exitCode = 2;
}
