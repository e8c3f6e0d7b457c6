import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { post } from "./support/api-acts.ts";
import { test, type ConsoleWorld } from "./support/console-test.ts";

/** In the menu of the account, which is named in the language that is spoken. */
async function chooseInMenu(page: Page, world: ConsoleWorld, item: string): Promise<void> {
  await world.press(page.locator("header").getByRole("button", { name: /Vera Viewer|Frida Finance/ }));
  await world.tabTo(page.getByRole("menuitem", { name: item }), "ArrowDown");
  await page.keyboard.press("Enter");
}

test.describe("the frame of every page", () => {
  test("somebody signs in and out by keyboard alone, with no faults of access on the way", async ({ page, world }) => {
    await world.as("vera", "/statements?period=2024-01");
    await expect(page.getByRole("heading", { level: 1, name: "Statements" })).toBeVisible();
    await world.press("Account of Vera Viewer");
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
    await world.expectAccessible();
    await world.tabTo(page.getByRole("menuitem", { name: "Sign out" }), "ArrowUp");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await world.expectAccessible();
    await world.press(/^Frida Finance/);
    await expect(page.getByRole("button", { name: "Account of Frida Finance" })).toBeVisible();
  });

  test("a session that ends in the middle of work is told, and signing in again leads back to the very page", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("frida", "/messages?period=2024-01&show=all&open=2");
    await expect(page.getByRole("heading", { name: "What is wrong" })).toBeVisible();
    const before = page.url();
    await page.keyboard.press("Escape");
    await world.press(page.getByRole("checkbox", { name: "Select message 2" }), "Space");
    // It ended elsewhere: nothing here knows it yet.
    await post(page, "/sign-out");
    await world.tabTo(page.getByRole("button", { name: "Replay (1)" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await world.press(/^Frida Finance/);
    await expect(page.getByRole("heading", { level: 1, name: "Rejected messages" })).toBeVisible();
    await expect(page).toHaveURL(before.replace("&open=2", ""));
    await page.goBack();
    await expect(page.getByRole("heading", { name: "What is wrong" })).toBeVisible();
  });

  test("the month goes along from page to page, and stands in the address", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-02");
    await world.press(page.getByRole("navigation").getByRole("link", { name: "Matrix" }));
    await expect(page).toHaveURL(/\/matrix\?period=2024-02/);
    await world.press("Month before");
    await expect(page).toHaveURL(/period=2024-01/);
  });

  test("Ctrl-K leads to a page by a part of its name", async ({ page, world }) => {
    await world.as("frida", "/?period=2024-01");
    await page.keyboard.press("Control+k");
    await expect(page.getByPlaceholder("Agent, close, month, market or page")).toBeFocused();
    await page.keyboard.type("deliv");
    await expect(page.getByRole("button", { name: "Delivery" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/delivery/);
  });

  test("it speaks German and Swedish, and goes on to after it is loaded anew", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-01");
    for (const [language, name, word] of [
      ["Deutsch", "Abrechnungen", "Januar 2024"],
      ["Svenska", "Avräkningar", "januari 2024"],
    ] as const) {
      await chooseInMenu(page, world, language);
      await page.reload();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
      await expect(page.getByText(word).first()).toBeVisible();
    }
  });

  test("a page that is not there says so, and leads back", async ({ page, world }) => {
    await world.as("vera", "/nowhere");
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
    await world.press("To the overview");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  });

  test("nothing is wider than a phone of 320 pixels", async ({ page, world }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await world.as("frida", "/statements?period=2024-01");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  test("the first page loads at most 250 KB of scripts, gzipped, and its policy has no unsafe-inline", async ({
    page,
    world,
  }) => {
    const scripts: Promise<Buffer>[] = [];
    let policy = "";
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.body());
      if (response.request().resourceType() === "document")
        policy = response.headers()["content-security-policy"] ?? "";
    });
    await world.as("frida", "/?period=2024-01");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeLessThan(250 * 1024);
    expect(policy).toContain("style-src 'self' 'nonce-");
    expect(policy).not.toContain("unsafe");
  });
});
