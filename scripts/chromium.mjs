// Finds a Chromium for the journeys, or installs one where that is possible.
import { existsSync } from "node:fs";
import { Refusal } from "./progress.mjs";
import { run } from "./run.mjs";

const known = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

async function playwrightsOwn() {
  const { chromium } = await import("playwright");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

const find = async () =>
  [process.env.SIGNALBOX_TEST_CHROMIUM, ...known].find((path) => path && existsSync(path)) ?? (await playwrightsOwn());

/** Path of a browser; installs Debian's package as root, and says what to do where it cannot. */
export async function ensureChromium(report) {
  const found = await find();
  if (found) {
    report(found);
    return found;
  }
  const advice =
    "Install one: `apt-get install chromium fonts-dejavu-core` (Debian, Ubuntu as root), `npx playwright install chromium`, or set SIGNALBOX_TEST_CHROMIUM to its path.";
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Refusal(`The journeys need a Chromium, and none was found. ${advice}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update", "-qq"], { env, onLine: report });
    await run("apt-get", ["install", "-y", "-qq", "chromium", "fonts-dejavu-core"], { env, onLine: report });
  } catch (error) {
    throw new Refusal(`Chromium could not be installed. ${advice}\n${error.message}`);
  }
  const installed = await find();
  if (!installed) throw new Refusal(`Chromium was installed but is not where it is expected. ${advice}`);
  report(installed);
  return installed;
}
