import { expect, type Page } from "@playwright/test";
import { approve, post } from "./support/api-acts.ts";
import { test, type ConsoleWorld } from "./support/console-test.ts";

/** Signed in as frida; adam approves. */
async function settle(page: Page, world: ConsoleWorld, periods: readonly string[]): Promise<void> {
  const adam = await world.beside("adam");
  for (const period of periods) {
    await post(page, "/closes", { market: "SE", period });
    await approve(adam, `SE-${period}-1`);
  }
}

test.describe("statements, and why an amount is what it is", () => {
  test("an agent is found, opened and understood by keyboard alone", async ({ page, world }) => {
    await world.as("vera", "/statements?period=2024-01&market=SE");
    await world.tabTo("Filter: Statements");
    await page.keyboard.type("gävle");
    await expect(page.getByText("1 of 16 rows")).toBeVisible();
    await world.tabTo("MINI Agent Gävle");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "MINI Agent Gävle" })).toBeVisible();
    await expect(page.getByRole("group", { name: "How the commission comes about" })).toContainText("55,200.00 SEK");
    await world.tabTo("Why this amount: the whole working");
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Why this amount" });
    await expect(panel.getByRole("heading", { name: "The contracts" })).toBeVisible();
    // Two decimals would say 115.00 % > 115 %.
    await expect(panel.getByText("115.0000005 % > 115 %, the highest band")).toBeVisible();
    await expect(panel.getByText("cell E7, which shows “2.40%”")).toBeVisible();
    await expect(panel.getByRole("cell", { name: /^2\.40\s%\s*: the rate, E7$/ })).toBeVisible();
    await expect(page).toHaveURL(/why=2024-01%7ESE%7EMINI/);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(page.getByRole("button", { name: "Why this amount: the whole working" })).toBeFocused();
  });

  test("the totals are the sums of the statements, one for each currency", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-01");
    const foot = page.getByRole("row", { name: /^Total/ });
    await expect(foot).toContainText("932,714.61 SEK");
    await expect(foot).toContainText("114,910.56 EUR");
    await expect(foot).toContainText("40,724.34 GBP");
    await world.tabTo(page.getByRole("radio", { name: /^All/ }));
    await world.tabTo(page.getByRole("radio", { name: "Below the threshold 3" }), "ArrowRight");
    await expect(page.getByText("3 rows")).toBeVisible();
    await expect(foot).toContainText("0.00 SEK");
    await expect(page).toHaveURL(/tab=below-threshold/);
  });

  test("exactly half a unit is seen to go away from zero, behind a link that opens the panel", async ({
    page,
    world,
  }) => {
    const why = encodeURIComponent(`2024-01~SE~${encodeURIComponent("MINI Agent Örebro")}~SE-2024-900201`);
    await world.as("vera", `/statements?period=2024-01&why=${why}`);
    const panel = page.getByRole("dialog", { name: "Why this amount" });
    await expect(panel.getByText("rounded up: exactly half goes away from zero")).toBeVisible();
    await expect(panel.getByText("5,248.425")).toBeVisible();
    await expect(panel.getByText("24,992,500 × 21,000 ÷ 1,000,000 = 524,842, remainder 500,000")).toBeVisible();
    await world.expectAccessible();
    const receipt = page.waitForEvent("download");
    await world.press(panel.getByRole("link", { name: "Receipt", exact: true }));
    expect((await receipt).suggestedFilename()).toBe("receipt-SE-2024-01-SE-2024-900201.json");
  });

  test("a blocked statement says what is missing, and to whom it is given to mend it", async ({ page, world }) => {
    await world.as("vera", "/statements?period=2024-01&market=NO&agent=MINI+Agent+Oslo");
    await expect(page.getByText("Upload a workbook commission_matrices_2024.xlsx that holds one.")).toBeVisible();
    await expect(page.getByText("Someone with the role of an uploader can do that.")).toBeVisible();
    await world.expectAccessible();
    await world.change("frida");
    await world.press("Upload the workbook");
    await expect(page).toHaveURL(/\/workbooks/);
  });

  test("an amount that nobody earned is said to be none", async ({ page, world }) => {
    world.allowRefusals();
    await world.as("vera", "/statements?period=2024-01&market=SE&agent=Nobody&why=2024-01~SE~Nobody");
    await expect(page.getByRole("dialog").getByText("There is no such amount")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("heading", { name: "No statement" })).toBeVisible();
  });

  test("a clawback is told from the first posting to nothing left", async ({ page, world }) => {
    await world.as("frida", "/statements?period=2024-03&market=SE");
    await settle(page, world, ["2024-01", "2024-02", "2024-03"]);
    await world.follow("/statements?period=2024-03&market=SE&agent=MINI+Agent+Uppsala");
    const booked = page.getByRole("table", { name: "Corrections and clawbacks booked in March 2024" });
    await world.press(booked.getByRole("button", { name: "-4,200.00" }));
    const panel = page.getByRole("dialog", { name: "Why this amount" });
    await expect(panel.getByText("0.00 SEK by now, after what changed since: see the ledger below")).toBeVisible();
    await expect(panel.getByText("clawed back from the close of March 2024 on")).toBeVisible();
    const postings = panel.getByRole("list", { name: "What each close posted" }).getByRole("listitem");
    await expect(postings).toContainText([
      "Commission · January 2024",
      "Clawback · March 2024",
      "Posted so far0.00 SEK",
    ]);
    await expect(panel.getByText("Earned and posted agree: nothing waits.")).toBeVisible();
    await page.keyboard.press("Escape");
    await world.expectAccessible();
  });
});
