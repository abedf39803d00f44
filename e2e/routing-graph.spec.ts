import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const canvas = (page: Page) => page.getByRole("region", { name: "Graph of all chains" });
const card = (page: Page, name: string) => canvas(page).getByRole("link", { name });

async function openGraph(page: Page, query = "") {
  await page.goto(`/routing?view=graph${query}`);
  await card(page, "llama3.1:latest").waitFor();
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
}

test("the graph is opened from the editor, a model found in it by keys, and its editor opened", async ({ page }) => {
  await page.goto("/routing");
  await page.getByRole("link", { name: "Graph", exact: true }).click();
  await card(page, "llama3.1:latest").waitFor();
  await page.getByRole("textbox", { name: "Find in the graph" }).fill("mythomax");
  await expect(page.getByText("1 name found")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(card(page, "mythomax-l2-13b-q5_k_m")).toBeFocused();
  await page.getByRole("textbox", { name: "Find in the graph" }).fill("");
  await card(page, "mythomax-l2-13b-q5_k_m").focus();
  await page.keyboard.press("Home");
  const first = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate(() => document.activeElement?.textContent)).not.toBe(first);
  await card(page, "llama3.1:latest").focus();
  await expect(canvas(page).getByRole("status")).toContainText("1 llama3.1:latest → 2 llama-cpp-default");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Configured for llama3.1:latest" })).toBeVisible();
  await expect(page).toHaveURL(/model=llama3\.1(?::|%3A)latest/);
  await page.goBack();
  await expect(canvas(page)).toBeVisible();
});

test("keys zoom, show all, and keep a neighbourhood alone", async ({ page }) => {
  await openGraph(page);
  const scale = () =>
    page.locator(".react-flow__viewport").evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  const whole = await scale();
  await card(page, "llama3.1:latest").focus();
  await page.keyboard.press("+");
  await expect.poll(scale).toBeGreaterThan(whole);
  await page.keyboard.press("0");
  await expect.poll(scale).toBeCloseTo(whole, 2);
  await page.keyboard.press("f");
  await expect(card(page, "glm-4.6:cloud")).toHaveCount(0);
  await expect(card(page, "llama-cpp-native")).toBeVisible();
  await page.getByRole("button", { name: /Show all again/ }).click();
  await expect(card(page, "glm-4.6:cloud")).toBeVisible();
});

test("the table says the same as the graph, and sorts", async ({ page }) => {
  await openGraph(page);
  const titles = await canvas(page).locator("svg g > title").allTextContents();
  const drawn = titles
    .map((title) => title.split(/: (?:general|context window|content policy|default), hop /)[0])
    .sort();
  await page.getByText("Table", { exact: true }).click();
  const rows = page
    .getByRole("table", { name: "Hops of all chains" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
  await expect(rows).toHaveCount(titles.length);
  const read = await rows.evaluateAll((all) =>
    all.map((row) =>
      [row.querySelector("th code"), row.querySelector("td code")].map((cell) => cell?.textContent).join(" → "),
    ),
  );
  expect(read.sort()).toEqual(drawn);
  await page.getByRole("button", { name: "Asked next" }).click();
  await expect(page.getByRole("columnheader", { name: "Asked next" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/sort=to/);
});

test("what is taken for dead is dead in the graph, and who answers then is written on it", async ({ page }) => {
  await openGraph(page, "&down=model:llama3.1:latest&down=provider:ollama-cloud");
  await expect(page.getByText("were dead:")).toBeVisible();
  await expect(card(page, "llama3.1:latest")).toContainText("dead · llama-cpp-default answers");
  await expect(card(page, "glm-4.6:cloud")).toContainText("nobody answers");
  await page.getByRole("button", { name: "Show it as it is" }).click();
  await expect(card(page, "glm-4.6:cloud")).not.toContainText("nobody answers");
});

for (const { width, height, colorScheme } of [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 1440, height: 900, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
] as const)
  test(`the graph is free of serious findings, ${colorScheme} at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.goto("/routing?view=graph");
    await (width > 720
      ? card(page, "llama3.1:latest")
      : page.getByRole("table", { name: "Names in the graph" })
    ).waitFor();
    expect(await findViolations(page)).toEqual([]);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
