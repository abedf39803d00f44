import { chromium, type Page } from "playwright";
import { type RunningConsole, readSetupCode } from "@/e2e/console-process";
import { report } from "./figures";

const firstLoadLimit = 260;
const pages = ["/", "/models", "/models/llama3.1%3Alatest", "/routing", "/health", "/changes", "/audit", "/settings"];

export async function signInAsFirst(page: Page, { url, dataFolder }: RunningConsole): Promise<void> {
  await page.goto(`${url}/setup`);
  await page.getByLabel("Setup code").fill(readSetupCode(dataFolder));
  await page.getByLabel("Your name").fill("Bench");
  await page.getByLabel("E-mail").fill("bench@example.org");
  await page.getByRole("textbox", { name: "Password" }).fill("a long passphrase of the bench");
  await page.getByRole("button", { name: /create|set up|continue/i }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/setup"));
}

/** Compressed JavaScript that a page loads before anything is pressed, in kB; every page from an empty cache. */
async function firstLoadKb(page: Page, address: string): Promise<number> {
  const scripts = new Map<string, number>();
  const seen: Promise<void>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    seen.push(
      request.sizes().then((sizes) => {
        scripts.set(request.url(), sizes.responseBodySize);
      }),
    );
  });
  await page.goto(address, { waitUntil: "load" });
  const initial = await page.evaluate(() =>
    [...document.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")),
  );
  await Promise.all(seen);
  const written = [...scripts].filter(([url]) => initial.some((source) => source && url.endsWith(source)));
  return written.reduce((total, [, bytes]) => total + bytes, 0) / 1000;
}

/** What the browser has to load: scripts of each page, and the data of the first one. */
export async function benchPages(running: RunningConsole): Promise<void> {
  const browser = await chromium.launch({
    ...(process.env.SIGNALBOX_TEST_CHROMIUM ? { executablePath: process.env.SIGNALBOX_TEST_CHROMIUM } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const context = await browser.newContext();
    await signInAsFirst(await context.newPage(), running);
    const storageState = await context.storageState();
    for (const path of pages) {
      const fresh = await browser.newContext({ storageState });
      const value = await firstLoadKb(await fresh.newPage(), `${running.url}${path}`);
      report({
        name: `first_load_js${path.replace(/\W+/g, "_").replace(/_$/, "") || "_overview"}`,
        value,
        unit: "kB",
        limit: firstLoadLimit,
      });
      await fresh.close();
    }
    const reply = await context.request.get(`${running.url}/api/v1/gateways/lab/overview`);
    report({ name: "overview_data", value: (await reply.body()).length / 1000, unit: "kB", limit: 60 });
    const from = performance.now();
    await context.request.get(`${running.url}/api/v1/gateways/lab/overview`);
    report({ name: "overview_data_time", value: performance.now() - from, unit: "ms", limit: 250 });
  } finally {
    await browser.close();
  }
}
