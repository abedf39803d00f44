import { rmSync } from "node:fs";
import { labStatus, newDataFolder, startConsole, stopConsole } from "@/e2e/console-process";
import { benchCommandLine } from "./command-line";
import { isAnyOver, report } from "./figures";
import { benchPages } from "./pages";
import { benchPureModules } from "./pure-modules";
import { benchReload } from "./reload";

await benchPureModules();

const dataFolder = newDataFolder();
const port = 46_000 + (process.pid % 900);
try {
  await stopConsole(await startConsole({ port, dataFolder }));
  const from = performance.now();
  const running = await startConsole({ port, dataFolder });
  report({ name: "second_start", value: (performance.now() - from) / 1000, unit: "s", limit: 3 });
  try {
    await benchReload(running);
    await benchCommandLine((await labStatus(dataFolder)).configPath);
    await benchPages(running);
  } finally {
    await stopConsole(running);
  }
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}
process.exitCode = isAnyOver() ? 1 : 0;
