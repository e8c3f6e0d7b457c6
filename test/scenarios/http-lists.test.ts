/**
 * Long lists: whatever the length of a page, all pages together are the list, once each and in its order; and packed for who unpacks.
 */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { parseCsv } from "../../src/delivery/read-csv.ts";
import { inspectWorkbook } from "../../src/workbooks/door.ts";
import { readGrid } from "../../src/workbooks/read-grid.ts";
import { ingestStream } from "../../src/flows/ingest-stream.ts";
import { eventLine } from "../support/contract-event.ts";
import { createTestApi, loadSamples, ORIGIN, type TestApi } from "../support/http-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
  await api.ask("POST", "/api/v1/closes", { as: "frida", body: { market: "SE", period: "2024-01" } });
});
afterAll(() => api.stop());

const Rows = z.array(z.record(z.string(), z.unknown()));

async function page(path: string, name: string) {
  const answer = await api.ask("GET", `/api/v1${path}`, { as: "vera" });
  expect(answer.status, answer.text).toBe(200);
  const body = z.looseObject({ next: z.string().nullable() }).parse(answer.json);
  return { rows: Rows.parse(body[name]), next: body.next };
}

async function allPages(path: string, name: string, limit: number) {
  const rows: z.output<typeof Rows> = [];
  for (let cursor = ""; ;) {
    const read = await page(`${path}limit=${limit}${cursor}`, name);
    expect(read.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...read.rows);
    if (read.next === null) return rows;
    expect(read.rows).toHaveLength(limit);
    cursor = `&cursor=${read.next}`;
  }
}

test.each([
  ["statements", "/statements?period=2024-01&", 1_000],
  ["statements", "/statements?period=2024-01&market=SE&lines=false&", 20_000],
  ["contracts", "/contracts?", 20_000],
  ["entries", "/closes/SE-2024-01-1/entries?", 20_000],
])("%s of %s are the same in pages of any length", async (name, path, most) => {
  const whole = await page(`${path}limit=${most}`, name);
  expect(whole.next).toBeNull();
  expect(whole.rows.length).toBeGreaterThan(3);
  for (const limit of [3, 100, whole.rows.length]) expect(await allPages(path, name, limit)).toEqual(whole.rows);
});

test("agents of whose contracts none counts have no statement, and a page is filled from those after them", async () => {
  const before = await page("/statements?period=2024-01&market=SE&limit=2", "statements");
  // Both come before every agent of the samples.
  const idle = ["AAA 1", "AAA 2"].map((agentId, i) =>
    eventLine({ contractId: `idle-${i}`, agentId, category: "staff" }),
  );
  const bytes = new TextEncoder().encode(idle.join("\n"));
  const stream = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  const deps = { db: api.http.db, now: api.http.now, actor: "test", progress: () => undefined };
  await ingestStream(deps, api.http.objects, { name: "idle", form: "lines", bytes: stream, size: bytes.length });
  const after = await page("/statements?period=2024-01&market=SE&limit=2", "statements");
  expect(after.rows.map((s) => s["agentId"])).toEqual(before.rows.map((s) => s["agentId"]));
});

test("a statement's lines are left out where they are not asked for, and a page with them is not endless", async () => {
  const { rows } = await page("/statements?period=2024-01&market=SE&limit=5&lines=false", "statements");
  expect(rows.map((s) => s["lines"])).toEqual([null, null, null, null, null]);
  const refused = await api.ask("GET", "/api/v1/statements?period=2024-01&limit=1001", { as: "vera" });
  expect([refused.status, refused.json]).toMatchObject([400, { errors: [{ parameter: "limit" }] }]);
});

test("a long answer is packed for who can unpack it, and is the same then", async () => {
  const path = "/api/v1/closes/SE-2024-01-1/entries?limit=20000";
  const headers = { host: new URL(ORIGIN).host, cookie: await api.cookieOf("vera") };
  const plain = await api.ask("GET", path, { as: "vera" });
  expect(plain.headers.get("content-encoding")).toBeNull();
  const packed = await api.app.fetch(
    new Request(`${ORIGIN}${path}`, { headers: { ...headers, "accept-encoding": "br, gzip" } }),
  );
  expect([packed.headers.get("content-encoding"), packed.headers.get("vary")]).toEqual(["gzip", "Accept-Encoding"]);
  const bytes = Buffer.from(await packed.arrayBuffer());
  expect(bytes.length).toBeLessThan(plain.text.length / 4);
  expect(gunzipSync(bytes).toString("utf8")).toBe(plain.text);
  const unwanted = new Request(`${ORIGIN}${path}`, { headers: { ...headers, "accept-encoding": "gzip;q=0, br" } });
  expect((await api.app.fetch(unwanted)).headers.get("content-encoding")).toBeNull();
});

describe("lists as files", () => {
  const lists = [
    "contracts?market=SE&period=2024-01",
    "statements?period=2024-01&market=SE",
    "statement-lines?period=2024-01&market=SE",
    "close-entries?close=SE-2024-01-1",
    "targets?period=2024-01&market=SE",
    "audit?action=close.calculated",
  ];

  test.each(lists)("%s has the same rows as CSV and as a workbook, and is on record with them", async (path) => {
    const csv = await api.ask("GET", `/api/v1/exports/${path}`, { as: "vera" });
    expect(csv.status, csv.text).toBe(200);
    const [titles = [], ...rows] = parseCsv(csv.text) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    const headers = { host: new URL(ORIGIN).host, cookie: await api.cookieOf("vera") };
    const answer = await api.app.fetch(new Request(`${ORIGIN}/api/v1/exports/${path}&format=xlsx`, { headers }));
    const inspected = inspectWorkbook(new Uint8Array(await answer.arrayBuffer()));
    if (!inspected.ok) throw new Error("assertion: the door lets our own workbooks in");
    const read = readGrid(inspected.parts);
    const cells = "grid" in read ? (read.grid.sheets[0]?.cells ?? []) : [];
    expect(cells.filter((cell) => cell.row === 1).map((cell) => cell.shown)).toEqual(titles);
    expect(cells.at(-1)?.row).toBe(rows.length + 1);
    const told = (await page("/audit?action=data.exported&limit=2", "acts")).rows;
    expect(told).toMatchObject([
      { actor: "Vera Viewer", detail: { format: "xlsx", rows: rows.length } },
      { actor: "Vera Viewer", detail: { format: "csv", rows: rows.length } },
    ]);
  });

  test("who holds which role can be reviewed, granted and revoked ones too", async () => {
    const me = await api.ask("GET", "/api/v1/me", { as: "noah" });
    const { person } = z.object({ person: z.string() }).parse(me.json);
    const body = { person, role: "viewer", market: "SE" };
    const given = await api.ask("POST", "/api/v1/grants", { as: "alma", body });
    const { grant } = z.object({ grant: z.object({ id: z.string() }) }).parse(given.json);
    await api.ask("POST", `/api/v1/grants/${grant.id}/revocation`, { as: "alma" });
    const csv = await api.ask("GET", "/api/v1/exports/access", { as: "alma" });
    const at = "2024-05-02T08:00:00.000Z";
    expect(csv.text).toContain(`,Frida Finance,local,frida,uploader,,issuer,${at},,,\r\n`);
    expect(csv.text).toContain(`${person},Noah Nothing,,,viewer,SE,grant,${at},Alma Admin,${at},Alma Admin\r\n`);
  });

  test("an agent whose name begins like a formula stays a name in every file", async () => {
    const bytes = new TextEncoder().encode(eventLine({ contractId: "=1+1", agentId: "=cmd()", amount: "1.50" }));
    const stream = (async function* () {
      yield await Promise.resolve(bytes);
    })();
    const deps = { db: api.http.db, now: api.http.now, actor: "test", progress: () => undefined };
    await ingestStream(deps, api.http.objects, { name: "f", form: "lines", bytes: stream, size: bytes.length });
    const path = `/api/v1/exports/statement-lines?period=2024-01&agent=${encodeURIComponent("=cmd()")}`;
    const csv = await api.ask("GET", path, { as: "vera" });
    expect(csv.text.split("\r\n")[1]).toMatch(/^SE,'=cmd\(\),2024-01,'=1\+1,1\.50,/);
  });

  test("a table that a page makes a file of is on record before the page has its answer", async () => {
    const body = { table: "closes", rows: 3, period: "2024-01", market: "SE" };
    const answer = await api.ask("POST", "/api/v1/exports/shown", { as: "vera", body });
    expect([answer.status, answer.json]).toEqual([200, { rows: 3 }]);
    const [told] = (await page("/audit?action=data.exported&limit=1", "acts")).rows;
    expect(told).toMatchObject({
      actor: "Vera Viewer",
      subject: "shown closes 2024-01",
      market: "SE",
      detail: { format: "csv", rows: 3 },
    });
    const named = await api.ask("POST", "/api/v1/exports/shown", { as: "vera", body: { ...body, table: "=cmd()" } });
    expect(named.status).toBe(400);
  });
});
