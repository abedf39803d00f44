import type { Browser, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const viewer = { name: "Vera Viewer", email: "vera@example.org", password: "a lantern in the western yard" };
const operator = { name: "Otto Operator", email: "otto@example.org", password: "slow freight over the long bridge" };

async function addPerson(page: Page, person: typeof viewer, role: string) {
  await page.goto("/settings/people");
  const form = page.getByRole("region", { name: "Add a person" });
  await form.getByLabel("Name").fill(person.name);
  await form.getByLabel("E-mail").fill(person.email);
  await form.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role }).click();
  await form.getByRole("textbox", { name: "First password" }).fill(person.password);
  await form.getByRole("button", { name: "Add the person" }).click();
  await expect(rowOf(page, person)).toBeVisible();
}

const rowOf = (page: Page, person: typeof viewer) =>
  page.getByRole("table", { name: "People" }).getByRole("row").filter({ hasText: person.email });

async function signInAs(browser: Browser, person: { email: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(({ pathname }) => pathname === "/");
  return page;
}

async function removePerson(page: Page, person: typeof viewer) {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: `Remove ${person.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(rowOf(page, person)).toHaveCount(0);
}

test("a viewer looks at everything, changes nothing, and is turned away where only administrators go", async ({
  page,
  browser,
}) => {
  await addPerson(page, viewer, "viewer");
  const seen = await signInAs(browser, viewer);
  await expect(seen.getByRole("region", { name: "Needs you" })).toBeVisible();
  await expect(seen.getByRole("button", { name: /Reload gateway/ })).toHaveCount(0);

  await seen.goto("/settings");
  await expect(seen.getByRole("table", { name: "Gateways" })).toBeVisible();
  await expect(seen.getByRole("link", { name: "Add a gateway" })).toHaveCount(0);
  await expect(seen.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
  await expect(seen.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveText([
    "Gateways",
    "Your account",
    "About",
  ]);
  for (const path of ["/settings/people", "/settings/gateway", "/settings/tokens"])
    expect((await seen.goto(path))?.status(), path).toBe(403);

  await test.step("locked out, the viewer is a stranger at the next request, and comes back by a new password", async () => {
    await page.getByRole("button", { name: `Lock out ${viewer.name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Lock out" }).click();
    await expect(rowOf(page, viewer)).toContainText("locked out");
    await seen.goto("/health");
    await expect(seen).toHaveURL(/\/login/);

    await page.getByRole("button", { name: `Let in again ${viewer.name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Let in again" }).click();
    await page.getByRole("button", { name: `Set a new password for ${viewer.name}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "New password" }).fill("viewer");
    await dialog.getByRole("button", { name: "Set the password" }).click();
    await expect(dialog.getByText("Use at least 12 characters.")).toBeVisible();
    await dialog.getByRole("textbox", { name: "New password" }).fill("green over yellow means caution");
    await dialog.getByRole("button", { name: "Set the password" }).click();
    await expect(dialog).toHaveCount(0);
    const back = await signInAs(browser, { ...viewer, password: "green over yellow means caution" });
    await expect(back.getByRole("region", { name: "Needs you" })).toBeVisible();
  });
  await removePerson(page, viewer);
});

test("an operator's token is shown once, acts with its own role, and its denied call is in the audit", async ({
  page,
  browser,
  request,
}) => {
  await addPerson(page, operator, "operator");
  const seen = await signInAs(browser, operator);
  await seen.goto("/settings/tokens");
  await expect(seen.getByText("No tokens")).toBeVisible();
  await seen.getByLabel("Name").fill("night watch");
  await seen.getByRole("combobox", { name: "Role" }).click();
  await expect(seen.getByRole("option")).toHaveText(["viewer", "operator"]);
  await seen.getByRole("option", { name: "viewer" }).click();
  await seen.getByRole("button", { name: "Create token" }).click();
  await expect(seen.getByText("Copy it now.")).toBeVisible();
  const secret = await seen.getByText(/^sb_[\w-]{40,}$/).textContent();
  await seen.reload();
  await expect(seen.getByRole("row", { name: /night watch/ })).toBeVisible();
  expect(await seen.content()).not.toContain(secret);

  const headers = { authorization: `Bearer ${secret}`, cookie: "" };
  const listed = await request.get("/api/v1/gateways", { headers });
  expect(listed.status()).toBe(200);
  const [{ id }] = (await listed.json()).gateways;
  expect((await request.post(`/api/v1/gateways/${id}/reload`, { headers })).status()).toBe(403);

  await test.step("the denied call stands in the audit with who and what", async () => {
    await page.goto("/audit?outcome=denied");
    const row = page.getByRole("row").filter({ hasText: "token:night watch" }).first();
    await expect(row).toContainText("gateway.reload");
    await page.getByRole("textbox", { name: "By" }).fill("otto");
    await expect(page).toHaveURL(/actor=otto/);
    await expect(page.getByRole("row").filter({ hasText: "token:night watch" })).toHaveCount(0);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page).toHaveURL(/\/audit$/);
    await page.getByRole("button", { name: "Verify the chain" }).click();
    await expect(page.getByText(/rows verified: each carries the hash of the one before it\./)).toBeVisible();
  });

  await test.step("revoked, it is refused", async () => {
    await seen.getByRole("button", { name: "Revoke night watch" }).click();
    await seen.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(seen.getByRole("row", { name: /night watch/ })).toContainText("revoked");
    expect((await request.get("/api/v1/gateways", { headers })).status()).toBe(401);
  });
  await removePerson(page, operator);
});

test("one's own password changes only with the current one, and ends the other sessions", async ({ page, browser }) => {
  await addPerson(page, viewer, "viewer");
  const here = await signInAs(browser, viewer);
  const elsewhere = await signInAs(browser, viewer);
  await expect(elsewhere.getByRole("region", { name: "Needs you" })).toBeVisible();
  await here.goto("/settings/account");
  await expect(here.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(3);

  const change = async (current: string, next: string) => {
    await here.getByRole("textbox", { name: "Current password" }).fill(current);
    await here.getByRole("textbox", { name: "New password" }).fill(next);
    await here.getByRole("button", { name: "Change the password" }).click();
  };
  await change("not the password at all", "two whistles before the tunnel");
  await expect(here.getByText("This is not your current password.")).toBeVisible();
  await change(viewer.password, "two whistles before the tunnel");
  await expect(here.getByText("Every other session of yours has ended.")).toBeVisible();
  await elsewhere.goto("/");
  await expect(elsewhere).toHaveURL(/\/login/);
  await removePerson(page, viewer);
});
