import type { Page } from "@playwright/test";
import { callApi, expect, test } from "./fixtures";

// Needs no state of the lab's models: stand-ins answer for all of them.

const panel = (page: Page) => page.getByRole("region", { name: "Rehearsal" });
const draft = "/api/v1/gateways/lab/draft";

test("with the keyboard alone, the file is rehearsed on the Router and its scenarios are read", async ({ page }) => {
  await page.goto("/routing");
  await panel(page).getByRole("button", { name: "Rehearse" }).focus();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("progressbar", { name: "Scenarios rehearsed" })).toBeVisible();
  await expect(panel(page)).toContainText(/Rehearsed \d+ scenarios, all as planned/, { timeout: 90_000 });
  await expect(panel(page)).toContainText("on this file");
  await panel(page).getByRole("link", { name: "Planned and called" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Rehearsal" })).toBeVisible();
  const scenario = page.getByRole("group").filter({ hasText: "llama3.1:latest hop 1 is dead" }).first();
  await scenario.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(scenario).toContainText(/Planned.*llama3\.1:latest.*Called.*llamacpp-python-local/s);
  await page.getByRole("link", { name: /^different/ }).click();
  await expect(page).toHaveURL(/show=different/);
  await expect(page.getByRole("heading", { name: "No scenario is different" })).toBeVisible();
});

test("a draft is rehearsed on a whole gateway before it is applied, and an edit makes the result old", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto("/changes");
  const edit = (value: number) => ({
    edit: { type: "set-setting", section: "router_settings", key: "max_fallbacks", value },
  });
  await callApi(page, "POST", `${draft}/edits`, edit(4));
  await page.reload();
  await panel(page).getByLabel("Whole gateway").check();
  await panel(page).getByRole("button", { name: "Rehearse" }).click();
  await expect(panel(page)).toContainText(/Whole gateway Rehearsed \d+ scenarios.*on this draft/, { timeout: 150_000 });
  await callApi(page, "POST", `${draft}/edits`, edit(3));
  await page.reload();
  await expect(panel(page)).toContainText("on an earlier draft, edited since");
  await callApi(page, "DELETE", draft);
});

test("a draft that LiteLLM refuses is told in its own words", async ({ page }) => {
  await page.goto("/routing");
  const edit = { type: "set-setting", section: "router_settings", key: "routing_strategy", value: "fastest" };
  await callApi(page, "POST", `${draft}/edits`, { edit });
  await page.reload();
  await panel(page).getByRole("button", { name: "Rehearse" }).click();
  await expect(panel(page)).toContainText("LiteLLM refuses to start with it", { timeout: 90_000 });
  await expect(panel(page)).toContainText("Invalid routing_strategy: 'fastest'");
  await callApi(page, "DELETE", draft);
});
