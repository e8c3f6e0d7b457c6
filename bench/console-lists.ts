/**
 * A close of 100 000 entries in the console, in a real browser: opened, scrolled, filtered letter by letter, sorted by each column, exported.
 * Against the same pages fetched and parsed by an empty page. Built before: `npm run build:console`.
 * `node bench/console-lists.ts [CONTRACTS]`
 */
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "@playwright/test";
import { readConsoleFiles } from "../src/entry/http/console-files.ts";
import { LOCAL_USERS } from "../src/entry/http/local-users.ts";
import { startServer } from "../src/entry/http/start-server.ts";
import { closePeriod } from "../src/flows/close-period.ts";
import { parsePeriod } from "../src/domain/period.ts";
import type { Database } from "../src/platform/postgres/database.ts";
import { createMemoryObjectStore } from "../src/platform/object-store/memory-object-store.ts";
import { chromiumPath } from "../test/console/support/chromium.ts";
import { countFrom, fillMarket, withBenchDatabase } from "./bench-database.ts";
import { heldMiB, watch, watchPage, type Watched } from "./watched-page.ts";

const CLOSE = "SE-2024-01-1";
const TYPED = "agent 77";
const SCROLLS = 120;
const LONG_WAIT_MS = 300_000;
const count = countFrom(process.argv[2], 100_000);
const period = parsePeriod("2024-01");
if (period === null) throw new Error("assertion: a real period");

/** Fetches and parses a list to its end, drawing nothing. */
const FLOOR = (path: string) => `(async () => {
  for (let next = ""; next !== null; ) {
    const answer = await fetch("/api/v1${path}" + (next === "" ? "" : "&cursor=" + next));
    next = (await answer.json()).next;
  }
})()`;
/** A frame was drawn, and another. */
const DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))";
const SCROLL = (times: number) => `(async () => {
  const box = document.querySelector("[role=region] table").parentElement;
  const most = box.scrollHeight;
  for (let i = 1; i <= ${times}; i += 1) {
    box.scrollTop = (most * i) / ${times};
    await new Promise(requestAnimationFrame);
  }
})()`;

async function serve(db: Database): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const files = readConsoleFiles(fileURLToPath(new URL("../console/dist", import.meta.url)));
  if (files === null) throw new Error("the console is not built: npm run build:console");
  return startServer(
    {
      db,
      now: () => new Date(),
      objects: createMemoryObjectStore({ now: () => new Date() }),
      coreViewOf: () => Promise.reject(new Error("assertion: nothing is delivered here")),
      schemaIsCurrent: () => Promise.resolve(true),
      issuer: null,
      localUsers: LOCAL_USERS,
      limits: { perPerson: 1e6, perAddress: 1e6, signInsPerAddress: 1e6, uploadsPerPerson: 1e6 },
      log: () => undefined,
      console: files,
      uploadPlaces: null,
      checkAnswers: false,
    },
    { host: "127.0.0.1", port: 0, origin: null },
  );
}

async function settled(page: Page): Promise<void> {
  await page.locator("main [aria-busy=true]").waitFor({ state: "detached", timeout: LONG_WAIT_MS });
  await page.evaluate(DRAWN);
}

async function whole(page: Page): Promise<void> {
  const all = `${new Intl.NumberFormat("en-GB").format(count)} rows`;
  await page.getByText(all, { exact: true }).waitFor({ timeout: LONG_WAIT_MS });
  await settled(page);
}

async function steps(browser: Browser, page: Page, address: string): Promise<readonly Watched[]> {
  const on = { browser, page };
  await watchPage(page);
  await page.goto(address);
  await page.getByRole("button", { name: "Vera Viewer" }).click();
  await page.getByRole("navigation").waitFor();
  const seen: Watched[] = [
    await watch(on, "floor: fetched and parsed", () =>
      page.evaluate(FLOOR(`/closes/${CLOSE}/entries?limit=20000`)).then(() => undefined),
    ),
  ];
  const opened = `${address}/closes?period=2024-01&market=SE&open=${CLOSE}`;
  seen.push(
    await watch(on, "opened, to the first rows", async () => {
      await page.goto(opened);
      await page.locator("tbody tr[aria-rowindex]").first().waitFor({ timeout: LONG_WAIT_MS });
    }),
  );
  await whole(page);
  seen.push(
    await watch(on, "opened anew, to the last row", async () => {
      await page.reload();
      await whole(page);
    }),
    await watch(on, `scrolled in ${SCROLLS} frames`, () => page.evaluate(SCROLL(SCROLLS)).then(() => undefined)),
  );
  const filter = page.getByRole("textbox", { name: /^Filter/ });
  await filter.focus();
  for (const letter of TYPED)
    seen.push(
      await watch(on, `typed "${letter}"`, async () => {
        await page.keyboard.press(letter === " " ? "Space" : letter);
        await settled(page);
      }),
    );
  await filter.fill("");
  await settled(page);
  for (const column of ["Agent", "Contract", "Kind", "Month", "Rate", "Amount"])
    seen.push(
      await watch(on, `sorted: ${column}`, async () => {
        await page.getByRole("button", { name: column, exact: true }).click();
        await page.locator("th[aria-sort=ascending]", { hasText: column }).waitFor();
        await settled(page);
      }),
    );
  for (const file of ["CSV", "XLSX"])
    seen.push(
      await watch(on, `exported: ${file}`, async () => {
        const download = page.waitForEvent("download", { timeout: LONG_WAIT_MS });
        await page.getByRole("link", { name: file }).click();
        await (await download).path();
      }),
    );
  return seen;
}

function printWatched(seen: readonly Watched[]): void {
  const floorMs = seen[0]?.ms ?? 1;
  const rows = seen.map(({ what, ms, longTasksMs, longestCpuMs, inputsMs }) => [
    what.padEnd(30),
    `${Math.round(ms)} ms`.padStart(9),
    `${(ms / floorMs).toFixed(2)} x`.padStart(8),
    `${longTasksMs.length} long, most ${Math.round(Math.max(0, ...longTasksMs))} ms`.padStart(24),
    `cpu ${Math.round(longestCpuMs)} ms`.padStart(12),
    `input ${Math.round(Math.max(0, ...inputsMs))} ms`.padStart(14),
  ]);
  process.stdout.write(`${rows.map((row) => row.join("")).join("\n")}\n`);
}

await withBenchDatabase(async (db) => {
  await fillMarket(db, { contracts: count, agents: Math.ceil(count / 10) });
  const deps = { db, now: () => new Date(), actor: "frida", progress: () => undefined };
  const closed = await closePeriod(deps, "SE", period);
  if (!closed.ok || closed.value.id !== CLOSE) throw new Error("assertion: the first close of the month");
  const server = await serve(db);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args });
  try {
    const page = await browser.newPage({ locale: "en-GB", viewport: { width: 1360, height: 860 } });
    const load = () => loadavg()[0]?.toFixed(1) ?? "";
    const before = load();
    printWatched(await steps(browser, page, server.address));
    process.stdout.write(`held by the page: ${await heldMiB(page)} MiB; load of the machine: ${before} to ${load()}\n`);
  } finally {
    await browser.close();
    await server.stop();
  }
});
