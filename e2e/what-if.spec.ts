import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

// Nothing is stopped here: the page only works out what would happen, so the file and the lab stay as they were.

test("an operator lets Ollama and the cloud account die and sees who answers, and who nobody answers for", async ({
  page,
}) => {
  await page.goto("/routing");
  await page.getByRole("navigation", { name: "View of the chains" }).getByRole("link", { name: "What if" }).click();
  await expect(page.getByRole("heading", { name: "What each model rests on" })).toBeVisible();
  const shared = page.getByRole("list", { name: "Shared by deployments" });
  await shared.getByRole("listitem").filter({ hasText: "ollama · 3 models" }).getByRole("checkbox").check();
  const table = page.getByRole("table", { name: "Who answers each model then" });
  const row = table.getByRole("row").filter({ has: page.getByRole("link", { name: "llama3.1:latest", exact: true }) });
  await expect(row).toContainText("llama-cpp-default");
  await expect(row).toContainText("at once to 30 s");
  await expect(page.getByRole("status").filter({ hasText: "0 models lost" })).toBeVisible();
  await shared.getByRole("listitem").filter({ hasText: "OLLAMA_API_KEY" }).getByRole("checkbox").check();
  await expect(page.getByRole("status").filter({ hasText: "4 models lost" })).toBeVisible();
  await expect(table.getByText("Nobody answers (4)")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "4 models lost" })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByRole("heading", { name: "What each model rests on" })).toBeVisible();
});

test("the address takes the words of the command line, by keyboard alone, and says what is not there", async ({
  page,
}) => {
  await page.goto("/routing?view=what-if&down=ollama&down=nobody");
  await expect(page.getByText("Something in this address is not here")).toBeVisible();
  await page.getByRole("button", { name: "Leave it out" }).press("Enter");
  await expect(page.getByText("Something in this address is not here")).toBeHidden();
  await expect(page).toHaveURL(/down=ollama$/);
  const deployments = page.getByText("12 deployments one by one");
  await deployments.press("Enter");
  await page.getByRole("checkbox", { name: "llamacpp-python-local" }).press("Space");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "llama3.1:latest", exact: true }) });
  await expect(row).toContainText("llama-cpp-native");
  await page.getByRole("button", { name: "ollama lives again" }).press("Enter");
  await expect(page).toHaveURL(/down=deployment:llamacpp-python-local$/);
});
