import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./console-process";
import { expect, test } from "./fixtures";

// Runs first, by its name: a reload makes the gateway's cached view the same as ours.

const panel = (page: import("@playwright/test").Page, name: string) => page.getByRole("region", { name });

test("health is 9 of 12 as the gateway sees it, and the forecast says 11 of 12 and why", async ({ page }) => {
  await page.goto("/health");
  const view = panel(page, "Gateway’s view");
  await expect(view).toContainText("9 of 12", { timeout: 90_000 });
  await expect(view).toContainText("75 %");
  await expect(view).toContainText("> 80 % missed");
  await expect(view.getByRole("row", { name: /After a reload/ })).toContainText(/91\.7 %\s*\(11 of 12\)/, {
    timeout: 60_000,
  });
  await expect(view.getByRole("row", { name: /^Start / })).toContainText(/100 %\s*\(12 of 12\)/);
  for (const name of ["llama-cpp-default", "llama-cpp-native"])
    await expect(view.getByText(new RegExp(`${name}.*answers directly since`))).toBeVisible();

  const direct = panel(page, "Asked directly");
  await expect(direct).toContainText("11 of 12");
  await expect(direct).toContainText("The two views differ on 3");
});

test("the first page says in words what needs a person", async ({ page }) => {
  await page.goto("/");
  await expect(panel(page, "Health").getByRole("row", { name: /After a reload/ })).toContainText("(11 of 12)");
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await expect(panel(page, "Needs you")).toBeVisible();

  const picture = join(root, "docs/overview.png");
  if (process.env.SIGNALBOX_WRITE_DOCS === "1" || !existsSync(picture)) {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: picture });
  }
});

test("the range of the history is in the address and can be taken away as a file", async ({ page }) => {
  await page.goto("/health");
  await page.getByRole("navigation", { name: "Range" }).getByRole("link", { name: "6 h" }).click();
  await expect(page).toHaveURL(/\/health\?range=6h$/);
  await expect(panel(page, "Health over time")).toContainText("the last 6 hours");
  await expect(page.getByText("times in Europe/Berlin")).toBeVisible();

  await page.getByLabel("From", { exact: true }).fill("2026-01-10T08:00");
  await page.getByLabel("to", { exact: true }).fill("2026-01-10T10:00");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/from=2026-01-10T07%3A00%3A00.000Z&to=2026-01-10T09%3A00%3A00.000Z/);
  await expect(page.getByRole("row", { name: /llama3\.1:latest/ }).first()).toContainText("not known");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export the chart as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("signalbox-health-2026-01-10T0900.csv");
});
