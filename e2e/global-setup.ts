import { rmSync } from "node:fs";
import { newDataFolder, startConsole, stopConsole } from "./console-process";

/** One console with the lab for all journeys; its folder is passed on in the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataFolder = newDataFolder();
  process.env.SIGNALBOX_TEST_DATA = dataFolder;
  const running = await startConsole({ port: Number(process.env.SIGNALBOX_TEST_PORT), dataFolder });
  return async () => {
    await stopConsole(running);
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
