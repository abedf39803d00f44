import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { labStatus } from "./console-process";
import { callApi, dataFolder, expect, labGateway, test } from "./fixtures";

const oddName = 'team/new: "odd" 🚦';
const viewer = { name: "Rosa Reader", email: "rosa@example.org", password: "green lamps along the quiet line" };

const ollamaAddress = async (): Promise<string> =>
  (await labStatus(dataFolder())).parts.find(({ name }) => name === "ollama")?.url ?? "";

const registry = (page: Page) => page.getByRole("table", { name: "Deployments of the gateway" });
const dialogOf = (page: Page, name = "Add a deployment") => page.getByRole("dialog", { name });

async function fill(page: Page, { address, upstream }: { address: string; upstream: string }) {
  await page.getByRole("button", { name: "Add a deployment" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("textbox", { name: "Model", exact: true }).fill(oddName);
  await dialog.getByRole("textbox", { name: "Upstream model" }).fill(upstream);
  await dialog.getByRole("textbox", { name: "Address" }).fill(address);
  return dialog;
}

async function discardDraft(page: Page) {
  await page.goto("/changes");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("button", { name: "Discard the draft" })).toHaveCount(0);
}

test("a deployment is registered through the form, stands in the draft as its YAML, and leaves with the draft", async ({
  page,
}) => {
  const { configPath } = await labGateway();
  const before = await readFile(configPath);
  await page.goto("/models");
  await expect(registry(page).getByRole("row")).toHaveCount(13);
  const dialog = await fill(page, { address: await ollamaAddress(), upstream: "llama3.1:latest" });

  await dialog.getByRole("button", { name: "Test the connection" }).click();
  await expect(dialog.getByText(/\/api\/tags answered 200/)).toBeVisible();
  await dialog.getByRole("button", { name: "Show the YAML" }).click();
  const written = dialog.getByRole("region", { name: "What will be written" }).getByRole("row");
  await expect(written.filter({ hasText: "added:" }).first()).toContainText("model_name");
  await expect(written.filter({ hasText: "model: ollama_chat/llama3.1:latest" })).toHaveCount(1);
  await dialog.getByRole("button", { name: "Add to the draft" }).click();
  await expect(dialog).toHaveCount(0);

  await expect(page.getByText("1 unapplied edit in the draft")).toBeVisible();
  const pending = page.getByRole("region", { name: "In the draft" });
  await expect(pending.getByRole("row").filter({ hasText: oddName })).toContainText("added");
  await expect(registry(page).getByRole("row")).toHaveCount(13);

  await page.goto(`/models/${encodeURIComponent(oddName)}`);
  await expect(page.getByText("It is in the draft and not in the file yet.")).toBeVisible();
  await page.goto("/models");
  await page.getByRole("link", { name: "Review in Changes" }).click();
  await page.waitForURL(/\/changes$/);
  const diff = page.getByRole("region", { name: "Difference between the file on disk and this draft" });
  await expect(diff.getByRole("row").filter({ hasText: "added:" }).filter({ hasText: "ollama_chat/" })).toHaveCount(1);
  expect((await readFile(configPath)).equals(before)).toBe(true);
  await discardDraft(page);
  await page.goto("/models");
  await expect(page.getByRole("region", { name: "In the draft" })).toHaveCount(0);
});

test("what does not answer is saved only on purpose, and a forbidden address is never asked", async ({ page }) => {
  await page.goto("/models");
  const dialog = await fill(page, { address: "http://127.0.0.1:9", upstream: "nobody" });
  await dialog.getByRole("button", { name: "Add to the draft" }).click();
  await expect(dialog.getByText(/connection refused/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add to the draft anyway" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Address" }).fill("http://169.254.169.254/latest");
  await dialog.getByRole("button", { name: "Test the connection" }).click();
  await expect(dialog.getByText(/link-local/)).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/unapplied edit/)).toHaveCount(0);
});

test("removing a deployment says which chains would lead nowhere, and its backend then offers what is not registered", async ({
  page,
}) => {
  await page.goto(`/models/${encodeURIComponent("glm-4.6:cloud")}`);
  await page.getByRole("button", { name: /^Remove ollama_chat\/glm-4.6:cloud/ }).click();
  const dialog = page.getByRole("dialog", { name: "Remove a deployment" });
  await expect(dialog.getByRole("listitem")).toHaveText([/fallback 1 of kimi-k2:1t-cloud/]);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("1 unapplied edit in the draft")).toBeVisible();

  await page.goto("/models");
  await page.getByRole("button", { name: "Ask the backends" }).click();
  await page.getByRole("button", { name: "Register glm-4.6:cloud" }).click();
  const form = dialogOf(page);
  await expect(form.getByRole("textbox", { name: "Model", exact: true })).toHaveValue("glm-4.6:cloud");
  await expect(form.getByRole("textbox", { name: "Variable" })).toHaveValue("OLLAMA_API_KEY");
  await form.getByRole("button", { name: "Cancel" }).click();
  await discardDraft(page);
});

test("the view of the registry stands in the address", async ({ page }) => {
  await page.goto("/models");
  await page.getByRole("textbox", { name: "Search models" }).fill("cloud");
  await expect(page).toHaveURL(/q=cloud/);
  await page.getByRole("checkbox", { name: "By backend" }).check();
  await expect(page).toHaveURL(/by-backend=true/);
  await page.reload();
  await expect(page.getByText("6 of 12 shown")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /127\.0\.0\.1:\d+ · env OLLAMA_API_KEY · 6/ })).toBeVisible();
});

test("a viewer sees no verb, and the action itself turns a viewer away", async ({ page, browser }) => {
  await page.goto("/models");
  const dialog = await fill(page, { address: await ollamaAddress(), upstream: "llama3.1:latest" });
  const sent = page.waitForRequest((request) => request.method() === "POST" && "next-action" in request.headers());
  await dialog.getByRole("button", { name: "Show the YAML" }).click();
  const request = await sent;
  await expect(dialog.getByRole("region", { name: "What will be written" })).toBeVisible();

  const seen = await signInAsViewer(page, browser);
  await seen.goto("/models");
  await expect(registry(seen).getByRole("row")).toHaveCount(13);
  for (const verb of [/^Add/, /^Edit/, /^Ask the backends/])
    await expect(seen.getByRole("button", { name: verb })).toHaveCount(0);
  await seen.goto("/models/llama-cpp-native");
  await expect(seen.getByRole("region", { name: "Its effective chain" })).toBeVisible();
  for (const verb of ["Verify now", /^Edit/, /^Remove/])
    await expect(seen.getByRole("button", { name: verb })).toHaveCount(0);

  const answer = await seen.evaluate(
    async ({ action, body }) => {
      const headers = { "next-action": action, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" };
      return (await fetch("/models", { method: "POST", headers, body })).text();
    },
    { action: request.headers()["next-action"] ?? "", body: request.postData() ?? "" },
  );
  expect(answer).toContain("This needs the role operator; yours is viewer.");
  const audit = JSON.stringify(await callApi(page, "GET", "/api/v1/audit?action=draft.preview-deployment"));
  expect(audit).toContain(viewer.email);
  await removeViewer(page);
});

async function signInAsViewer(page: Page, browser: Browser): Promise<Page> {
  await page.goto("/settings/people");
  const form = page.getByRole("region", { name: "Add a person" });
  await form.getByLabel("Name").fill(viewer.name);
  await form.getByLabel("E-mail").fill(viewer.email);
  await form.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "viewer" }).click();
  await form.getByRole("textbox", { name: "First password" }).fill(viewer.password);
  await form.getByRole("button", { name: "Add the person" }).click();
  await expect(page.getByRole("table", { name: "People" }).getByText(viewer.email)).toBeVisible();
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const seen = await context.newPage();
  await seen.goto("/login");
  await seen.getByLabel("E-mail").fill(viewer.email);
  await seen.getByRole("textbox", { name: "Password" }).fill(viewer.password);
  await seen.getByRole("button", { name: "Sign in" }).click();
  await seen.getByRole("navigation").first().waitFor();
  return seen;
}

async function removeViewer(page: Page): Promise<void> {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: `Remove ${viewer.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("table", { name: "People" }).getByText(viewer.email)).toHaveCount(0);
}
