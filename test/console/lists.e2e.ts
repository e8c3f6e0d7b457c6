/**
 * Long lists: used while they come, saying how far they are; nothing of them is left out in silence. And what every page asks again and again.
 * The lists of the samples are short, so pages of them are made shorter, or an answer longer, on the way.
 */
import { expect, type Page, type Route } from "@playwright/test";
import { approve, post } from "./support/api-acts.ts";
import { test } from "./support/console-test.ts";

const CLOSE = "/closes?period=2024-01&market=SE&open=SE-2024-01-1";
const PAGE = 40;

/** The entries come so many at a time, and from the second page on only when they are let through. */
async function inShortPages(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const open = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/entries\?/, async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", String(PAGE));
    if (url.searchParams.has("cursor")) await open;
    await route.continue({ url: String(url) });
  });
  return letThrough;
}

async function entriesOf(page: Page, close: string): Promise<number> {
  const text = await page.evaluate(async (id) => (await fetch(`/api/v1/closes/${id}`)).text(), close);
  return Number(/"entries":(\d+)/.exec(text)?.[1]);
}

test.describe.configure({ mode: "serial" });
// Of lists, not of hands.
test.use({ hands: "driver" });

test.describe("a list that takes its time", () => {
  test("is used while it comes, says how far it is, and is summed when it is whole", async ({ page, world }) => {
    await world.as("frida", "/");
    await post(page, "/closes", { market: "SE", period: "2024-01" });
    const all = await entriesOf(page, "SE-2024-01-1");
    expect(all).toBeGreaterThan(2 * PAGE);
    const letThrough = await inShortPages(page);
    await page.goto(new URL(CLOSE, page.url()).href);
    const list = page.getByRole("table", { name: "Entries" });
    const progress = page.getByRole("progressbar", { name: "Entries: loading" });
    await expect(progress).toHaveAttribute("aria-valuetext", `${PAGE} of ${all} loaded`);
    await expect(page.getByText("Rows are being loaded.")).toBeAttached();
    await expect(list).toHaveAttribute("aria-rowcount", String(PAGE + 1));
    await expect(list.locator("tfoot")).toContainText("Not summed up yet");
    await list.getByRole("button", { name: "Amount" }).focus();
    await page.keyboard.press("Enter");
    await expect(list.getByRole("columnheader", { name: "Amount" })).toHaveAttribute("aria-sort", "ascending");
    await world.expectAccessible();
    letThrough();
    await expect(page.getByText(`${all} rows`, { exact: true })).toBeVisible();
    await expect(progress).not.toBeAttached();
    await expect(list).toHaveAttribute("aria-rowcount", String(all + 1));
    await expect(list.locator("tfoot")).toContainText("SEK");
    await expect(page).toHaveURL(/sort=amount/);
  });

  test("follows what is typed, and the address follows that; a link that says otherwise counts", async ({
    page,
    world,
  }) => {
    await world.as("vera", CLOSE);
    const filter = page.getByRole("textbox", { name: "Filter: Entries" });
    await filter.pressSequentially("no such agent");
    await expect(page.getByText("No row holds what is typed in the filter.")).toBeVisible();
    await expect(page).toHaveURL(/filter=no\+such\+agent/);
    await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Closes" }).click();
    await page.goBack();
    await expect(filter).toHaveValue("no such agent");
    await filter.fill("");
    await expect(page).not.toHaveURL(/filter=/);
  });
});

test("a list that is longer than a browser holds says so, and sums nothing", async ({ page, world }) => {
  const rest = Array.from({ length: 400_000 }, () => "{}").join();
  await page.route(/\/api\/v1\/ledger\?/, async (route: Route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replace(/\],"next":null\}$/, `,${rest}],"next":"more"}`);
    await route.fulfill({ response: answer, body: text });
  });
  await world.as("adam", "/");
  await approve(page, "SE-2024-01-1");
  await page.goto(new URL("/ledger?period=2024-01&market=SE", page.url()).href);
  await expect(page.getByText(/^Only the first 400,\d+ rows are shown$/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Entries" }).locator("tfoot")).toContainText("Not summed up yet");
});

test("the standing of the markets is asked for once in a while, whoever shows it, and not while nobody looks", async ({
  page,
  world,
}) => {
  let asked = 0;
  await page.route(/\/api\/v1\/status$/, async (route) => {
    asked += 1;
    await route.continue();
  });
  await page.clock.install();
  await world.as("vera", "/statements?period=2024-01");
  await expect(page.getByRole("table", { name: "Statements" })).toBeVisible();
  // Another page, whose parts begin to watch ten seconds after the frame.
  await page.clock.fastForward(10_000);
  await page.getByRole("link", { name: "Ledger" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
  asked = 0;
  await page.clock.fastForward(21_000);
  await expect.poll(() => asked).toBe(1);
  await page.clock.fastForward(10_000);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  for (let again = 0; again < 3; again += 1) {
    await page.clock.fastForward(40_000);
    await page.evaluate(() => fetch("/api/v1/me"));
  }
  expect(asked).toBe(1);
});
