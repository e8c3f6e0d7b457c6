/**
 * What holds on every page: Ctrl-K to what one knows a part of, and a server that is away for a while.
 */
import { expect } from "@playwright/test";
import { test } from "./support/console-test.ts";

test.describe("on every page", () => {
  test("Ctrl-K finds a market, an act and, by its whole id, a contract with why it earned what it did", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/statements?period=2024-01");
    await page.keyboard.press("Control+k");
    await expect(page.getByPlaceholder("Agent, close, month, market or page")).toBeFocused();
    await page.keyboard.type("finl");
    await expect(page.getByRole("button", { name: "Finland FI" })).toBeVisible();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("close january");
    await expect(page.getByRole("button", { name: "Close January 2024" })).toBeVisible();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("SE-2024-900201");
    await expect(page.getByRole("button", { name: /^SE-2024-900201 MINI Agent Örebro/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByText("5,248.43 SEK").first()).toBeVisible();
  });

  test("a server that is away is told over the page, which stays, and all goes on when it is back", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    const away = page.getByText("The server does not answer");
    await world.as("frida", "/statements?period=2024-01");
    await expect(page.getByRole("table", { name: "Statements" })).toBeVisible();
    await page.context().setOffline(true);
    await world.tabTo("Month after");
    await page.keyboard.press("Enter");
    await expect(away).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Statements" })).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByRole("table", { name: "Statements" })).toBeVisible();
    await expect(away).toBeHidden();
  });
});
