import { expect, type Page } from "@playwright/test";
import { sendEvents } from "./support/api-acts.ts";
import { test } from "./support/console-test.ts";
import { whileMarketIsTaken } from "./support/database.ts";

const CANCELLED = {
  contractId: "SE-2024-000002",
  contractDate: "2024-01-19",
  amount: "359100.00",
  brand: "BMW",
  sequence: 2,
  cancellation: { date: "2024-02-15", reason: "customer-withdrawal" },
};
const LATE = {
  contractId: "SE-2024-LATE",
  contractDate: "2024-01-25",
  amount: "399100.00",
  brand: "MINI",
  sequence: 1,
  cancellation: null,
};

function contractEvent(id: string, data: object): object {
  return {
    specversion: "1.0",
    id,
    source: "midas/se",
    type: "contract.recorded.v1",
    time: "2024-02-21T13:42:07Z",
    data: {
      market: "SE",
      agentId: "MINI Agent Göteborg",
      category: "retail",
      financed: true,
      currency: "SEK",
      ...data,
    },
  };
}

/** A contract that is cancelled inside its window after the month was closed, and one of that month that comes late. */
function laterEvents(): object[] {
  return [contractEvent("later-1", CANCELLED), contractEvent("later-2", LATE)];
}

/** The source says that it sent more of Germany's January than came. */
function totalsEvent(): object {
  const told = { market: "DE", period: "2024-01", contracts: 999, amount: "1.00", currency: "EUR" };
  const data = { ...told, asOf: "2024-02-21T03:00:00Z" };
  return { specversion: "1.0", id: "totals-1", source: "midas", type: "contract.totals.v1", data };
}

const workplace = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name });

test.describe.configure({ mode: "serial" });

test.describe("a month from its close to its delivery", () => {
  test("the first look says what to do next, and the close proposes by keyboard alone", async ({ page, world }) => {
    await world.as("frida", "/");
    await expect(page).toHaveURL(/period=2024-01/);
    await expect(page.getByRole("table", { name: "Markets" })).toContainText("To be closed");
    await world.expectAccessible();
    await world.press("Close the month");
    await expect(page.getByRole("dialog")).toContainText("Contracts since August 2023");
    await world.expectAccessible();
    await world.press(/^Close 5 markets/);
    await expect(page.getByRole("dialog").getByRole("link", { name: "Look at it" })).toHaveCount(5);
    await world.press(page.getByRole("dialog").locator('a[href*="SE-2024-01-1"]'));
    await expect(page.getByText("Approving takes the role of an approver. Who can: Adam Approver.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeDisabled();
    await expect(page.getByRole("table", { name: "Entries" })).toContainText("932,714.61 SEK");
    await world.expectAccessible();
  });

  test("a rejection needs a reason, and the month can then be closed again", async ({ page, world }) => {
    await world.as("adam", "/closes?period=2024-01&open=DE-2024-01-1");
    await world.press("Reject");
    const dialog = page.getByRole("dialog", { name: "Reject this close" });
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await expect(dialog.getByRole("button", { name: "Reject" })).toBeDisabled();
    await page.keyboard.type("The targets of Berlin are not agreed");
    await world.press(dialog.getByRole("button", { name: "Reject" }));
    await expect(page.getByText("The targets of Berlin are not agreed")).toBeVisible();
    await world.press(workplace(page, "Overview"));
    await expect(page.getByRole("row", { name: /^Germany/ })).toContainText("To be closed");
  });

  test("a gap of contracts holds up the close, until an approver waives it with a reason", async ({ page, world }) => {
    world.allowRefusals();
    await world.as("frida", "/?period=2024-01");
    await sendEvents(page, [totalsEvent()]);
    await world.press(workplace(page, "Closes"));
    await world.press("Close the month");
    const dialog = page.getByRole("dialog");
    await world.press("Close Germany");
    await expect(dialog).toContainText("The source says that it sent other contracts than were received");
    await expect(dialog).toContainText("An approver of this market can waive the gap, with a reason.");
    await world.expectAccessible();
    await world.change("adam");
    await world.press(dialog.getByRole("button", { name: "Cancel" }).first());
    await world.press(workplace(page, "Overview"));
    await world.press("Look at the gap");
    await world.press("Waive the gap");
    await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await page.keyboard.type("The source counts a test contract");
    await world.press(page.getByRole("dialog").getByRole("button", { name: "Waive the gap" }));
    await expect(page.getByRole("cell", { name: "Gap waived" })).toBeVisible();
    await world.expectAccessible();
    await world.press(workplace(page, "Overview"));
    await expect(page.getByRole("link", { name: "Look at the gap" })).toHaveCount(0);
  });

  test("who closes a market that somebody else is closing is told so, and closes it when they are done", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("frida", "/?period=2024-01");
    await whileMarketIsTaken(world.data, "DE", async () => {
      await world.press("Close the month");
      await world.press("Close Germany");
      await expect(page.getByRole("dialog")).toContainText("Somebody is closing or approving this market");
    });
    await world.press("Close again");
    await world.press("Look at it");
    await expect(page).toHaveURL(/open=DE-2024-01-2/);
    await expect(page.getByText("gap waived")).toBeVisible();
  });

  test("an approver sees the total, confirms it, and it is delivered", async ({ page, world }) => {
    await world.as("adam", "/?period=2024-01");
    await world.press(page.getByRole("listitem").filter({ hasText: "Sweden" }).getByRole("link"));
    await expect(page.getByRole("heading", { name: "Where it comes from" })).toBeVisible();
    await world.press("Approve");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("932,714.61 SEK");
    await world.expectAccessible();
    await expect(dialog.getByRole("button", { name: "Approve 932,714.61 SEK" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /Approved and posted|Delivered/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Delivered" })).toBeVisible({ timeout: 90_000 });
  });

  test("the next close tells a late contract and a cancellation apart, down to the contract", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/closes?period=2024-02&market=SE");
    await sendEvents(page, laterEvents());
    await world.press("Close the month");
    await world.press("Close Sweden");
    await world.press("Look at it");
    const bars = page.getByRole("table", { name: "Causes in SEK" });
    await expect(bars.getByRole("row", { name: /^Late contracts/ })).toBeVisible();
    await world.press("Cancellations");
    await world.press(page.getByRole("button", { name: "MINI Agent Göteborg" }).first());
    await expect(page.getByRole("table", { name: "MINI Agent Göteborg: Contracts" })).toContainText("SE-2024-000002");
    await world.expectAccessible();
  });

  test("a close that is out of date is not approved: it says to close again", async ({ page, world }) => {
    await world.as("frida", "/");
    await sendEvents(page, [contractEvent("later-3", { ...LATE, sequence: 2, amount: "299100.00" })]);
    await world.change("adam");
    world.allowRefusals();
    await world.follow("/closes?period=2024-02&market=SE&open=SE-2024-02-1");
    await world.press("Approve");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: /^Approve/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog).toContainText("Close the month again");
    await expect(dialog).toContainText("An uploader has to close the month again.");
    await world.change("frida");
    await world.press("All closes");
    await world.press("Close the month");
    await world.press(page.getByRole("checkbox", { name: "Sweden" }), "Space");
    await world.press("Close Sweden");
    await expect(dialog.getByRole("link", { name: "Look at it" })).toBeVisible();
    await world.press("Back to the list");
    await expect(page.getByRole("cell", { name: /SE-2024-02-2$/ })).toBeVisible();
  });

  test("who administers sees no figures, and where to go; who reads sees whom it waits for", async ({
    page,
    world,
  }) => {
    await world.as("alma", "/");
    await expect(page.getByRole("heading", { name: "You administer, and see no figures" })).toBeVisible();
    await world.change("vera");
    await expect(page.getByRole("heading", { name: "What waits for others" })).toBeVisible();
  });

  test("a phone of 320 pixels shows both without scrolling sideways", async ({ page, world }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await world.as("adam", "/?period=2024-01");
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect(page.getByRole("table", { name: "Markets" })).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(320);
    await world.follow("/closes?period=2024-02&open=SE-2024-02-2");
    await expect(page.getByRole("table", { name: "Entries" })).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(320);
  });
});
