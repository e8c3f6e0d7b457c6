import { expect } from "@playwright/test";
import { test } from "./support/console-test.ts";

const CELL = "≥ 70 % – < 75 % × ≥ 85 % – < 100 %".replaceAll(/(?<=[≥<]) | (?=%)/g, "\u00a0");

test.describe("the matrix", () => {
  test("who stands before a cliff is found by keyboard alone, and leads to the what-if", async ({ page, world }) => {
    await world.as("vera", "/matrix?period=2024-01&market=SE");
    await expect(page.getByRole("rowheader")).toHaveCount(12);
    await world.tabTo(/^2\.22\u00a0%/);
    // From the highest band down to that of 70 %, and one to the right.
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tooltip", { name: "Sheet Sweden, cell C7" })).toBeVisible();
    await page.keyboard.press("Enter");
    const cell = page.getByRole("region", { name: CELL });
    await expect(cell.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(cell).toContainText("Sheet Sweden, cell C7, written there as 2.10%");
    await expect(cell).toContainText("0.01 SEK more volume");
    await world.press("MINI Agent Västerås");
    const agent = page.getByRole("region", { name: "MINI Agent Västerås" });
    await expect(agent.getByRole("row", { name: /0\.01.SEK more volume/ })).toContainText("+1,700.01");
    await page.keyboard.press("Escape");
    await expect(agent).toBeHidden();
    const inTable = page.getByRole("table", { name: /^Agents/ }).getByRole("button", { name: "MINI Agent Västerås" });
    await world.press(inTable);
    await expect(agent.getByRole("heading", { level: 2 })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(inTable).toBeFocused();
    await page.keyboard.press("Enter");
    await world.press("Try it in What if");
    await expect(page.getByRole("heading", { level: 1, name: "What if" })).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Agent", exact: true })).toHaveValue("MINI Agent Västerås");
  });

  test("it is found to have no faults of access, with a cell open too", async ({ page, world }) => {
    await world.as("vera", "/matrix?period=2024-01&market=SE&open=5.1");
    await expect(page.getByRole("region", { name: CELL })).toBeVisible();
    await world.expectAccessible();
  });

  test("a market without a matrix says so, who is blocked, and the way to the upload", async ({ page, world }) => {
    await world.as("frida", "/matrix?period=2024-01&market=NO");
    await expect(page.getByRole("heading", { name: "No matrix for Norway in 2024" })).toBeVisible();
    await expect(page.getByText("MINI Agent Oslo: There is no matrix for this market and year.")).toBeVisible();
    await world.expectAccessible();
    await world.press("Upload a workbook");
    await expect(page.getByRole("heading", { level: 1, name: "Workbooks" })).toBeVisible();
  });

  test.describe("by mouse", () => {
    test.use({ hands: "mouse" });

    test("a dot says who stands there, until its panel is closed", async ({ page, world }) => {
      await world.as("vera", "/matrix?period=2024-01&market=SE");
      await page.getByRole("button", { name: /^MINI Agent Västerås: 70\.00.% × 84\.99.%/ }).click();
      await expect(page).toHaveURL(/agent=MINI\+Agent\+V/);
      await page.getByRole("region", { name: "MINI Agent Västerås" }).getByRole("button", { name: "Close" }).click();
      await expect(page).not.toHaveURL(/agent=/);
    });
  });

  test("nothing is wider than a phone of 320 pixels", async ({ page, world }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await world.as("vera", "/matrix?period=2024-01&market=SE&agent=MINI Agent Västerås");
    await expect(page.getByRole("region", { name: "MINI Agent Västerås" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test.describe("what if", () => {
  const OF = "/what-if?period=2024-01&market=SE&agent=MINI Agent Västerås";

  test("a slider answers at once, by keyboard, and the link tells the same", async ({ page, world }) => {
    await world.as("vera", OF);
    const outcome = page.getByRole("region", { name: "What would come of it" });
    const table = outcome.getByRole("table", { name: "Before and after" });
    await expect(outcome.getByRole("status")).toContainText("34,000.00\u00a0SEK");
    await world.tabTo(page.getByRole("slider", { name: "Financed contracts" }));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(table.getByRole("row", { name: /^Penetration rate/ })).toContainText("90.00\u00a0%");
    await expect(outcome.getByRole("status")).toContainText("+3,400.00");
    await world.write(page.getByRole("textbox", { name: "Financed volume (SEK)" }), "1 700 000");
    await expect(table.getByRole("row", { name: /^Rate/ })).toContainText("2.30\u00a0%");
    await expect(page).toHaveURL(/financed=9&volume=1700000\.00/);
    await page.reload();
    await expect(table.getByRole("row", { name: /^Rate/ })).toContainText("2.30\u00a0%");
    await expect(page.getByText(/^Nothing here is stored/)).toBeVisible();
    await world.press("As it is");
    await expect(page).not.toHaveURL(/financed=/);
    await expect(table.getByRole("row", { name: /^Rate/ })).toContainText(/2\.00.%\s*2\.00.%/);
  });

  test("what cannot be is told at the field; a blocked agent says why, with no faults of access", async ({
    page,
    world,
  }) => {
    await world.as("frida", OF);
    await world.write(page.getByRole("textbox", { name: "Financed volume (SEK)" }), "many");
    await expect(page.getByText(/^An amount, such as/)).toBeVisible();
    await world.expectAccessible();
    await world.follow("/what-if?period=2024-01&market=NO&agent=MINI Agent Oslo");
    await expect(page.getByRole("status").first()).toContainText("There is no matrix for this market and year.");
    await world.expectAccessible();
  });

  test("a workbook of one's own is tried and not activated", async ({ page, world }) => {
    await world.as("frida", OF);
    await world.bring("Try a workbook of your own…", "samples/commission_matrices_2024.xlsx");
    await expect(page.getByText("Tried by commission_matrices_2024.xlsx")).toBeVisible();
    await expect(page).toHaveURL(/upload=/);
    await world.press("Back to the stored matrices");
    await expect(page).not.toHaveURL(/upload=/);
  });
});
