/**
 * What every test of the console begins with: a server of its own with the sample data, a page that may not complain, and somebody signed in.
 *
 * In: nothing. Out: Playwright's `test` with `console`: sign in, act by keyboard, look for faults of access in both schemes.
 * A page that writes an error to the browser's console, or breaks the content security policy, fails its test.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type ConsoleMessage, type Page } from "@playwright/test";
import { serve, serveWithPlaces, type Server } from "./server.ts";

export type UserId = "vera" | "frida" | "adam" | "alma" | "sven" | "aino";

const NAMES: Readonly<Record<UserId, string>> = {
  vera: "Vera Viewer",
  frida: "Frida Finance",
  adam: "Adam Approver",
  alma: "Alma Admin",
  sven: "Sven Sweden",
  aino: "Aino Finland",
};

export interface ConsoleWorld {
  /** Where workbooks wait for their scan, in stories with places. */
  readonly bucket: string;
  /** Opens a path of the console as somebody; signs in first. */
  as(user: UserId, path: string): Promise<void>;
  /** Somebody else goes on, at the same place. */
  change(user: UserId): Promise<void>;
  /** Nothing that axe knows is wrong with the page as it stands, in light and dark. */
  expectAccessible(): Promise<void>;
  /** Presses Tab until the focus is on what has this name; fails when it is never reached. */
  tabTo(name: string | RegExp): Promise<void>;
  /** From now on the server may refuse what is asked, or a connection be lost: the browser's console tells that too. */
  allowRefusals(): void;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const MOST_TABS = 120;
const REFUSAL = /Failed to load resource: (?:the server responded with a status of 4\d\d|net::ERR_CONNECTION_RESET)/;

interface WorkerFixtures {
  /** Whether workbooks go by places, as on AWS. */
  readonly places: boolean;
  readonly fileServer: { of(file: string): Promise<Server> };
}

export const test = base.extend<{ readonly world: ConsoleWorld }, WorkerFixtures>({
  // One server for each test file: its tests tell one story, and no other file sees it.
  places: [false, { option: true, scope: "worker" }],
  fileServer: [
    async ({ places }, use) => {
      let current: { readonly file: string; readonly server: Server; readonly folder: string } | null = null;
      const stop = async (): Promise<void> => {
        await current?.server.stop();
        if (current !== null) rmSync(current.folder, { recursive: true, force: true });
      };
      await use({
        of: async (file) => {
          if (current?.file === file) return current.server;
          await stop();
          const folder = mkdtempSync(join(tmpdir(), "opencommission-console-"));
          const data = join(folder, "data");
          // With its owner: PostgreSQL does not run as root, nor on a folder of root's.
          execFileSync("cp", ["-a", process.env["OPENCOMMISSION_CONSOLE_SAMPLES"] ?? "", data]);
          current = { file, server: await (places ? serveWithPlaces(data) : serve(data)), folder };
          return current.server;
        },
      });
      await stop();
    },
    { scope: "worker" },
  ],
  world: async ({ page, fileServer }, use, info) => {
    const server = await fileServer.of(info.file);
    const complaints: string[] = [];
    let refusals = false;
    page.on("console", (message) => {
      if (isComplaint(message, refusals)) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await use({
      bucket: server.bucket,
      as: async (user, path) => {
        await page.goto(`${server.address}${path}`);
        await signIn(page, user);
      },
      change: async (user) => {
        await page.evaluate(async () => {
          await fetch("/api/v1/sign-out", { method: "POST", headers: { "X-OpenCommission": "test" } });
        });
        await page.reload();
        await signIn(page, user);
      },
      expectAccessible: () => expectAccessible(page),
      tabTo: (name) => tabTo(page, name),
      allowRefusals: () => {
        refusals = true;
      },
    });
    expect(complaints, "the browser's console is quiet").toEqual([]);
  },
});

function isComplaint(message: ConsoleMessage, refusals: boolean): boolean {
  if (message.type() !== "error" && message.type() !== "warning") return false;
  return !(refusals && REFUSAL.test(message.text()));
}

async function signIn(page: Page, user: UserId): Promise<void> {
  await page.getByRole("button", { name: NAMES[user] }).click();
  await expect(page.getByRole("navigation")).toBeAttached();
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${colorScheme}: ${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    );
    expect(told).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let i = 0; i < MOST_TABS; i += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused?.getAttribute("aria-label") ?? "";
      return label === "" ? (focused?.textContent ?? "").trim() : label;
    });
    if (typeof name === "string" ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}
