import { expect } from "@playwright/test";
import { test } from "./support/console-test.ts";

// Of what a setting says, not of hands: by keyboard one is changed among the stories of delivery.
test.use({ hands: "driver" });

test.describe("settings", () => {
  test("a market is given a value of its own, and follows the general one again", async ({ page, world }) => {
    await world.as("alma", "/administration?market=SE");
    const card = page
      .getByRole("heading", { name: "Four eyes" })
      .locator("xpath=ancestor::*[contains(@class,'Card')][1]");
    await card.getByRole("button", { name: "Change" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Off" }).check();
    await page.getByRole("button", { name: "Put in force" }).press("Enter");
    await expect(card.getByText("Set for this market")).toBeVisible();
    const unset = page.getByRole("button", { name: "Use the general value again: Four eyes" });
    await unset.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Four eyes: take the own value away" });
    await expect(dialog.getByText("Sweden follows the value for all markets")).toBeVisible();
    // What changes stands there before it is done: from off to on.
    await expect(dialog.getByText("Now", { exact: true }).locator("xpath=..")).toContainText("Off");
    await expect(dialog.getByText("Then", { exact: true }).locator("xpath=..")).toContainText("On");
    await expect(dialog.getByRole("button", { name: "Cancel" }).last()).toBeFocused();
    await world.expectAccessible();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(card.getByText("Default")).toBeVisible();
    await expect(unset).toHaveCount(0);
    await page.goto(new URL("/ledger?tab=audit&market=SE", page.url()).href);
    await expect(page.getByText("Setting taken away").first()).toBeVisible();
  });
});
