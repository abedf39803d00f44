import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { callApi, expect, labGateway, test } from "./fixtures";

const model = "qwen2.5-coder:7b";
const typo = "qwen-coder-vlm";
const Gateways = z.object({ gateways: z.array(z.object({ id: z.string() })) });

test.use({ actionTimeout: 20_000 });

const pathOfGateway = async (page: Page): Promise<string> => {
  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  return `/api/v1/gateways/${gateways[0]?.id}`;
};

test("a mistake in the draft is shown as new, and its fix is looked at and taken by keyboard", async ({ page }) => {
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath);
  await page.goto(`/routing?model=${encodeURIComponent(model)}`);
  const path = await pathOfGateway(page);
  const targets = [typo, "qwen3-coder:480b-cloud"];
  await callApi(page, "PUT", `${path}/draft/chains/general/${model}`, { targets });
  await page.reload();

  const panel = page.getByRole("region", { name: "Findings here" });
  const mistake = panel.getByRole("listitem").filter({ hasText: typo });
  await expect(mistake.first()).toContainText("error");
  await expect(mistake.first()).toContainText("new");
  await mistake.first().getByText("Why it matters").click();
  await mistake.getByRole("button", { name: /^Fix…/ }).first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Take this fix into the draft" });
  await expect(dialog.getByRole("row").filter({ hasText: /added:/ })).toContainText("qwen-coder-vllm");
  await expect(dialog.getByRole("button", { name: "Put it into the draft" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.getByText("fixed in the draft")).toBeFocused();
  await expect(mistake).toHaveCount(0);
  const rows = page.getByRole("list", { name: `Fallbacks of ${model}` }).getByRole("listitem");
  await expect(rows).toHaveText([/qwen-coder-vllm/, /qwen3-coder:480b-cloud/]);

  await callApi(page, "DELETE", `${path}/draft`);
  expect((await readFile(gateway.configPath)).equals(before)).toBe(true);
});

test("what a draft adds stands apart from what was there, and is filtered", async ({ page }) => {
  await page.goto("/routing/findings");
  const path = await pathOfGateway(page);
  await callApi(page, "PUT", `${path}/draft/chains/general/${model}`, { targets: [typo] });
  await page.reload();
  await expect(page.getByRole("region", { name: "New in this draft" })).toContainText(typo);
  await page.getByLabel("Severity").selectOption("info");
  await expect(page.getByRole("region", { name: "New in this draft" }).getByText(typo)).toHaveCount(0);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByRole("region", { name: "Unchanged" })).toBeVisible();
  await callApi(page, "DELETE", `${path}/draft`);
});

test("an old finding is acknowledged with a reason, greyed, not counted, and taken back", async ({ page }) => {
  await page.goto("/routing/findings");
  const open = page.getByRole("button", { name: /^Acknowledge…/ });
  const count = await open.count();
  expect(count).toBeGreaterThan(0);
  const name = (await open.first().getAttribute("aria-label")) ?? "";
  const message = name.replace("Acknowledge… ", "");
  await open.first().click();
  const dialog = page.getByRole("dialog", { name: "Acknowledge a finding" });
  await dialog.getByLabel("Why is this accepted?").fill("one account is all there is, until the contract ends");
  await dialog.getByLabel("Until").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(dialog.getByText("still to come")).toBeVisible();
  await dialog.getByLabel("Until").fill("2999-12-31");
  await dialog.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(page.getByText("counts no more")).toBeVisible();
  const accepted = page.getByRole("region", { name: "Acknowledged" }).getByRole("listitem");
  await expect(accepted).toContainText("one account is all there is");
  await expect(accepted).toContainText("ada@example.org");
  await expect(open).toHaveCount(count - 1);
  await page.getByRole("button", { name: `Take back the acknowledgement of` }).click();
  await expect(open).toHaveCount(count);
  await expect(page.getByRole("button", { name: `Acknowledge… ${message}`, exact: true })).toBeVisible();
});

test("every rule has an address that a finding leads to", async ({ page }) => {
  await page.goto("/routing/rules#cycle");
  await expect(page.getByRole("heading", { name: /^cycle/ })).toBeInViewport();
});
