import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { approve, post, sendEvents } from "./support/api-acts.ts";
import { test, type ConsoleWorld } from "./support/console-test.ts";
import { tamper } from "./support/database.ts";

/** A month that was closed and approved: its batch is what the pages are about. */
async function approvedMonth(page: Page, world: ConsoleWorld): Promise<void> {
  await post(page, "/closes", { market: "SE", period: "2024-01" });
  await approve(await world.beside("adam"), "SE-2024-01-1");
  await page.reload();
}

/** What was delivered is not at Core View any more. */
function loseDelivered(data: string): void {
  const coreView = join(data, "core-view");
  const lost = join(data, "lost");
  mkdirSync(lost);
  const names = readdirSync(coreView).filter((name) => name.startsWith("SE-"));
  expect(names).not.toEqual([]);
  for (const name of names) renameSync(join(coreView, name), join(lost, name));
}

/** The same contract as often as it is told anew. */
function contractEvent(id: string, sequence: number, amount: string): object {
  const of = { market: "SE", agentId: "MINI Agent Göteborg", category: "retail", financed: true, brand: "MINI" };
  const data = {
    ...of,
    contractId: "SE-2024-TWICE",
    contractDate: "2024-02-12",
    currency: "SEK",
    amount,
    sequence,
    cancellation: null,
  };
  const time = "2024-02-21T13:42:07Z";
  return { specversion: "1.0", id, source: "midas/se", type: "contract.recorded.v1", time, data };
}

const workplace = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name });

test.describe.serial("delivery, messages, ledger and settings", () => {
  test("a month without batches says what is missing; delivery is not for who only looks", async ({ page, world }) => {
    await world.as("vera", "/delivery?period=2024-01");
    await expect(page.getByRole("heading", { name: "No batches here" })).toBeVisible();
    await world.press("Deliver now");
    await expect(page.getByRole("tooltip")).toContainText("Your roles only let you look");
    await world.expectAccessible();
  });

  test("a batch is delivered, and opens to its timeline and entries by keyboard alone", async ({ page, world }) => {
    await world.as("frida", "/delivery?period=2024-01");
    await approvedMonth(page, world);
    await world.press("Deliver now");
    await expect(page.getByRole("status").filter({ hasText: /this delivery|Nothing was due/ })).toBeVisible();
    await expect(page.getByRole("cell", { name: "Booked", exact: true })).toBeVisible();
    await world.press(/^SE-2024-01-/);
    await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
    await expect(page.getByText("Attempt 1")).toBeVisible();
    await expect(page.getByRole("table", { name: "Entries" }).getByText("Booked").first()).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^SE-2024-01-/ })).toBeFocused();
  });

  test("reconciliation says that all is well, with the sums of each market", async ({ page, world }) => {
    await world.as("adam", "/delivery?period=2024-01&tab=reconciliation");
    await world.press("Reconcile now");
    await expect(page.getByText(/^All is well: everything that was booked/)).toBeVisible();
    await expect(page.getByRole("table", { name: "Sums by market" }).getByText("Sweden")).toBeVisible();
    await world.expectAccessible();
  });

  test("the ledger is proved, and acts stand on record with what they were about", async ({ page, world }) => {
    await world.as("adam", "/ledger?period=2024-01");
    await world.press("Verify");
    await expect(page.getByText("All is well: nothing differs.")).toBeVisible();
    await world.expectAccessible();
    await world.tabTo(page.getByRole("tab", { selected: true }), "Shift+Tab");
    await world.tabTo(page.getByRole("tab", { name: "Audit log" }), "ArrowRight");
    await expect(page.getByRole("cell", { name: "Close approved" })).toBeVisible();
    await world.expectAccessible();
    await world.write(page.getByRole("textbox", { name: "Who" }), "Nobody");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "No such acts" })).toBeVisible();
    await world.press("Take filters away");
    const act = page.getByRole("row").filter({ hasText: "Close approved" }).getByRole("button").first();
    await world.press(act);
    await expect(page.getByRole("dialog")).toContainText("SE-2024-01-1");
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await expect(act).toBeFocused();
  });

  test("what Core View lost is named, and the market is not closed until an approver has explained it", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("adam", "/delivery?period=2024-01&tab=reconciliation");
    loseDelivered(world.data);
    await world.press("Reconcile now");
    await expect(page.getByText(/^Open differences: \d/)).toBeVisible();
    await expect(page.getByRole("table", { name: "Differences" }).getByText("Open").first()).toBeVisible();
    await world.expectAccessible();

    await world.change("frida");
    await world.press(workplace(page, "Overview"));
    await world.press("Month after");
    await expect(page.getByRole("row", { name: /^Sweden/ })).toContainText("Differences");
    const others = page.getByRole("region", { name: "What waits for others" });
    await expect(others.getByRole("listitem").filter({ hasText: /Core View.*Sweden/ })).toContainText("Adam Approver");
    await world.press(workplace(page, "Closes"));
    await world.press(page.getByRole("combobox", { name: "Market" }), "ArrowDown");
    await expect(page.getByRole("option", { name: "Sweden" })).toBeVisible();
    await page.keyboard.type("Sweden");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await world.press("Close the month");
    await world.press("Close Sweden");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Ledger and Core View differ in this market.");
    await world.expectAccessible();
    await world.press("Look at the differences");
    await expect(page.getByRole("table", { name: "Differences" })).toBeVisible();

    await world.change("adam");
    await world.press("Select all open ones");
    await world.press(/^Waive \([1-9]/);
    await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await page.keyboard.type("Core View moved to another machine");
    await world.press(page.getByRole("dialog").getByRole("button", { name: "Waive differences" }));
    await expect(page.getByText("Adam Approver: Core View moved to another machine").first()).toBeVisible();

    await world.change("frida");
    await world.press(workplace(page, "Closes"));
    await world.press("Close the month");
    await world.press("Close Sweden");
    await expect(dialog.getByRole("link", { name: "Look at it" })).toBeVisible();
  });

  test("a message opens with its reasons and marked text, is replayed in vain, and dismissed", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/messages");
    await world.press(/\d{4}, \d\d:\d\d/);
    await expect(page.getByRole("heading", { name: "What is wrong" })).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await world.press(page.getByRole("checkbox", { name: "Select message 2" }), "Space");
    await world.press("Replay (1)");
    await expect(page.getByText("Replayed: 0 taken in, 1 still rejected")).toBeVisible();
    await world.press("Dismiss (1)");
    await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await page.keyboard.type("A test of the source");
    await world.press(page.getByRole("dialog").getByRole("button", { name: "Dismiss messages" }));
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("checkbox", { name: "Select message 2" })).toHaveCount(0);
    await world.expectAccessible();
  });

  test("a message that contradicted another is taken in, once the source has told what holds", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/");
    await sendEvents(page, [contractEvent("told-1", 1, "310000.00")]);
    await post(page, "/events", [contractEvent("told-2", 1, "320000.00")]);
    await sendEvents(page, [contractEvent("told-3", 2, "320000.00")]);
    await world.press(workplace(page, "Rejected messages"));
    await world.write(page.getByRole("textbox", { name: "Filter: Rejected messages" }), "HTTP");
    await world.press(page.getByRole("row").filter({ hasText: "HTTP, Frida Finance" }).getByRole("checkbox"), "Space");
    await world.press("Replay (1)");
    await expect(page.getByText("Replayed: 1 taken in, 0 still rejected")).toBeVisible();
  });

  test("an entry that somebody changed in the database is found, and named", async ({ page, world }) => {
    await world.as("adam", "/ledger?period=2024-01");
    const ofSecond = "where seq = 2";
    await tamper(world.data, `update ledger_entry set amount_minor = amount_minor + 100 ${ofSecond}`);
    await world.press("Verify");
    const found = page
      .getByRole("alert")
      .or(page.getByRole("status"))
      .filter({ hasText: /^Differences: \d/ });
    await expect(found).toContainText("An entry does not fit the chain of hashes");
    await world.expectAccessible();
    await tamper(world.data, `update ledger_entry set amount_minor = amount_minor - 100 ${ofSecond}`);
    await world.tabTo("Verify", "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByText("All is well: nothing differs.")).toBeVisible();
  });

  test("a setting that somebody else changed meanwhile is shown, and what was typed is not lost", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("alma", "/administration?market=SE");
    await world.press(page.getByRole("button", { name: "Change" }).first());
    const window = page.getByRole("textbox", { name: "Clawback window" });
    await world.write(window, "12");
    await changeElsewhere(page);
    await world.press("Put in force");
    await expect(page.getByText("Changed meanwhile")).toBeVisible();
    await expect(page.getByRole("dialog").getByText("9 months")).toBeVisible();
    await expect(window).toHaveValue("12");
    await world.expectAccessible();
    await world.press("Put in force");
    await expect(page.getByText("Set for this market")).toBeVisible();
    await world.expectAccessible();
  });

  test("a role is granted to somebody else, and never to oneself", async ({ page, world }) => {
    await world.as("frida", "/administration?tab=people");
    await expect(page.getByRole("heading", { name: "For administrators" })).toBeVisible();
    await world.change("alma");
    await world.press("Frida Finance");
    await world.press("Grant a role");
    await expect(page.getByText("Granted: Viewer, all markets")).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Escape");
    await world.press("Alma Admin (you)");
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
