import { readFile } from "node:fs/promises";
import { z } from "zod";
import { callApi, expect, labGateway, test, whileFailing, whoAnswers } from "./fixtures";

const model = "llama3.1:latest";
const Effective = z.object({ hops: z.array(z.object({ deployments: z.array(z.string()) })) });
const Gateways = z.object({ gateways: z.array(z.object({ id: z.string() })) });

test.use({ actionTimeout: 20_000 });

test("a chain is arranged by keyboard, applied, keeps its word when a backend dies, and is rolled back byte for byte", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath);

  await page.goto(`/routing?model=${encodeURIComponent(model)}`);
  const rows = page.getByRole("list", { name: `Fallbacks of ${model}` }).getByRole("listitem");
  await expect(rows).toHaveText([/llama-cpp-default/, /gpt-oss:20b-cloud/]);
  await page.getByRole("button", { name: "llama-cpp-default, 1 of 2" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByText("llama-cpp-default moved to 2 of 2")).toBeAttached();
  await page.getByRole("combobox", { name: `Add a fallback for ${model}` }).focus();
  await page.keyboard.type("glm");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveText([/gpt-oss:20b-cloud/, /llama-cpp-default/, /glm-4.6:cloud/]);
  const planned = page.getByRole("list", { name: `What the gateway will try for ${model}` }).getByRole("listitem");
  await expect(planned.nth(1)).toContainText("gpt-oss:20b-cloud");
  await expect(page.getByText("Saved in the draft")).toBeVisible();

  await page.getByRole("button", { name: "Review and apply…" }).click();
  await page.waitForURL(/\/changes$/);
  const diff = page.getByRole("region", { name: "Difference between the file on disk and this draft" });
  const changed = diff.getByRole("row").filter({ hasText: /added:|removed:/ });
  await expect(changed).toHaveText([
    /removed: .*llama3\.1:latest: \[llama-cpp-default, gpt-oss:20b-cloud\]/,
    /added: .*llama3\.1:latest: \[gpt-oss:20b-cloud, llama-cpp-default, glm-4\.6:cloud\]/,
  ]);
  await page.getByRole("button", { name: "Apply…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Apply to/ });
  await expect(dialog).toContainText("Expected interruption");
  await dialog.getByRole("button", { name: "Apply and verify" }).click();
  await page.waitForURL(/\/changes\/.+/);
  const timeline = page.getByRole("list", { name: "Timeline of the change" });
  await expect(timeline).toContainText("Read back equal", { timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole("banner").or(page.getByRole("main")).getByText("applied", { exact: true })).toBeVisible({
    timeout: 90_000,
  });
  expect(await readFile(gateway.configPath, "utf8")).toContain(
    "- llama3.1:latest: [gpt-oss:20b-cloud, llama-cpp-default, glm-4.6:cloud]\n",
  );

  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  const path = `/api/v1/gateways/${gateways[0]?.id}/effective?model=${encodeURIComponent(model)}`;
  const { hops } = Effective.parse(await callApi(page, "GET", path));
  const predicted = hops[1]?.deployments[0];
  expect(predicted).toBeTruthy();
  await whileFailing("ollama", "refuse", async () => expect(await whoAnswers(gateway, model)).toBe(predicted));

  await page.getByRole("button", { name: "Roll back…" }).click();
  const confirm = page.getByRole("dialog", { name: /^Roll back change/ });
  await expect(confirm.getByRole("row").filter({ hasText: /added:/ })).toContainText(
    "[llama-cpp-default, gpt-oss:20b-cloud]",
  );
  const applied = page.url();
  await confirm.getByRole("button", { name: "Roll back", exact: true }).click();
  await page.waitForURL((url) => /\/changes\/.+/.test(url.pathname) && url.href !== applied);
  await expect(page.getByRole("main").getByText("applied", { exact: true })).toBeVisible({ timeout: 90_000 });
  expect((await readFile(gateway.configPath)).equals(before)).toBe(true);
});

test("an edit of a draft that was changed meanwhile is refused, says what changed, and shows it", async ({ page }) => {
  await page.goto("/routing?model=gpt-oss:120b-cloud");
  const rows = page.getByRole("list", { name: "Fallbacks of gpt-oss:120b-cloud" }).getByRole("listitem");
  await expect(rows).toHaveText([/llama-cpp-native/]);
  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  const draft = `/api/v1/gateways/${gateways[0]?.id}/draft`;
  await callApi(page, "PUT", `${draft}/chains/general/gpt-oss:120b-cloud`, { targets: ["glm-4.6:cloud"] });
  try {
    await page.getByRole("button", { name: "llama-cpp-native, 1 of 1" }).focus();
    await page.keyboard.press("Delete");
    await expect(page.getByText(/changed by someone else meanwhile.*glm-4\.6:cloud/)).toBeVisible();
    await expect(rows).toHaveText([/glm-4\.6:cloud/]);
    await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
  } finally {
    await callApi(page, "DELETE", draft);
  }
  await page.goto("/changes");
  await expect(page.getByText("Nothing is waiting to be applied")).toBeVisible();
});
