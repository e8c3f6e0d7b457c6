/**
 * What every test of the console begins with: a server of its own with the sample data, a page that may not complain, and somebody signed in.
 *
 * In: nothing. Out: Playwright's `test` with `world`: sign in, act by keyboard, look for faults of access in both schemes.
 * A page that writes an error to the browser's console, or breaks the content security policy, fails its test; so does a story whose
 * hands are the keyboard, when a mouse or the driver itself does anything. Stories by mouse say so: `test.use({ hands: "mouse" })`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base, type ConsoleMessage, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { post } from "./api-acts.ts";
import { allowAddress, watchHands, type Hands } from "./hands.ts";
import { bring, press, tabTo, write, type Goal, type Step } from "./keyboard.ts";
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
  /** The server's data folder. */
  readonly data: string;
  /** Opens a path of the console as somebody, as from a link that was sent; signs in first. */
  as(user: UserId, path: string): Promise<void>;
  /** A link that somebody sent is followed, by who is signed in. */
  follow(path: string): Promise<void>;
  /** Somebody else goes on, at the same place. */
  change(user: UserId): Promise<void>;
  /** Somebody else at a machine of their own, for what is done meanwhile over the API. */
  beside(user: UserId): Promise<Page>;
  /** Nothing that axe knows is wrong with the page as it stands, in light and dark. */
  expectAccessible(): Promise<void>;
  /** Presses Tab, or another key, until the focus is there; fails when it is never reached. */
  tabTo(goal: Goal, key?: Step): Promise<void>;
  /** Goes there by Tab, and presses Enter, or another key. */
  press(goal: Goal, key?: string): Promise<void>;
  /** Goes to a field by Tab, and writes over what stands there. */
  write(goal: Goal, text: string): Promise<void>;
  /** Brings files by their button. */
  bring(button: Goal, ...paths: readonly string[]): Promise<void>;
  /** From now on the server may refuse what is asked, or be away: the browser's console tells that too. */
  allowRefusals(): void;
}

interface Options {
  /** Empty: as it is installed, with nothing in it, for each test anew. Else the sample data, one server for all tests of a file. */
  readonly installation: "samples" | "empty";
  /** By which hands the story is told: any other is an error of its page. */
  readonly hands: Hands;
}

const REFUSAL =
  /Failed to load resource: (?:the server responded with a status of 4\d\d|net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_RESET))/;

interface Started {
  readonly server: Server;
  readonly data: string;
}

interface WorkerFixtures {
  /** Whether workbooks go by places, as on AWS. */
  readonly places: boolean;
  readonly fileServer: { of(name: string, installation: Options["installation"]): Promise<Started> };
}

export const test = base.extend<Options & { readonly world: ConsoleWorld }, WorkerFixtures>({
  hands: ["keyboard", { option: true }],
  installation: ["samples", { option: true }],
  // One server for each test file: its tests tell one story, and no other file sees it.
  places: [false, { option: true, scope: "worker" }],
  fileServer: [
    async ({ places }, use) => {
      let current: (Started & { readonly name: string; readonly folder: string }) | null = null;
      const stop = async (): Promise<void> => {
        await current?.server.stop();
        if (current !== null) rmSync(current.folder, { recursive: true, force: true });
      };
      await use({
        of: async (name, installation) => {
          if (current?.name === name) return current;
          await stop();
          const folder = mkdtempSync(join(tmpdir(), "opencommission-console-"));
          const data = join(folder, "data");
          // With its owner: PostgreSQL does not run as root, nor on a folder of root's.
          if (installation === "samples")
            execFileSync("cp", ["-a", process.env["OPENCOMMISSION_CONSOLE_SAMPLES"] ?? "", data]);
          current = { name, server: await (places ? serveWithPlaces(data) : serve(data)), folder, data };
          return current;
        },
      });
      await stop();
    },
    { scope: "worker" },
  ],
  world: async ({ page, browser, fileServer, hands, installation }, use, info) => {
    const name = installation === "empty" ? info.testId : info.file;
    const { server, data } = await fileServer.of(name, installation);
    const complaints: string[] = [];
    let refusals = false;
    const listen = (to: Page): void => {
      to.on("console", (message) => {
        if (isComplaint(message, refusals)) complaints.push(message.text());
      });
      to.on("pageerror", (error) => complaints.push(error.message));
    };
    listen(page);
    await watchHands(page.context(), hands);
    const others: Page[] = [];
    await use({
      bucket: server.bucket,
      data,
      as: async (user, path) => {
        if (page.url().startsWith("http")) await allowAddress(page);
        await page.goto(`${server.address}${path}`);
        await signIn(page, user, hands);
      },
      follow: async (path) => {
        await allowAddress(page);
        await page.goto(`${server.address}${path}`);
      },
      change: async (user) => {
        await post(page, "/sign-out");
        await page.reload();
        await signIn(page, user, hands);
      },
      beside: async (user) => {
        const other = await browser.newPage({ baseURL: server.address });
        others.push(other);
        listen(other);
        await other.goto("/");
        await post(other, "/sign-in/local", { user });
        // The keys are this page's again.
        await page.bringToFront();
        return other;
      },
      expectAccessible: () => expectAccessible(page),
      tabTo: (goal, key) => tabTo(page, goal, key),
      press: (goal, key) => press(page, goal, key),
      write: (goal, text) => write(page, goal, text),
      bring: (button, ...paths) => bring(page, button, ...paths),
      allowRefusals: () => {
        refusals = true;
      },
    });
    for (const other of others) await other.close();
    expect(complaints, "the browser's console is quiet, and no other hands helped").toEqual([]);
  },
});

function isComplaint(message: ConsoleMessage, refusals: boolean): boolean {
  if (message.type() !== "error" && message.type() !== "warning") return false;
  return !(refusals && REFUSAL.test(message.text()));
}

/** On the page for it, as it stands open. */
export async function signIn(page: Page, user: UserId, hands: Hands): Promise<void> {
  const button = page.getByRole("button", { name: NAMES[user] });
  await (hands === "keyboard" ? press(page, button) : button.click());
  await expect(page.getByRole("navigation")).toBeAttached();
}
