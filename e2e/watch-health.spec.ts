import type { Page } from "@playwright/test";
import { expect, test, whileFailing } from "./fixtures";

/** Two probe intervals, and what a round itself may take. */
const twoIntervalsMs = 40_000;
const onOllama = ["llama3.1:latest", "qwen2.5-coder:7b", "mythomax-l2-13b-q5_k_m"];

const rowOf = (page: Page, model: string) =>
  page.getByRole("table", { name: "Health of each deployment by witness" }).getByRole("row").filter({ hasText: model });
const directly = (page: Page, model: string) => rowOf(page, model).getByRole("cell").nth(1);

test("a backend that fails shows on all of its models within two intervals, and so does its recovery", async ({
  page,
}) => {
  await page.goto("/health");
  for (const model of onOllama) await expect(directly(page, model)).toContainText("healthy", { timeout: 60_000 });

  await whileFailing("ollama", "500", async () => {
    for (const model of onOllama)
      await expect(directly(page, model)).toContainText("unhealthy", { timeout: twoIntervalsMs });
    await expect(page.getByRole("region", { name: "Asked directly" })).toContainText(/3\s*unhealthy/);
    await expect(rowOf(page, "llama3.1:latest")).toContainText("500");
  });

  for (const model of onOllama)
    await expect(directly(page, model)).not.toContainText("unhealthy", { timeout: twoIntervalsMs });
  await expect(directly(page, "llama3.1:latest")).toContainText("healthy");
});

test("a paused page stays as it is while a backend fails, and follows again when it is told to", async ({ page }) => {
  await page.goto("/health");
  await expect(directly(page, "llama-cpp-native")).toContainText("healthy", { timeout: 60_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^paused at/)).toBeVisible();

  await whileFailing("llamacpp-native", "refuse", async () => {
    const seen = await page.waitForRequest(/\/health(\?|$)/, { timeout: 12_000 }).catch(() => null);
    expect(seen, "a paused page asks for nothing").toBeNull();
    await page.getByRole("button", { name: "Follow again" }).click();
    await expect(directly(page, "llama-cpp-native")).toContainText("unhealthy", { timeout: twoIntervalsMs });
  });
  await expect(directly(page, "llama-cpp-native")).not.toContainText("unhealthy", { timeout: 60_000 });
});

test("the arrow keys walk a strip and name each slot", async ({ page }) => {
  await page.goto("/health?range=1h");
  const strip = page.getByRole("slider", { name: "llama3.1:latest" });
  await strip.focus();
  await strip.press("Home");
  await expect(strip).toHaveAttribute("aria-valuenow", "0");
  await strip.press("ArrowRight");
  await expect(strip).toHaveAttribute("aria-valuenow", "1");
  await strip.press("End");
  await expect(strip).toHaveAttribute("aria-valuetext", /UTC, (healthy|unhealthy|unknown|degraded)/);
});
