import { readFile, writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { callApi, expect, labGateway, test } from "./fixtures";

const model = "mythomax-l2-13b-q5_k_m";
const sound = `    - ${model}: [llama-cpp-native]\n`;
const faulty = `    - ${model}: [llama-cpp-native, llama-cpp-native]   # twice by hand\n`;
const Gateways = z.object({ gateways: z.array(z.object({ id: z.string() })) });
const Chains = z.object({ chains: z.array(z.object({ source: z.string(), targets: z.array(z.unknown()) })) });

test.use({ actionTimeout: 20_000 });

/** Goes on with Tab until the element has the focus: what cannot be reached so fails the test. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let step = 0; step < 150; step += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${goal}.`);
}

const press = async (page: Page, goal: Locator): Promise<void> => {
  await tabTo(page, goal);
  await page.keyboard.press("Enter");
};

test("an unreachable hop is found, fixed, rehearsed and applied with the keyboard alone", async ({ page }) => {
  test.setTimeout(240_000);
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath, "utf8");
  expect(before).toContain(sound);
  await writeFile(gateway.configPath, before.replace(sound, faulty));
  try {
    await page.goto(`/routing?model=${encodeURIComponent(model)}`);
    const panel = page.getByRole("region", { name: "Findings here" });
    const finding = panel.getByRole("listitem").filter({ hasText: "unreachable-hop" }).first();
    await expect(async () => {
      await page.reload();
      await expect(finding).toContainText("never reached", { timeout: 3000 });
    }).toPass({ timeout: 30_000 });
    const planned = page.getByRole("list", { name: `What the gateway will try for ${model}` });
    await expect(planned.getByRole("listitem").last()).toContainText("already tried");

    await press(page, finding.getByRole("button", { name: /^Fix…/ }));
    const take = page.getByRole("dialog", { name: "Take this fix into the draft" });
    await press(page, take.getByRole("button", { name: "Put it into the draft" }));
    await expect(finding).toHaveCount(0);
    const rows = page.getByRole("list", { name: `Fallbacks of ${model}` }).getByRole("listitem");
    await expect(rows).toHaveText([/llama-cpp-native/]);

    const rehearsal = page.getByRole("region", { name: "Rehearsal" });
    await press(page, rehearsal.getByRole("button", { name: "Rehearse" }));
    await expect(rehearsal).toContainText(/[1-9]\d* scenarios, all as planned/, { timeout: 120_000 });

    await press(page, page.getByRole("button", { name: "Review and apply…" }));
    await page.waitForURL(/\/changes$/);
    await expect(page.getByRole("region", { name: "Rehearsal" })).toContainText("all as planned");
    await press(page, page.getByRole("button", { name: "Apply…" }));
    const dialog = page.getByRole("dialog", { name: /^Apply to/ });
    await press(page, dialog.getByRole("button", { name: "Apply and verify" }));
    await page.waitForURL(/\/changes\/.+/);
    await expect(page.getByRole("main").getByText("applied", { exact: true })).toBeVisible({ timeout: 120_000 });
    const applied = `    - ${model}: [llama-cpp-native]   # twice by hand\n`;
    expect(await readFile(gateway.configPath, "utf8")).toBe(before.replace(sound, applied));
    const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
    const { chains } = Chains.parse(await callApi(page, "GET", `/api/v1/gateways/${gateways[0]?.id}/chains`));
    expect(chains.find(({ source }) => source === model)?.targets).toEqual(["llama-cpp-native"]);
  } finally {
    await writeFile(gateway.configPath, before);
  }
});
