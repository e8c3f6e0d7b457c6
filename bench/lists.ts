/**
 * The long lists over HTTP, as the console reads them: each whole list page by page, its time and its bytes, against the COPY out of as many rows.
 * `node bench/lists.ts [CONTRACTS]`
 */
import { gunzipSync } from "node:zlib";
import { createApp } from "../src/entry/http/create-app.ts";
import type { HttpDeps } from "../src/entry/http/http-deps.ts";
import { LOCAL_USERS } from "../src/entry/http/local-users.ts";
import { approveClose } from "../src/flows/approve-close.ts";
import { closePeriod } from "../src/flows/close-period.ts";
import { changeSetting } from "../src/flows/change-setting.ts";
import { parsePeriod } from "../src/domain/period.ts";
import type { Database } from "../src/platform/postgres/database.ts";
import { createMemoryObjectStore } from "../src/platform/object-store/memory-object-store.ts";
import { countFrom, fillMarket, measure, printTable, withBenchDatabase, type Measured } from "./bench-database.ts";

const ORIGIN = "http://127.0.0.1:8080";
const count = countFrom(process.argv[2], 100_000);
const PATHS = [
  "/closes/SE-2024-01-1/entries?limit=20000",
  "/ledger?limit=20000",
  "/contracts?limit=20000",
  "/statements?period=2024-01&limit=1000",
  "/statements?period=2024-01&limit=20000&lines=false",
];
const agents = Math.ceil(count / 10);
const period = parsePeriod("2024-01");
if (period === null) throw new Error("assertion: a real period");

/** `next` is the last field of every list. */
function cursorAtEnd(text: string): string | null {
  return /"next":(?:null|"([^"]*)")\}$/.exec(text)?.[1] ?? null;
}

async function drain(rows: AsyncIterable<unknown>): Promise<number> {
  let drained = 0;
  for await (const row of rows) drained += row === null ? 0 : 1;
  return drained;
}

function httpOver(db: Database): HttpDeps {
  return {
    db,
    now: () => new Date(),
    objects: createMemoryObjectStore({ now: () => new Date() }),
    coreViewOf: () => Promise.reject(new Error("assertion: nothing is delivered here")),
    schemaIsCurrent: () => Promise.resolve(true),
    origins: [ORIGIN],
    addressOf: () => "127.0.0.1",
    issuer: null,
    localUsers: LOCAL_USERS,
    limits: { perPerson: 1e6, perAddress: 1e6, signInsPerAddress: 1e6, uploadsPerPerson: 1e6 },
    log: () => undefined,
    console: null,
    uploadPlaces: null,
    checkAnswers: false,
  };
}

await withBenchDatabase(async (db) => {
  await fillMarket(db, { contracts: count, agents });
  const deps = { db, now: () => new Date(), actor: "frida", progress: () => undefined };
  await changeSetting(deps, "four-eyes", "false", null);
  await closePeriod(deps, "SE", period);
  const app = createApp(httpOver(db));
  const signIn = await app.fetch(
    new Request(`${ORIGIN}/api/v1/sign-in/local`, {
      method: "POST",
      headers: { host: "127.0.0.1:8080", "x-opencommission": "1", "content-type": "application/json" },
      body: '{"user":"vera"}',
    }),
  );
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";

  /** A whole list in pages; how many there were, and the bytes on the wire. */
  async function readAll(path: string): Promise<Measured> {
    const seen = { pages: 0, bytes: 0, longest: 0 };
    const measured = await measure(path, async () => {
      for (let next: string | null = ""; next !== null;) {
        const started = performance.now();
        const url = `${ORIGIN}/api/v1${path}${next === "" ? "" : `&cursor=${next}`}`;
        const headers = { host: "127.0.0.1:8080", cookie, "accept-encoding": "gzip" };
        const response = await app.fetch(new Request(url, { headers }));
        const raw = new Uint8Array(await response.arrayBuffer());
        const body = response.headers.get("content-encoding") === "gzip" ? gunzipSync(raw) : Buffer.from(raw);
        const text = body.toString("utf8");
        if (response.status !== 200) throw new Error(text);
        next = cursorAtEnd(text);
        seen.pages += 1;
        seen.bytes += raw.length;
        seen.longest = Math.max(seen.longest, performance.now() - started);
      }
    });
    const { pages, bytes, longest } = seen;
    return { ...measured, what: `${path}  ${pages} x ${Math.round(longest)} ms, ${Math.round(bytes / 1024)} KiB` };
  }

  const measured = [
    await measure("COPY out of the proposed entries", () => drain(db.copyOut("copy close_entry to stdout"))),
  ];
  for (const path of PATHS.filter((p) => p.startsWith("/closes"))) measured.push(await readAll(path));
  await approveClose({ ...deps, actor: "adam" }, "SE-2024-01-1");
  for (const path of PATHS) measured.push(await readAll(path));
  printTable(count, measured);
});
