/**
 * Takes the pictures of `docs/pictures/console/`: each page in light and dark, with a month half done. `npm run pictures`.
 * What they show is the sample data alone.
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import { approve, post } from "./support/api-acts.ts";
import { test, type UserId } from "./support/console-test.ts";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/console/", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const MONTH = "2024-01";

/** What is done on the page before its picture is taken. */
type Scene = (page: Page) => Promise<void>;

const VIEWS: readonly (readonly [name: string, user: UserId, path: string, scene?: Scene])[] = [
  ["overview", "frida", `/?period=${MONTH}`],
  ["workbooks", "frida", `/workbooks?period=${MONTH}`],
  ["upload", "frida", `/workbooks?period=${MONTH}`, walkToProblem],
  ["upload-effect", "frida", `/workbooks?period=${MONTH}`, lookAtEffect],
  ["matrix", "vera", `/matrix?period=${MONTH}&market=DE`],
  ["statements", "vera", `/statements?period=${MONTH}&market=DE`],
  ["statement", "vera", `/statements?period=${MONTH}&market=DE&agent=MINI%20Agent%20Hamburg`],
  ["why", "vera", `/statements?period=${MONTH}&market=DE&why=${MONTH}~DE~MINI%2520Agent%2520Hamburg`],
  ["what-if", "vera", `/what-if?period=${MONTH}&market=DE&agent=MINI%20Agent%20Hamburg`],
  ["closes", "adam", `/closes?period=2024-02&market=SE`],
  ["close", "adam", `/closes?period=2024-02&market=SE&open=SE-2024-02-1`],
  ["delivery", "adam", `/delivery?period=${MONTH}`],
  ["messages", "frida", `/messages?period=${MONTH}`],
  ["ledger", "vera", `/ledger?period=${MONTH}`],
  ["administration", "alma", `/administration`],
];

/** A workbook with mistakes, at the first of them. */
async function walkToProblem(page: Page): Promise<void> {
  await page.locator("input[type=file][multiple]").setInputFiles(`${SAMPLES}broken/commission_matrices_2024.xlsx`);
  await expect(page.getByText("Found: 19 errors, 4 warnings.")).toBeVisible();
  await page.keyboard.press("F8");
}

/** A corrected matrix, and what it would do to the month. */
async function lookAtEffect(page: Page): Promise<void> {
  await page.locator("input[type=file][multiple]").setInputFiles(`${SAMPLES}corrections/commission_matrices_2024.xlsx`);
  await page.getByRole("tab", { name: /Effect/ }).click();
}

test.use({ hands: "driver" });

test("the pictures of the console", async ({ page, world }) => {
  test.setTimeout(600_000);
  mkdirSync(FOLDER, { recursive: true });
  world.allowRefusals();
  await page.goto("about:blank");
  await world.as("frida", "/");
  for (const market of ["SE", "DE", "FI"]) await post(page, "/closes", { market, period: MONTH });
  await world.change("adam");
  for (const market of ["SE", "DE"]) await approve(page, `${market}-${MONTH}-1`);
  await post(page, "/deliveries", {});
  await world.change("frida");
  await post(page, "/closes", { market: "SE", period: "2024-02" });
  let user: UserId = "frida";
  for (const [name, by, path, scene] of VIEWS) {
    if (by !== user) await world.change(by);
    user = by;
    await page.goto(new URL(path, page.url()).href);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await scene?.(page);
    await take(page, name);
  }
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByRole("button", { name: "Frida Finance" })).toBeVisible();
  await take(page, "sign-in");
});

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png` });
  }
}
