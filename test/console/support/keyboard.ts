/**
 * What a person does with a keyboard. In: a page, and what is to be reached. Out: it has the focus, or an error with all that Tab passed by.
 */
import { expect, type Locator, type Page } from "@playwright/test";

/** A table of a whole close may stand between. */
const MOST_TABS = 400;
const LONGEST_NAME = 80;
const MOST_TOLD = 60;

export type Goal = Locator | string | RegExp;

/** `Shift+Tab` where it is nearer, arrows inside of what has one stop. */
export type Step = "Tab" | "Shift+Tab" | "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight";

/**
 * Presses a key until the focus is there, and visible.
 * @param goal a locator, or the whole name of what can have the focus
 */
export async function tabTo(page: Page, goal: Goal, key: Step = "Tab"): Promise<void> {
  const passed: string[] = [];
  // Nobody presses keys before there is something to see.
  await page.getByRole("main").waitFor({ state: "attached" });
  if (typeof goal === "object" && !(goal instanceof RegExp)) await goal.first().waitFor({ state: "attached" });
  for (let i = 0; i < MOST_TABS; i += 1) {
    await page.keyboard.press(key);
    const { name, here, seen } = await focused(page, goal);
    if (here) {
      expect(seen, `the focus on ${name} is seen`).toBe(true);
      return;
    }
    passed.push(name.slice(0, LONGEST_NAME));
  }
  throw new Error(
    `${key} never came to ${String(goal)}. It passed: ${[...new Set(passed)].slice(0, MOST_TOLD).join(" > ")}`,
  );
}

interface Focus {
  readonly name: string;
  readonly here: boolean;
  readonly seen: boolean;
}

async function focused(page: Page, goal: Goal): Promise<Focus> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    // After the last comes the browser itself, before the first begins anew.
    if (element === null || element === document.body) return { name: "(the end)", seen: false };
    const label = element.getAttribute("aria-label") ?? "";
    const name = label === "" ? (element.textContent ?? "").trim() : label;
    return { name, seen: element.matches(":focus-visible") };
  });
  if (typeof goal === "string") return { ...focus, here: focus.name === goal };
  if (goal instanceof RegExp) return { ...focus, here: goal.test(focus.name) };
  return { ...focus, here: await goal.evaluateAll((found) => found.some((each) => each === document.activeElement)) };
}

export async function press(page: Page, goal: Goal, key = "Enter"): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press(key);
}

/** Where the focus is in a text, it is all replaced. */
export async function write(page: Page, goal: Goal, text: string): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** By the button: the window for files is the browser's own, and its answer is given here. */
export async function bring(page: Page, button: Goal, ...paths: readonly string[]): Promise<void> {
  const asked = page.waitForEvent("filechooser");
  await press(page, button);
  await (await asked).setFiles([...paths]);
}
