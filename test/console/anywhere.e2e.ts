/**
 * What holds on every page: Ctrl-K to what one knows a part of, and a server that is away for a while.
 */
import { readFileSync } from "node:fs";
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

  test("a table is taken out as it is shown, and that is on record; where it cannot be, there is no file", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("vera", "/matrix?period=2024-01&market=SE");
    const download = page.waitForEvent("download");
    await world.press("CSV");
    const file = await download;
    expect(file.suggestedFilename()).toBe("agents-by-matrix-SE-2024-01.csv");
    const csv = readFileSync(await file.path(), "utf8");
    expect(csv).toMatch(/^\uFEFFAgent,.+,Commission,Currency\r\n/);
    expect(csv).toMatch(/^MINI Agent Örebro,.+,35700\.01,SEK\r$/m);
    await world.press("Ledger and audit log");
    await world.tabTo(page.getByRole("tab", { selected: true }));
    await world.tabTo(page.getByRole("tab", { name: "Audit log" }), "ArrowRight");
    await expect(page.getByRole("cell", { name: "Data exported" }).first()).toBeVisible();
    await page.route("**/exports/shown", (route) => route.fulfill({ status: 403, json: {} }));
    await world.press("Workbooks");
    await world.press("CSV");
    await expect(page.getByRole("alert", { name: "That did not work" })).toBeVisible();
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
