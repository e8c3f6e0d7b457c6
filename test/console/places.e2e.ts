import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import { test } from "./support/console-test.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const CORRECTION = `${SAMPLES}corrections/commission_matrices_2024.xlsx`;
const TARGETS = `${SAMPLES}corrections/sales_targets_2024.xlsx`;

test.use({ places: true });
// Of the way of a file, not of hands.
test.use({ hands: "driver" });

async function bring(page: Page, ...paths: string[]): Promise<void> {
  await page.locator("input[type=file][multiple]").setInputFiles(paths);
}

test.describe("workbooks by places that are scanned", () => {
  const scan = (page: Page, bucket: string, verdict: "clean" | "infected") =>
    page.request.post(`${bucket}/scan?verdict=${verdict}`);

  test("a file is sent past the server, shown while it is scanned, and opened once it is clean", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("frida", "/workbooks?period=2024-01");
    await bring(page, CORRECTION);
    const list = page.getByRole("region", { name: "Uploaded, not in force" });
    await expect(list.getByText("Sent; being scanned for malware and read…")).toBeVisible();
    await world.expectAccessible();
    await scan(page, world.bucket, "clean");
    await expect(page.getByText(/^Not in force yet/)).toBeVisible();
    await expect(page.getByRole("tab", { name: "Changes (2)" })).toBeVisible();
  });

  test("the page may go while a file is scanned: who comes back finds it, and it is read", async ({ page, world }) => {
    world.allowRefusals();
    await world.as("frida", "/workbooks?period=2024-01");
    await bring(page, TARGETS);
    await expect(page.getByText("Sent; being scanned for malware and read…")).toBeVisible();
    await page.reload();
    const row = page.getByRole("article", { name: "sales_targets_2024.xlsx" });
    await expect(row.getByText("Being scanned for malware and read…")).toBeVisible();
    await scan(page, world.bucket, "clean");
    await expect(row.getByText(/^Ready, not in force · 1 warning · 1 figure changes · Sweden$/)).toBeVisible();
  });

  test("a network that is lost once is got over; what the scan does not find clean is told, and gone", async ({
    page,
    world,
  }) => {
    world.allowRefusals();
    await world.as("sven", "/workbooks?period=2024-01");
    let cut = 0;
    await page.route(`${world.bucket}/`, (route) =>
      (cut += 1) === 1 ? route.abort("connectionreset") : route.continue(),
    );
    await bring(page, CORRECTION);
    const list = page.getByRole("region", { name: "Uploaded, not in force" });
    await expect(list.getByText("Sent; being scanned for malware and read…")).toBeVisible();
    expect(cut).toBe(2);
    await scan(page, world.bucket, "infected");
    await expect(list.getByText(/^The scan for malware does not find the file clean/)).toBeVisible();
    await page.reload();
    await expect(list).toHaveCount(0);
  });
});
