import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { test } from "./support/console-test.ts";

test.describe("the frame of every page", () => {
  test("somebody signs in and out by keyboard alone, and comes back to the page that was asked for", async ({
    page,
    world,
  }) => {
    await world.as("vera", "/statements?period=2024-01");
    await expect(page.getByRole("heading", { level: 1, name: "Statements" })).toBeVisible();
    await world.tabTo("Account of Vera Viewer");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await world.tabTo(/^Frida Finance/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Account of Frida Finance" })).toBeVisible();
  });

  test("it is found to have no faults of access, signed in and out", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-01");
    await world.expectAccessible();
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await world.expectAccessible();
  });

  test("the month goes along from page to page, and stands in the address", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-02");
    await page.getByRole("link", { name: "Matrix" }).click();
    await expect(page).toHaveURL(/\/matrix\?period=2024-02/);
    await page.getByRole("button", { name: "Month before" }).click();
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

  for (const [language, name, word] of [
    ["Deutsch", "Abrechnungen", "Januar 2024"],
    ["Svenska", "Avräkningar", "januari 2024"],
  ] as const)
    test(`it speaks ${language}, and goes on to after it is loaded anew`, async ({ page, world }) => {
      await world.as("frida", "/statements?period=2024-01");
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("menuitem", { name: language }).click();
      await page.reload();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
      await expect(page.getByText(word).first()).toBeVisible();
    });

  test("a page that is not there says so, and leads back", async ({ page, world }) => {
    await world.as("vera", "/nowhere");
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
    await page.getByRole("link", { name: "To the overview" }).click();
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
