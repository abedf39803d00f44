import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { callApi, expect, labGateway, test } from "./fixtures";

const Gateways = z.object({ gateways: z.array(z.object({ id: z.string() })) });

test.use({ actionTimeout: 20_000 });

const draftOf = async (page: Page): Promise<string> => {
  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  return `/api/v1/gateways/${gateways[0]?.id}/draft`;
};

const begin = async (page: Page, verb: string, title: string) => {
  await page.getByRole("button", { name: verb }).click();
  return page.getByRole("dialog", { name: title });
};

test("chains that survive the death of a backend are suggested, taken as one step, undone and made again", async ({
  page,
}) => {
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath);
  await page.goto("/routing?model=glm-4.6:cloud");
  const dialog = await begin(page, "Reach a goal…", "Reach a goal");
  await dialog.getByRole("radio", { name: "Survive the death of any one backend" }).check();
  await expect(dialog.getByRole("status").first()).toContainText(/\d+ fallbacks to add to \d+ models/);
  await expect(dialog.getByRole("listitem").filter({ hasText: "glm-4.6:cloud" }).first()).toContainText("new");
  await dialog.getByRole("button", { name: /^Add \d+ fallbacks to the draft$/ }).click();
  await expect(dialog).toHaveCount(0);

  const draft = page.getByRole("region", { name: "This draft", exact: true });
  const rows = page.getByRole("list", { name: "Fallbacks of glm-4.6:cloud" }).getByRole("listitem");
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "What if" }).click();
  await expect(page.getByText("no model lost").first()).toBeVisible();
  await page.getByRole("link", { name: "Editor", exact: true }).click();
  await draft.getByRole("button", { name: "Undo the last edit" }).click();
  await expect(draft).toContainText("Nothing is drafted");
  await expect(rows).toHaveCount(0);
  await draft.getByRole("button", { name: /^Redo/ }).click();
  await expect(rows).toHaveCount(1);
  await callApi(page, "DELETE", await draftOf(page));
  expect((await readFile(gateway.configPath)).equals(before)).toBe(true);
});

test("a fallback is replaced wherever it stands, after what that touches was told", async ({ page }) => {
  await page.goto("/routing?model=llama-cpp-default");
  const dialog = await begin(page, "Edit many…", "Edit many chains");
  await dialog.getByRole("radio", { name: /^Replace a fallback/ }).check();
  await dialog.getByRole("combobox", { name: "Fallback" }).fill("llama-cpp-native");
  await page.getByRole("option", { name: /^llama-cpp-native/ }).click();
  await dialog.getByRole("combobox", { name: "In its place" }).fill("gpt-oss:20b");
  await page.getByRole("option", { name: "gpt-oss:20b-cloud" }).click();
  await expect(dialog.getByRole("status").first()).toContainText(/3 chains would change: .*llama-cpp-default/);
  await dialog.getByRole("button", { name: "Add to the draft" }).click();
  await expect(dialog).toHaveCount(0);
  const rows = page.getByRole("list", { name: "Fallbacks of llama-cpp-default" }).getByRole("listitem");
  await expect(rows).toHaveText([/gpt-oss:20b-cloud/]);
  await expect(page.getByRole("region", { name: "This draft", exact: true })).toContainText("1 edit");
  await callApi(page, "DELETE", await draftOf(page));
});

test("a model is renamed with everything that names it, and a name that is taken is refused in the form", async ({
  page,
}) => {
  await page.goto("/routing");
  const dialog = await begin(page, "Edit many…", "Edit many chains");
  await dialog.getByRole("radio", { name: /^Rename a model/ }).check();
  await dialog.getByRole("combobox", { name: "Model" }).fill("llama-cpp-native");
  await page.getByRole("option", { name: "llama-cpp-native" }).click();
  await dialog.getByLabel("New name").fill("glm-4.6:cloud");
  await expect(dialog.getByText("A model or an alias has this name.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add to the draft" })).toBeDisabled();
  await dialog.getByLabel("New name").fill("llama-native");
  await dialog.getByRole("button", { name: "Add to the draft" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("region", { name: "This draft", exact: true })).toContainText("llama-native");
  await expect(page.getByRole("region", { name: /^Models/ })).toContainText("llama-native");
  await callApi(page, "DELETE", await draftOf(page));
});
