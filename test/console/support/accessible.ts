/**
 * Nothing that axe knows is wrong with a page as it stands, in light and dark. In: the page. Out: an assertion that lists what was found.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that see colours: all others find in the dark what they found in the light. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

export async function expectAccessible(page: Page): Promise<void> {
  const told: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === "light" ? axe.withTags(RULES) : axe.withRules(OF_COLOURS)).analyze();
    for (const { id, nodes } of violations)
      for (const node of nodes)
        told.push(`${colorScheme}: ${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect(told).toEqual([]);
}
