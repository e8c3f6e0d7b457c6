/**
 * A month as somebody new lives it, from an installation with nothing in it to a statement in an agent's hands: told once, done by
 * keyboard and by mouse. No address is typed after the first.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page } from "@playwright/test";
import { post } from "./support/api-acts.ts";
import { test, type ConsoleWorld } from "./support/console-test.ts";
import type { Hands } from "./support/hands.ts";
import { drop } from "./support/mouse.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const WORKBOOKS = ["commission_matrices_2024.xlsx", "agent_volume_sales_targets_2024.xlsx"];

/** Sweden's January, and what of the others is rejected. */
function contracts(): unknown[] {
  const lines = readFileSync(`${SAMPLES}contracts-2024-01.ndjson`, "utf8").split("\n");
  const sent = lines.filter((line) => line.includes('"market":"SE"') || /DE-2024-90040[23]/.test(line));
  return sent.map((line): unknown => JSON.parse(line));
}

interface Person {
  readonly page: Page;
  /** Goes to something that is seen, and sets it off. */
  readonly use: (goal: Locator) => Promise<void>;
  /** From a menu that is open. */
  readonly choose: (item: Locator) => Promise<void>;
  readonly bring: (file: string) => Promise<void>;
}

function personWith(hands: Hands, page: Page, world: ConsoleWorld): Person {
  if (hands === "keyboard")
    return {
      page,
      use: (goal) => world.press(goal),
      choose: async (item) => {
        await world.tabTo(item, "ArrowDown");
        await page.keyboard.press("Enter");
      },
      bring: (file) => world.bring("Choose files", file),
    };
  return {
    page,
    use: (goal) => goal.click(),
    choose: (item) => item.click(),
    bring: (file) => drop(page, page.getByText("Drop workbooks here"), file),
  };
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const link = (page: Page | Locator, name: string | RegExp) => page.getByRole("link", { name, exact: true });
const workplace = (page: Page, name: string) => link(page.getByRole("navigation"), name);

async function bringWorkbooks({ page, use, bring }: Person): Promise<void> {
  await expect(page.getByRole("heading", { name: "Nothing was received yet" })).toBeVisible();
  await use(link(page, "Upload workbooks"));
  for (const name of WORKBOOKS) {
    await bring(`${SAMPLES}${name}`);
    await expect(page.getByText(/^Not in force yet/)).toBeVisible();
    await use(button(page, "Put in force…"));
    await use(button(page.getByRole("dialog"), "Put in force"));
    await expect(page).toHaveURL(/open=\d+(?:&|$)/);
    await use(workplace(page, "Workbooks"));
    await expect(page.getByRole("cell", { name, exact: true })).toBeVisible();
  }
}

async function dismissMessages({ page, use }: Person): Promise<void> {
  await use(link(page, "Look at messages"));
  await use(button(page, "Select all open ones"));
  await use(button(page, "Dismiss (2)"));
  await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
  await page.keyboard.type("Sent by mistake");
  await use(button(page.getByRole("dialog"), "Dismiss messages"));
  await expect(page.getByRole("heading", { name: "No open messages" })).toBeVisible();
}

async function changeTo({ page, use, choose }: Person, before: string, after: string): Promise<void> {
  await use(button(page, `Account of ${before}`));
  await choose(page.getByRole("menuitem", { name: "Sign out" }));
  await use(page.getByRole("button", { name: after }));
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

async function close({ page, use }: Person): Promise<void> {
  await use(link(page, "Close the month"));
  await use(button(page.getByRole("dialog"), "Close Sweden"));
  await use(link(page.getByRole("dialog"), "Look at it"));
  await expect(page.getByText("Approving takes the role of an approver. Who can: Adam Approver.")).toBeVisible();
}

async function approveAndDeliver({ page, use }: Person): Promise<void> {
  await use(link(page, "Look and decide"));
  await expect(page.getByRole("table", { name: "Entries" })).toContainText("MINI Agent Gävle");
  await use(button(page, "Approve"));
  await use(button(page.getByRole("dialog"), /^Approve 9\d\d,\d{3}\.\d\d.SEK$/));
  await use(link(page, "To delivery"));
  await use(button(page, "Deliver now"));
  await expect(page.getByRole("cell", { name: "Booked", exact: true })).toBeVisible();
}

async function reconcile({ page, use }: Person): Promise<void> {
  await use(workplace(page, "Overview"));
  await use(link(page, "Reconcile"));
  await use(button(page, "Reconcile now"));
  await expect(page.getByText(/^All is well: everything that was booked/)).toBeVisible();
}

async function handOver({ page, use }: Person): Promise<void> {
  await use(workplace(page, "Statements"));
  await use(button(page, "MINI Agent Gävle"));
  const download = page.waitForEvent("download");
  await use(link(page, "PDF for the agent"));
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
}

for (const hands of ["keyboard", "mouse"] as const)
  test.describe(`by ${hands}`, () => {
    test.use({ hands, installation: "empty" });

    test("from a sign-in to nothing, to a month that is approved, delivered, compared and handed over", async ({
      page,
      world,
    }) => {
      const person = personWith(hands, page, world);
      await world.as("frida", "/");
      await bringWorkbooks(person);
      await post(await world.beside("frida"), "/events", contracts());
      await page.reload();
      await person.use(workplace(page, "Overview"));
      await dismissMessages(person);
      await person.use(workplace(page, "Overview"));
      await close(person);
      await changeTo(person, "Frida Finance", "Adam Approver");
      await approveAndDeliver(person);
      await reconcile(person);
      await person.use(workplace(page, "Overview"));
      await expect(page.getByText(/^This month is done/)).toBeVisible();
      await handOver(person);
    });
  });
