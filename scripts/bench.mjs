// `npm run bench`: prepares like `npm start`, then prints one line per figure: name value unit limit ok|over.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { prepare, root } from "./prepare.mjs";
import { Refusal, step } from "./progress.mjs";

try {
  process.chdir(root);
  await prepare();
  const { ensurePython } = await import("../lab/python.mjs");
  await step("Python for the gateway", (report) => ensurePython({ onProgress: report }));
  const chromium = await step("Chromium", ensureChromium);
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", join(root, "bench/main.ts")], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, SIGNALBOX_TEST_CHROMIUM: chromium },
  });
  process.exitCode = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  process.exitCode = 2;
}
