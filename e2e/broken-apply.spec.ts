import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { readRunningGraph } from "../lib/adapters/litellm/client";
import { whoListens } from "../lib/adapters/ports/who-listens";
import { waitFor } from "./console-process";
import { callApi, expect, labGateway, test, whoAnswers } from "./fixtures";

const Gateways = z.object({ gateways: z.array(z.object({ id: z.string() })) });
const Change = z.object({ state: z.string(), steps: z.array(z.object({ name: z.string(), state: z.string() })) });

test.describe.configure({ timeout: 300_000 });
// A console that a test ends does not answer until it has been started again.
test.use({ actionTimeout: 20_000, tolerated: [/net::ERR_|Failed to fetch|WebSocket/] });

test("a file that only the gateway rejects is taken back by itself, with the gateway's own reason", async ({
  page,
}) => {
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath);
  // It stands beside the file, so that no rule can know that it does not load.
  const handler = join(dirname(gateway.configPath), "lab_handler.py");
  await writeFile(handler, "import a_module_that_is_not_installed\n");
  await page.goto("/changes");
  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  await callApi(page, "POST", `/api/v1/gateways/${gateways[0]?.id}/draft/edits`, {
    edit: { type: "set-setting", section: "litellm_settings", key: "callbacks", value: ["lab_handler.handler"] },
  });
  await page.reload();
  await page.getByRole("button", { name: "Apply…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply and verify" }).click();
  await page.waitForURL(/\/changes\/.+/);
  await expect(page.getByRole("main").getByText("rolled back", { exact: true })).toBeVisible({ timeout: 200_000 });
  await expect(page.getByRole("alert").filter({ hasText: "The old file was put back" })).toContainText(
    /Could not import handler from lab_handler/,
  );
  await expect(page.getByRole("list", { name: "Timeline of the change" })).toContainText("Old file read back equal");
  expect((await readFile(gateway.configPath)).equals(before)).toBe(true);
  expect(await whoAnswers(gateway, "llama3.1:latest")).toBe("ollama-llama3.1");

  await page.goto("/changes");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard", exact: true }).click();
  await expect(page.getByText("Nothing is waiting to be applied")).toBeVisible();
  await rm(handler);
});

test("a console that is killed between writing and verifying comes back and ends the change truthfully", async ({
  page,
}) => {
  const gateway = await labGateway();
  const before = await readFile(gateway.configPath);
  await page.goto("/routing?model=llama-cpp-default");
  const { gateways } = Gateways.parse(await callApi(page, "GET", "/api/v1/gateways"));
  const api = `/api/v1/gateways/${gateways[0]?.id}`;
  await callApi(page, "PUT", `${api}/draft/chains/general/llama-cpp-default`, {
    targets: ["llama-cpp-native", "gpt-oss:20b-cloud"],
  });
  await page.goto("/changes");
  await page.getByRole("button", { name: "Apply…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply and verify" }).click();
  await page.waitForURL(/\/changes\/.+/);
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const read = async () => Change.parse(await callApi(page, "GET", `${api}/changes/${id}`));
  await waitFor("the write", 30_000, async () => {
    const { steps } = await read();
    return steps.some(({ name, state }) => name === "write" && state === "done");
  });
  const console = await whoListens(Number(process.env.SIGNALBOX_TEST_PORT));
  expect(console).not.toBeNull();
  expect((await read()).state).toMatch(/^(applying|verifying)$/);
  if (console) process.kill(console.pid, "SIGKILL");

  const ended = page.getByRole("main").getByText(/^(applied|rolled back)$/);
  await expect(ended).toBeVisible({ timeout: 200_000 });
  const state = await ended.textContent();
  const { state: recorded } = await waitFor("the console's return", 30_000, () => read().catch(() => null));
  expect(recorded).toBe(state === "applied" ? "applied" : "rolled_back");
  const after = await readFile(gateway.configPath);
  expect(after.equals(before)).toBe(state !== "applied");

  const running = await readRunningGraph({ url: gateway.url, key: gateway.key });
  const chains = running.ok ? running.value.chains : [];
  const chain = chains.find((one) => one.kind === "general" && one.source === "llama-cpp-default");
  expect(chain?.targets).toEqual(
    state === "applied" ? ["llama-cpp-native", "gpt-oss:20b-cloud"] : ["llama-cpp-native"],
  );

  if (state === "applied") {
    await page.getByRole("button", { name: "Roll back…" }).click();
    const here = page.url();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back", exact: true }).click();
    await page.waitForURL((url) => url.href !== here);
    await expect(page.getByRole("main").getByText("applied", { exact: true })).toBeVisible({ timeout: 90_000 });
  } else await callApi(page, "DELETE", `${api}/draft`);
  expect((await readFile(gateway.configPath)).equals(before)).toBe(true);
});
