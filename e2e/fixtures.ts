import { existsSync } from "node:fs";
import { join } from "node:path";
import { test as base, type Page, expect as playwrightExpect } from "@playwright/test";
import { lab, labStatus, readSetupCode } from "./console-process";

/** The console's data folder that the whole run shares. */
export const dataFolder = (): string => process.env.SIGNALBOX_TEST_DATA ?? "";

export const administrator = {
  name: "Ada Operator",
  email: "ada@example.org",
  password: "seven quiet signals at dawn",
};

/** The first to come sets the console up; whoever comes later signs in. */
async function signIn(page: Page): Promise<void> {
  const code = readSetupCode(dataFolder());
  await page.goto("/");
  if (code !== "") {
    await page.getByLabel("Setup code").fill(code);
    await page.getByLabel("Your name").fill(administrator.name);
  }
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByRole("textbox", { name: "Password" }).fill(administrator.password);
  await page.getByRole("button", { name: code === "" ? "Sign in" : "Create the administrator" }).click();
  await page.waitForURL(({ pathname }) => !/^\/(?:setup|login)/.test(pathname));
  await page.context().storageState({ path: statePath() });
}

const statePath = () => join(dataFolder(), "signed-in.json");

type Fixtures = {
  /** What the browser may complain about in this test, such as a server that the test itself ends. */
  tolerated: RegExp[];
};

type WorkerFixtures = { signedIn: string };

export const test = base.extend<Fixtures, WorkerFixtures>({
  tolerated: [[], { option: true }],
  signedIn: [
    async ({ browser }, use) => {
      if (!existsSync(statePath())) {
        const baseURL = `http://127.0.0.1:${process.env.SIGNALBOX_TEST_PORT}`;
        const context = await browser.newContext({ baseURL });
        await signIn(await context.newPage());
        await context.close();
      }
      await use(statePath());
    },
    { scope: "worker" },
  ],
  storageState: ({ signedIn }, use) => use(signedIn),
  page: async ({ page, tolerated }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)));
    playwrightExpect(unexpected, "complaints of the browser").toEqual([]);
  },
});

export const expect = playwrightExpect;

export type LabGateway = { url: string; key: string; configPath: string };

export async function labGateway(): Promise<LabGateway> {
  const { parts, gatewayKey, configPath } = await labStatus(dataFolder());
  const url = parts.find(({ name }) => name === "gateway")?.url;
  if (!url) throw new Error("The lab has no gateway.");
  return { url, key: gatewayKey, configPath };
}

/** Who answers one chat request to the gateway: the id of the deployment, or the status that it refused with. */
export async function whoAnswers({ url, key }: LabGateway, model: string): Promise<string> {
  const reply = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }], max_tokens: 16 }),
    signal: AbortSignal.timeout(60_000),
  });
  await reply.text();
  return reply.headers.get("x-litellm-model-id") ?? `refused with ${reply.status}`;
}

/** Makes a part of the lab fail for as long as `work` takes. */
export async function whileFailing<T>(part: string, how: string, work: () => Promise<T>): Promise<T> {
  await lab(dataFolder(), "fail", part, how);
  try {
    return await work();
  } finally {
    await lab(dataFolder(), "heal", part);
  }
}

/** Calls the console's own API from the page, with the session of whoever is signed in there. */
export async function callApi(page: Page, method: string, path: string, body?: unknown): Promise<unknown> {
  const reply = await page.evaluate(
    async (call) => {
      const given = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
      const headers = { "content-type": "application/json" };
      const response = await fetch(call.path, { method: call.method, headers, ...given });
      return { status: response.status, text: await response.text() };
    },
    { method, path, body },
  );
  if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
  return reply.text === "" ? null : JSON.parse(reply.text);
}
