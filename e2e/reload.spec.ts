import { request } from "node:http";
import { labStatus, waitFor } from "./console-process";
import { expect, test } from "./fixtures";

/** One request with a connection of its own, as a client that has just come. */
const ask = (url: string, key: string): Promise<boolean> =>
  new Promise((resolve) => {
    const call = request(`${url}/v1/models`, { agent: false, headers: { authorization: `Bearer ${key}` } });
    call.on("response", (reply) => {
      reply.resume();
      reply.on("end", () => resolve(reply.statusCode === 200));
      reply.on("error", () => resolve(false));
    });
    call.on("error", () => resolve(false));
    call.end();
  });

test("an operator reloads twice under steady requests, sees the count of failed ones, and it is zero", async ({
  page,
}) => {
  const { gatewayKey, parts } = await labStatus(process.env.SIGNALBOX_TEST_DATA ?? "");
  const url = parts.find(({ name }) => name === "gateway")?.url ?? "";
  await waitFor("the gateway's start", 90_000, () => ask(url, gatewayKey));
  await page.goto("/");
  const answers: Promise<boolean>[] = [];
  const timer = setInterval(() => answers.push(ask(url, gatewayKey)), 50);
  try {
    for (let round = 0; round < 2; round++) {
      await page
        .getByRole("button", { name: /^Reload/ })
        .first()
        .click();
      const dialog = page.getByRole("dialog");
      await expect(dialog).toContainText(/signal/i);
      await dialog.getByRole("button", { name: /^Reload/ }).click();
      await expect(dialog).toContainText(/Reloaded in .*\. 0 of \d+ requests? sent meanwhile failed/, {
        timeout: 60_000,
      });
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    }
  } finally {
    clearInterval(timer);
  }
  const outcomes = await Promise.all(answers);
  expect(outcomes.length).toBeGreaterThan(40);
  expect(outcomes.filter((answered) => !answered)).toHaveLength(0);
});
