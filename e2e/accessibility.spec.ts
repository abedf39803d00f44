import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const pages = [
  "/",
  "/models",
  "/models/llama3.1%3Alatest",
  "/routing",
  "/routing?model=llama3.1%3Alatest",
  "/routing/findings",
  "/routing/rules",
  "/health",
  "/changes",
  "/audit",
  "/settings",
  "/settings/welcome",
  "/settings/gateway",
  "/settings/gateway/lab",
  "/settings/people",
  "/settings/tokens",
  "/settings/account",
  "/settings/about",
];

const screens = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 1440, height: 900, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
}

for (const { width, height, colorScheme } of screens)
  test(`every page is free of serious findings, ${colorScheme} at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    for (const path of pages)
      await test.step(path, async () => {
        const reply = await page.goto(path);
        expect.soft(reply?.status(), path).toBe(200);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expect.soft(page.getByRole("status", { name: "Loading the chart" })).toHaveCount(0);
        expect.soft(await findViolations(page), `${path}, ${colorScheme} at ${width}`).toEqual([]);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(beyond, `${path} is wider than the screen by`).toBeLessThanOrEqual(0);
      });
  });

test.describe("before anybody is signed in", () => {
  for (const { width, height, colorScheme } of screens)
    test(`signing in is free of serious findings, ${colorScheme} at ${width}`, async ({ browser }) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        storageState: { cookies: [], origins: [] },
      });
      const page = await context.newPage();
      await page.goto("/login");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await findViolations(page)).toEqual([]);
      await context.close();
    });
});
