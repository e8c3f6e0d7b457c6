import { expect, type Page } from "@playwright/test";
import { approve, post } from "./support/api-acts.ts";
import { test, type ConsoleWorld } from "./support/console-test.ts";

/** A month that was closed and approved: its batch is what the pages are about. */
async function approvedMonth(page: Page, world: ConsoleWorld): Promise<void> {
  await world.as("frida", "/delivery?period=2024-01");
  await post(page, "/closes", { market: "SE", period: "2024-01" });
  await world.change("adam");
  await approve(page, "SE-2024-01-1");
  await page.reload();
}

test.describe.serial("delivery, messages, ledger and settings", () => {
  test("a month without batches says what is missing; delivery is not for who only looks", async ({ page, world }) => {
    await world.as("vera", "/delivery?period=2024-01");
    await expect(page.getByRole("heading", { name: "No batches here" })).toBeVisible();
    await world.tabTo("Deliver now");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tooltip")).toContainText("Your roles only let you look");
    await world.expectAccessible();
  });

  test("a batch is delivered, and opens to its timeline and entries by keyboard alone", async ({ page, world }) => {
    await approvedMonth(page, world);
    await world.tabTo("Deliver now");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: /this delivery|Nothing was due/ })).toBeVisible();
    await expect(page.getByRole("cell", { name: "Booked", exact: true })).toBeVisible();
    await world.tabTo(/^SE-2024-01-/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
    await expect(page.getByText("Attempt 1")).toBeVisible();
    await expect(page.getByRole("table", { name: "Entries" }).getByText("Booked").first()).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^SE-2024-01-/ })).toBeFocused();
  });

  test("reconciliation says that all is well, with the sums of each market", async ({ page, world }) => {
    await world.as("adam", "/delivery?period=2024-01&tab=reconciliation");
    await world.tabTo("Reconcile now");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^All is well: everything that was booked/)).toBeVisible();
    await expect(page.getByRole("table", { name: "Sums by market" }).getByText("Sweden")).toBeVisible();
    await world.expectAccessible();
  });

  test("a message opens with its reasons and marked text, is replayed in vain, and dismissed", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/messages");
    await world.tabTo(/\d{4}, \d\d:\d\d/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "What is wrong" })).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select message 2" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Replay (1)" }).press("Enter");
    await expect(page.getByText("Replayed: 0 taken in, 1 still rejected")).toBeVisible();
    await page.getByRole("button", { name: "Dismiss (1)" }).press("Enter");
    await page.keyboard.type("A test of the source");
    await page.getByRole("dialog").getByRole("button", { name: "Dismiss messages" }).press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("checkbox", { name: "Select message 2" })).toHaveCount(0);
    await world.expectAccessible();
  });

  test("the ledger is proved, and acts stand on record with what they were about", async ({ page, world }) => {
    await world.as("adam", "/ledger?period=2024-01");
    await world.tabTo("Verify");
    await page.keyboard.press("Enter");
    await expect(page.getByText("All is well: nothing differs.")).toBeVisible();
    await world.expectAccessible();
    await page.getByRole("tab", { name: "Audit log" }).press("Enter");
    await expect(page.getByRole("cell", { name: "Close approved" })).toBeVisible();
    await world.expectAccessible();
  });

  test("a setting that somebody else changed meanwhile is shown, and what was typed is not lost", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("alma", "/administration?market=SE");
    await page.getByRole("button", { name: "Change" }).first().press("Enter");
    await page.getByRole("textbox", { name: "Clawback window" }).fill("12");
    await changeElsewhere(page);
    await page.getByRole("button", { name: "Put in force" }).press("Enter");
    await expect(page.getByText("Changed meanwhile")).toBeVisible();
    await expect(page.getByRole("dialog").getByText("9 months")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Clawback window" })).toHaveValue("12");
    await world.expectAccessible();
    await page.getByRole("button", { name: "Put in force" }).press("Enter");
    await expect(page.getByText("Set for this market")).toBeVisible();
    await world.expectAccessible();
  });

  test("a role is granted to somebody else, and never to oneself", async ({ page, world }) => {
    await world.as("frida", "/administration?tab=people");
    await expect(page.getByRole("heading", { name: "For administrators" })).toBeVisible();
    await world.change("alma");
    await world.tabTo("Frida Finance");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Grant a role" }).press("Enter");
    await expect(page.getByText("Granted: Viewer, all markets")).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Alma Admin (you)" }).press("Enter");
    await expect(page.getByText("Nobody grants roles to themself. Another administrator has to.").last()).toBeVisible();
  });
});

/** By a program with the browser's session, as another administrator's page would. */
async function changeElsewhere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const read = await fetch("/api/v1/settings");
    await fetch("/api/v1/settings/clawback-months", {
      method: "PUT",
      headers: {
        "X-OpenCommission": "test",
        "Content-Type": "application/json",
        "Idempotency-Key": crypto.randomUUID(),
        "If-Match": read.headers.get("etag") ?? "",
      },
      body: JSON.stringify({ value: "9" }),
    });
  });
}
