import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { newDataFolder, type RunningConsole, readSetupCode, startConsole, stopConsole } from "./console-process";
import { administrator, expect, test } from "./fixtures";

/** A console of its own, on an empty folder and without the lab: what somebody sees who has nothing set up. */
let own: RunningConsole;
const complaints: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  const port = Number(process.env.SIGNALBOX_TEST_PORT) + 1;
  own = await startConsole({ port, dataFolder: newDataFolder(), env: { SIGNALBOX_LAB: "off" } });
});

test.afterAll(async () => {
  await stopConsole(own);
  rmSync(own.dataFolder, { recursive: true, force: true });
});

async function openStranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: own.url, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return page;
}

async function fillSetup(page: Page, code: string, email = administrator.email) {
  await page.getByLabel("Setup code").fill(code);
  await page.getByLabel("Your name").fill(administrator.name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(administrator.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
}

test("the code makes the first administrator once, then a gateway is typed in and imported", async ({ browser }) => {
  const code = readSetupCode(own.dataFolder);
  const late = await openStranger(browser);
  await late.goto("/setup");
  const page = await openStranger(browser);

  await test.step("a wrong code is refused at its field and what was typed stays", async () => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/setup$/);
    await fillSetup(page, "aaaaa-bbbbb-ccccc-ddddd");
    await expect(page.getByText("This is not the setup code.")).toBeVisible();
    await expect(page.getByLabel("Setup code")).toBeFocused();
    await expect(page.getByLabel("E-mail")).toHaveValue(administrator.email);
  });

  await test.step("the right one leads to the gateway's step, because there is none yet", async () => {
    await fillSetup(page, code);
    await expect(page.getByRole("region", { name: "Add a gateway" })).toBeVisible();
    await expect(page).toHaveURL(/\/settings\/gateway$/);
    expect(readSetupCode(own.dataFolder)).toBe("");
  });

  await test.step("a second use of the code is refused, and the page is gone", async () => {
    await fillSetup(late, code, "eve@example.org");
    await expect(late.getByText("This console has an administrator already.")).toBeVisible();
    await late.goto("/setup");
    await expect(late).toHaveURL(/\/login$/);
  });

  await test.step("pages without a gateway say so", async () => {
    await page.goto("/health");
    await expect(page.getByRole("heading", { name: "No gateway yet" })).toBeVisible();
    await page.getByRole("link", { name: "Set up a gateway" }).click();
  });

  const folder = join(own.dataFolder, "with space");
  const configPath = join(folder, "config 'one'.yaml");
  mkdirSync(folder);
  writeFileSync(configPath, "model_list:\n  - model_name: a\n    litellm_params: {model: ollama/a}\n");

  await test.step("a file that is not there is refused at its field", async () => {
    await page.getByLabel("Name").fill("Büro 🚦");
    await expect(page.getByLabel("Id")).toHaveValue("buro");
    await page.getByLabel("Address").fill("http://127.0.0.1:9");
    await page.getByLabel("Configuration file").fill(`${configPath}.old`);
    await page.getByText("Paste the key").click();
    await page.getByRole("textbox", { name: "Key", exact: true }).fill("sk-pasted-once-0123456789");
    await page.getByRole("combobox", { name: "How it is reloaded" }).click();
    await page.getByRole("option", { name: /^none/ }).click();
    await page.getByRole("button", { name: "Add the gateway" }).click();
    await expect(page.getByText("There is no such file.")).toBeVisible();
    expect(statSync(join(own.dataFolder, "keys/buro"), { throwIfNoEntry: false })).toBeUndefined();
  });

  await test.step("with the right path it is imported, and the key is kept where only the console reads it", async () => {
    await page.getByLabel("Configuration file").fill(configPath);
    await page.getByRole("textbox", { name: "Key", exact: true }).fill("sk-pasted-once-0123456789");
    await page.getByRole("button", { name: "Add the gateway" }).click();
    await expect(page.getByRole("heading", { name: "Your gateway is set up" })).toBeVisible();
    const imported = page.getByRole("region", { name: "Büro 🚦" });
    await expect(imported).toContainText(/1\s*deployment(?!s)/);
    await expect(imported).toContainText(configPath);
    const keyPath = join(own.dataFolder, "keys/buro");
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyPath, "utf8").trim()).toBe("sk-pasted-once-0123456789");
  });

  await test.step("the key is in no page and in no audit entry", async () => {
    for (const path of ["/settings/gateway/buro", "/audit", "/settings"]) {
      await page.goto(path);
      expect(await page.content()).not.toContain("sk-pasted-once");
    }
  });

  await test.step("the console opens, and a gateway that is removed takes its key along", async () => {
    await page.goto("/");
    await expect(page.getByRole("region", { name: "Needs you" })).toBeVisible();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Remove Büro 🚦" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("heading", { name: "No gateway yet" })).toBeVisible();
    expect(statSync(join(own.dataFolder, "keys/buro"), { throwIfNoEntry: false })).toBeUndefined();
  });
  expect(complaints).toEqual([]);
});
