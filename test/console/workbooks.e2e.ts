import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { correctedMatrices, pictureSheet, SWEDEN } from "../../samples/matrices.ts";
import { writeXlsx } from "../../samples/write-xlsx.ts";
import { test } from "./support/console-test.ts";
import { drop } from "./support/mouse.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const BROKEN = `${SAMPLES}broken/commission_matrices_2024.xlsx`;
const CORRECTION = `${SAMPLES}corrections/commission_matrices_2024.xlsx`;
const ORIGINAL = `${SAMPLES}commission_matrices_2024.xlsx`;
/** Sweden's matrix with another rate, by somebody else. */
const OTHERS = writeXlsx({
  ...correctedMatrices(),
  sheets: [
    pictureSheet(
      "Sweden",
      SWEDEN.map(([bound, ...rates]) => (bound === "30" ? [bound, "1.61", "1.71", "1.91", "2.01"] : [bound, ...rates])),
    ),
  ],
});
const TARGETS = `${SAMPLES}corrections/sales_targets_2024.xlsx`;

let folder = "";
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "opencommission-workbooks-"));
});
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// One story after the other: what one puts in force, the next finds.
test.describe.serial("workbooks", () => {
  test("one with problems is refused, and walked from problem to problem by keyboard", async ({ page, world }) => {
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring("Choose files", BROKEN);
    await expect(page.getByText(/^Refused: nothing of it/)).toBeVisible();
    await expect(page.getByText("Found: 19 errors, 4 warnings.")).toBeVisible();
    await expect(page.getByRole("tab", { name: /Norway \(hidden\)/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Put in force…" })).toHaveCount(0);
    await page.keyboard.press("F8");
    const grid = page.getByRole("grid", { name: "Sheet Sweden" });
    await expect(grid).toBeFocused();
    await expect(grid.getByRole("gridcell", { selected: true })).toHaveText(
      /^#REF! – Error: The cell shows the error #REF!/,
    );
    await expect(page.getByRole("status").filter({ hasText: "1/23. Error, sheet Sweden, cell B3:" })).toBeAttached();
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    await expect(page.getByText("3 of 23")).toBeVisible();
    await page.keyboard.press("p");
    await page.keyboard.press("ArrowRight");
    await expect(grid.getByRole("gridcell", { selected: true })).toHaveText("2.45%");
    // From the first backwards to the last, on another sheet.
    await page.keyboard.press("Shift+F8");
    await page.keyboard.press("Shift+F8");
    await expect(page.getByText("23 of 23")).toBeVisible();
    await expect(
      page.getByRole("tab", { selected: true }).filter({ hasText: /Norway|Sverige|Atlantis/ }),
    ).toBeVisible();
    await world.expectAccessible();
    const download = page.waitForEvent("download");
    await world.press("With notes at the cells");
    expect((await download).suggestedFilename()).toMatch(/^annotated-.*\.xlsx$/);
  });

  test("a corrected matrix is looked at, then put in force, by keyboard alone", async ({ page, world }) => {
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring("Choose files", CORRECTION);
    await expect(page.getByText(/^Not in force yet/)).toBeVisible();
    await expect(page.getByRole("tab", { name: "Changes (2)" })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("cell", { name: "was 2.02 % becomes 2.20 %" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "was 2.22 % becomes 2.24 %" })).toBeVisible();
    await world.expectAccessible();
    await world.tabTo("Changes (2)");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("row", { name: /MINI Agent Malmö Sweden Mar 2024/ })).toContainText("+9,583.92");
    await expect(page.getByText("+26,473.32 SEK").first()).toBeVisible();
    await world.expectAccessible();
    await page.keyboard.press("Shift+Tab");
    await expect(page.getByRole("button", { name: "Put in force…" })).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Put this workbook in force?" });
    await expect(dialog.getByText("A new version of the matrix of Sweden")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Put in force" })).toBeFocused();
    await world.expectAccessible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/open=\d+(?:&|$)/);
    await expect(page.getByText(/put in force by Frida Finance|put in force by frida/)).toBeVisible();
    await expect(page.getByText("Against version 1")).toBeVisible();
    await world.expectAccessible();
  });

  test("what is in force already changes nothing, and several files are read one after another", async ({
    page,
    world,
  }) => {
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring(
      "Choose files",
      file("matrix_2024.xlsx", "no workbook at all"),
      file("targets_2024.xlsx", ""),
      TARGETS,
    );
    const list = page.getByRole("region", { name: "Uploaded, not in force" });
    await expect(list.getByText("The file is empty: it was not sent.")).toBeVisible();
    await expect(list.getByText("Refused · 1 error")).toBeVisible();
    await expect(list.getByText("1 figure changes")).toBeVisible();
    await world.expectAccessible();
    // The page may go: what the server has read is there when one comes back, with what to do next.
    await page.reload();
    const ready = list.getByRole("article", { name: "sales_targets_2024.xlsx" });
    await expect(ready.getByText(/^Ready, not in force/)).toBeVisible();
    await expect(list.getByRole("article", { name: "targets_2024.xlsx", exact: true })).toHaveCount(0);
    const refused = list.getByRole("article", { name: "matrix_2024.xlsx", exact: true });
    await world.press("Show the problems: matrix_2024.xlsx");
    await expect(page.getByText(/^The file is a text file, whatever its name says/)).toBeVisible();
    await world.press("All workbooks");
    await world.bring("Upload the mended file: matrix_2024.xlsx", file("matrix_2024.xlsx", OTHERS));
    await expect(list.getByRole("link", { name: "Look at it, put in force: matrix_2024.xlsx" })).toBeVisible();
    await expect(list.getByRole("link", { name: /^Show the problems: matrix_2024/ })).toHaveCount(0);
    await world.expectAccessible();
    await world.press("Discard: matrix_2024.xlsx");
    await expect(refused).toHaveCount(0);
    await world.bring("Choose files", CORRECTION);
    await expect(page.getByText(/^Everything in this workbook is in force already/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Put in force…" })).toHaveCount(0);
    await world.press("Discard");
    await expect(page).not.toHaveURL(/open=/);
  });

  test("a file over 10 MiB is told of before it is sent", async ({ page, world }) => {
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring("Choose files", file("matrices_2024.xlsx", new Uint8Array(10 * 1024 * 1024 + 1)));
    await expect(page.getByText("Larger than 10 MiB: it was not sent.")).toBeVisible();
  });

  test("what somebody else changed meanwhile is not overrun: a new look is offered", async ({ page, world }) => {
    world.allowRefusals();
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring("Choose files", ORIGINAL);
    await expect(page.getByRole("tab", { name: "Changes (2)" })).toBeVisible();
    const sven = await world.beside("sven");
    await sven.goto("/workbooks");
    await sven.locator("input[type=file][multiple]").setInputFiles(file("matrix_2024.xlsx", OTHERS));
    await sven.getByRole("button", { name: "Put in force…" }).click();
    await sven.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
    await expect(sven).toHaveURL(/open=\d+(?:&|$)/);
    await world.press("Put in force…");
    await expect(page.getByRole("dialog").getByRole("button", { name: "Put in force" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Somebody changed figures meanwhile")).toBeVisible();
    await world.press(/^Look anew/);
    await expect(page.getByText(/^Not in force yet/)).toBeVisible();
    await world.press("All workbooks");
    await expect(
      page.getByRole("link", { name: "Look at it, put in force: commission_matrices_2024.xlsx" }),
    ).toHaveCount(1);
    await expect(page.getByText("You have uploaded a newer file of this name since.")).toBeVisible();
  });

  test("who may not bring workbooks is told why, and can look at every version", async ({ page, world }) => {
    await world.as("vera", "/workbooks?period=2024-01");
    await expect(page.getByText(/^Your roles let you look at workbooks/)).toBeVisible();
    await expect(page.locator("input[type=file]")).toHaveCount(0);
    await world.press("agent_volume_sales_targets_2024.xlsx");
    await expect(page.getByRole("region", { name: "Targets" })).toBeVisible();
    await world.expectAccessible();
  });

  test.describe("by mouse", () => {
    test.use({ hands: "mouse" });

    test("files that are dropped are read; those beside the place for them are not opened by the browser", async ({
      page,
      world,
    }) => {
      await world.as("frida", "/workbooks?period=2024-01");
      await drop(page, page.getByText("Drop workbooks here"), BROKEN);
      await expect(page.getByText(/^Refused: nothing of it/)).toBeVisible();
      await page
        .getByRole("gridcell", { name: /^#REF!/ })
        .first()
        .click();
      await expect(page.getByText(/^The cell shows the error #REF!/).first()).toBeVisible();
      await page.getByRole("button", { name: "All workbooks" }).click();
      await drop(page, page.getByText("Drop workbooks here"), TARGETS, BROKEN);
      const list = page.getByRole("region", { name: "Uploaded, not in force" });
      await expect(list.getByText("1 figure changes")).toBeVisible();
      const effect = page.evaluate(
        () =>
          new Promise<string | undefined>((resolve) => {
            const tell = (event: DragEvent): void => {
              resolve(event.defaultPrevented ? event.dataTransfer?.dropEffect : "opened");
            };
            addEventListener("dragover", (event) => setTimeout(() => tell(event)), { capture: true, once: true });
          }),
      );
      await drop(page, page.getByRole("heading", { name: "In force, now and before" }), TARGETS);
      expect(await effect).toBe("none");
    });
  });

  test("nothing is wider than a phone of 320 pixels", async ({ page, world }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await world.as("frida", "/workbooks?period=2024-01");
    await world.bring("Choose files", BROKEN);
    await expect(page.getByRole("grid")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
