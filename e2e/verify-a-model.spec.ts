import { expect, test, whileFailing } from "./fixtures";

test("a model is verified directly: two prompts, two answers side by side, with the exact reply", async ({ page }) => {
  await page.goto("/models");
  await page.getByRole("link", { name: "llama-cpp-native", exact: true }).click();
  await page.waitForURL(/\/models\/llama-cpp-native$/);
  await expect(
    page
      .getByRole("region", { name: "openai/local-model" })
      .getByText(/^healthy/)
      .first(),
  ).toBeVisible({
    timeout: 90_000,
  });
  const verify = page.getByRole("region", { name: "Verify directly" });
  await expect(verify).toContainText("sends 2 prompts");
  await verify.getByRole("button", { name: "Verify now" }).click();
  const answers = verify.getByText(/^healthy\s*answered$/);
  await expect(answers).toHaveCount(2, { timeout: 45_000 });
  await expect(verify.getByRole("heading", { name: "Backend, asked directly" })).toBeVisible();
  await expect(verify.getByRole("heading", { name: "Through the gateway" })).toBeVisible();
  await expect(verify.getByText("llamacpp-native-local")).toBeVisible();
  await verify.getByText("Reply", { exact: true }).first().click();
  await expect(verify.locator("pre").first()).not.toBeEmpty();

  const samples = page.getByRole("table", { name: "Samples, newest first" });
  await expect(samples.getByRole("row").filter({ hasText: "a real request" }).first()).toBeVisible();
});

test("a failing backend is shown with its own words on both sides, and the page says who would answer instead", async ({
  page,
}) => {
  await page.goto("/models/llama-cpp-default");
  const died = page.getByRole("table", { name: "Who would answer without llama-cpp-default" });
  await expect(
    died.getByRole("row").filter({ has: page.getByRole("link", { name: "llama-cpp-default" }) }),
  ).toContainText("llama-cpp-native");
  const verify = page.getByRole("region", { name: "Verify directly" });
  await whileFailing("llamacpp-python", "500", async () => {
    await verify.getByRole("button", { name: "Verify now" }).click();
    await expect(verify.getByText(/^unhealthy\s*no answer$/)).toHaveCount(2, { timeout: 45_000 });
    await expect(verify.getByText("HTTP 500: llama_decode returned -3").first()).toBeVisible();
  });
});

test("names with slashes, colons and emoji lead to their page, and an unknown one to the nearest", async ({ page }) => {
  await page.goto(`/models/${encodeURIComponent("deepseek-v3.1:671b-cloud")}`);
  await expect(page.getByRole("heading", { level: 1, name: "deepseek-v3.1:671b-cloud" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Lines of cloud-deepseek/ })).toContainText(
    "os.environ/OLLAMA_API_KEY",
  );
  for (const name of ["no/such: 'model' 🚦", "50%", "__proto__"]) {
    await page.goto(`/models/${encodeURIComponent(name)}`);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("There is no such model")).toBeVisible();
  }
  await page.goto("/models/llama3.1%3Alates");
  await page.getByRole("link", { name: "llama3.1:latest" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "llama3.1:latest" })).toBeVisible();
});
