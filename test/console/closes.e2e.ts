import { expect, type Page } from "@playwright/test";
import { test } from "./support/console-test.ts";

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

async function send(page: Page, events: readonly object[]): Promise<void> {
  const answer = await page.evaluate(async (body) => {
    const headers = {
      "X-OpenCommission": "test",
      "Idempotency-Key": crypto.randomUUID(),
      "Content-Type": "application/json",
    };
    const response = await fetch("/api/v1/events", { method: "POST", headers, body });
    return response.text();
  }, JSON.stringify(events));
  expect(JSON.parse(answer)).toMatchObject({ accepted: events.length, rejected: 0 });
}

/** By the keyboard alone. */
async function press(page: Page, to: Promise<void>): Promise<void> {
  await to;
  await page.keyboard.press("Enter");
}

async function decide(page: Page, close: string): Promise<void> {
  await page.getByRole("listitem").filter({ hasText: close }).getByRole("link", { name: "Look and decide" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Where it comes from" })).toBeVisible();
}

test.describe.configure({ mode: "serial" });

test.describe("a month from its close to its delivery", () => {
  test("the first look says what to do next, and the close proposes by keyboard alone", async ({ page, world }) => {
    await world.as("frida", "/");
    await expect(page).toHaveURL(/period=2024-01/);
    await expect(page.getByRole("table", { name: "Markets" })).toContainText("To be closed");
    await world.expectAccessible();
    await press(page, world.tabTo("Close the month"));
    await expect(page.getByRole("dialog")).toContainText("Contracts since August 2023");
    await world.expectAccessible();
    await press(page, world.tabTo(/^Close 5 markets/));
    await expect(page.getByRole("dialog").getByRole("link", { name: "Look at it" })).toHaveCount(5);
    await page.goto(page.url().replace("tab=start", "open=SE-2024-01-1"));
    await expect(page.getByText("Approving takes the role of an approver. Who can: Adam Approver.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeDisabled();
    await expect(page.getByRole("table", { name: "Entries" })).toContainText("932,714.61 SEK");
    await world.expectAccessible();
  });

  test("a rejection needs a reason, and the month can then be closed again", async ({ page, world }) => {
    await world.as("adam", "/closes?period=2024-01&open=DE-2024-01-1");
    await press(page, world.tabTo("Reject"));
    const dialog = page.getByRole("dialog", { name: "Reject this close" });
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await expect(dialog.getByRole("button", { name: "Reject" })).toBeDisabled();
    await page.keyboard.type("The targets of Berlin are not agreed");
    await press(page, world.tabTo("Reject"));
    await expect(page.getByText("The targets of Berlin are not agreed")).toBeVisible();
    await page.goto("/?period=2024-01".replace(/^/, new URL(page.url()).origin));
    await expect(page.getByRole("row", { name: /^Germany/ })).toContainText("To be closed");
  });

  test("an approver sees the total, confirms it, and it is delivered", async ({ page, world }) => {
    await world.as("adam", "/?period=2024-01");
    await decide(page, "Sweden");
    await press(page, world.tabTo("Approve"));
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("932,714.61 SEK");
    await world.expectAccessible();
    await dialog.getByRole("button", { name: "Approve 932,714.61 SEK" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /Approved and posted|Delivered/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Delivered" })).toBeVisible({ timeout: 90_000 });
  });

  test("the next close tells a late contract and a cancellation apart, down to the contract", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/closes?period=2024-02&market=SE");
    await send(page, laterEvents());
    await page.goto(page.url().replace(/$/, "&tab=start"));
    await press(page, world.tabTo("Close Sweden"));
    await press(page, world.tabTo("Look at it"));
    const bars = page.getByRole("table", { name: "Causes in SEK" });
    await expect(bars.getByRole("row", { name: /^Late contracts/ })).toBeVisible();
    await press(page, world.tabTo("Cancellations"));
    await page.getByRole("button", { name: "MINI Agent Göteborg" }).first().focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("table", { name: "MINI Agent Göteborg: Contracts" })).toContainText("SE-2024-000002");
    await world.expectAccessible();
  });

  test("a close that is out of date is not approved: it says to close again", async ({ page, world }) => {
    await world.as("frida", "/");
    await send(page, [contractEvent("later-3", { ...LATE, sequence: 2, amount: "299100.00" })]);
    await world.change("adam");
    world.allowRefusals();
    await page.goto(`${new URL(page.url()).origin}/closes?period=2024-02&open=SE-2024-02-1`);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Approve/ })
      .click();
    await expect(page.getByRole("dialog")).toContainText("Close the month again");
    await expect(page.getByRole("dialog")).toContainText("An uploader has to close the month again.");
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
    await page.goto(`${new URL(page.url()).origin}/closes?period=2024-02&open=SE-2024-02-1`);
    await expect(page.getByRole("table", { name: "Entries" })).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(320);
  });
});
