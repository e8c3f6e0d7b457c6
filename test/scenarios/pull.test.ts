/**
 * Contract rows pulled by SQL, from a real PostgreSQL and from an Athena: they meet the door of messages, and no row is missed.
 */
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { changeSetting } from "../../src/flows/change-setting.ts";
import type { FlowDeps } from "../../src/flows/deps.ts";
import { pullContracts, type OpenRows, type PulledSource } from "../../src/flows/pull-contracts.ts";
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import { rowSourceFor } from "../../src/platform/row-source/source-for.ts";
import { cliOn, Ingested, Refused } from "../support/cli.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { depsOf } from "../support/posted-ledger.ts";
import { SALE_COLUMNS, startSaleSource, type SaleRow, type SaleSource } from "../support/sale-source.ts";

let sales: SaleSource;
let store: TestDatabase;
let deps: FlowDeps;
beforeAll(async () => {
  sales = await startSaleSource();
  for (const [name, value] of Object.entries(sales.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  await sales.end();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  store = await createTestDatabase();
  deps = depsOf(store.db, "petra");
});
afterEach(async () => {
  sales.athena.fault = "none";
  sales.athena.calls.length = 0;
  sales.athena.queries.length = 0;
  await sales.database.db.run("truncate sale");
  await store.drop();
});

const open: OpenRows = (setting) => rowSourceFor(setting, process.env);

async function set(setting: string, market: string | null = null): Promise<void> {
  valueOf(await changeSetting(deps, "pull", setting, market));
}

async function pullAll(from: string | null = null): Promise<PulledSource[]> {
  return valueOf(await pullContracts(deps, open, { market: null, from }));
}

async function pull(from: string | null = null): Promise<PulledSource> {
  const [one, ...more] = await pullAll(from);
  return one === undefined || more.length > 0 ? expect.fail("one source") : one;
}

const counts = ({ result: r }: PulledSource): string =>
  `${r.received} = ${r.accepted} accepted + ${r.duplicate} duplicate + ${r.stale} stale + ${r.rejected} rejected`;
const codes = ({ problems }: PulledSource): string[] => problems.map((problem) => problem.code);
const rejections = ({ result }: PulledSource): string[] =>
  result.rejections.map((r) => r.problems.map((p) => `${p.field} ${p.code}: ${p.found}`).join(", "));

async function contracts(): Promise<string[]> {
  const rows = await store.db.all(
    z.object({ text: z.string() }),
    `select concat_ws(' ', contract_id, sequence, market, category, financed, amount_minor, currency, contract_date, cancelled_on) as text
       from contract_version where superseded_by is null order by contract_id`,
  );
  return rows.map((row) => row.text);
}

const at = (time: string): string => `2024-01-17 ${time}`;

describe.each(["postgresql", "athena"] as const)("from %s", (from) => {
  test("rows become contracts, and the watermark follows them", async () => {
    await set(sales.setting(from));
    await sales.add([
      { no: "A", changedAt: at("09:00:00"), price: "249900.5" },
      { no: "B", changedAt: at("09:30:00.123456"), country: "JP", price: "249900", financed: false },
      {
        no: "C",
        changedAt: at("09:10:00"),
        kind: "DEMO",
        price: null,
        financed: false,
        cancelled: "2024-03-01",
        reason: "",
      },
    ]);
    const pulled = await pull();
    expect([counts(pulled), pulled.problems]).toEqual(["3 = 3 accepted + 0 duplicate + 0 stale + 0 rejected", []]);
    expect(pulled.watermark).toEqual({ before: null, after: "2024-01-17 09:30:00.123456" });
    expect(await contracts()).toEqual([
      "A 1 SE retail t 24990050 SEK 2024-01-16",
      "B 1 JP retail f 249900 JPY 2024-01-16",
      "C 1 SE service-loaner f SEK 2024-01-16 2024-03-01",
    ]);
    expect((await verifyLedger(deps)).differences).toEqual([]);
  });

  test("(fault 4) rows that are read again, days later too, are duplicates", async () => {
    await set(sales.setting(from));
    await sales.add([
      { no: "A", changedAt: at("08:00:00") },
      { no: "B", changedAt: at("09:00:00") },
      { no: "C", changedAt: at("09:00:00") },
    ]);
    await pull();
    const before = await contracts();
    // Within the overlap, and everything, in a time when all of it is long known.
    deps = { ...deps, now: () => new Date("2024-08-01T08:00:00Z") };
    expect(counts(await pull())).toBe("3 = 0 accepted + 3 duplicate + 0 stale + 0 rejected");
    await sales.database.db.run("insert into sale select * from sale");
    expect(counts(await pull("2024-01-01"))).toBe("6 = 0 accepted + 6 duplicate + 0 stale + 0 rejected");
    expect(await contracts()).toEqual(before);
  });

  test("(fault 5) the highest sequence wins in whatever order rows come; the same one with other data is told", async () => {
    await set(sales.setting(from));
    await sales.add([
      { no: "A", version: 2, price: "200", changedAt: at("09:00:00") },
      { no: "B", version: 1, price: "100", changedAt: at("09:00:00") },
    ]);
    await pull();
    await sales.add([
      { no: "A", version: 1, price: "100", changedAt: at("10:00:00") },
      { no: "B", version: 3, price: "300", changedAt: at("10:00:01") },
      { no: "B", version: 2, price: "200", changedAt: at("10:00:02") },
      { no: "B", version: 3, price: "301", changedAt: at("10:00:03") },
    ]);
    const pulled = await pull();
    expect(counts(pulled)).toBe("6 = 1 accepted + 2 duplicate + 2 stale + 1 rejected");
    expect(rejections(pulled)).toEqual(["data.sequence sequence-conflict: 3"]);
    expect(await contracts()).toEqual(["A 2 SE retail t 20000 SEK 2024-01-16", "B 3 SE retail t 30000 SEK 2024-01-16"]);
  });

  test("a row that is wrong is kept once with every reason, and its neighbours go in", async () => {
    await set(sales.setting(from));
    await sales.add([
      { no: "A" },
      { no: "B", country: "XX", kind: "FLEET", signed: "2024-01-16 10:00:00" },
      { no: " C", price: "1.0010" },
      { no: "D" },
    ]);
    const pulled = await pull();
    expect(counts(pulled)).toBe("4 = 2 accepted + 0 duplicate + 0 stale + 2 rejected");
    expect(rejections(pulled).toSorted()).toEqual([
      'data.contractId outer-space: " C", data.amount too-many-decimals: 1.001',
      expect.stringMatching(
        /^data.market unknown-market: XX, data.contractDate not-a-date: .*, data.category .*FLEET$/,
      ),
    ]);
    await pull();
    const kept = await store.db.all(
      z.object({ received_from: z.string(), raw: z.instanceof(Uint8Array) }),
      "select received_from, raw from rejected_message",
    );
    expect(kept.map((row) => row.received_from)).toEqual(["pull midas", "pull midas"]);
    expect(kept.map((row) => Buffer.from(row.raw).toString()).join()).toContain('"category":"FLEET"');
  });

  test("a row that commits late below the watermark is read within the overlap, and beyond it with --from", async () => {
    await set(sales.setting(from));
    await sales.add([{ no: "A", changedAt: at("09:00:00") }]);
    await pull();
    await sales.add([
      { no: "LATE", changedAt: at("08:00:00") },
      { no: "TOO LATE", changedAt: at("07:59:59") },
    ]);
    expect(counts(await pull())).toBe("2 = 1 accepted + 1 duplicate + 0 stale + 0 rejected");
    const again = await pull(at("07:00:00"));
    expect(counts(again)).toBe("3 = 1 accepted + 2 duplicate + 0 stale + 0 rejected");
    expect(again.watermark).toEqual({ before: `${at("09:00:00")}.000000`, after: `${at("09:00:00")}.000000` });
  });

  test("rows that share the watermark's value are read without any overlap", async () => {
    const watermark = { column: "CHANGE_NO", type: "integer", overlap: 0 };
    await set(sales.setting(from, { watermark }));
    await sales.add([{ no: "A", changeNo: 9 }]);
    await pull();
    await sales.add([
      { no: "B", changeNo: 9 },
      { no: "C", changeNo: 10 },
    ]);
    const pulled = await pull();
    expect(counts(pulled)).toBe("3 = 2 accepted + 1 duplicate + 0 stale + 0 rejected");
    expect(pulled.watermark).toEqual({ before: "9", after: "10" });
  });

  test("a date is a watermark too", async () => {
    const watermark = { column: "DAY", type: "date", overlapDays: 1 };
    await set(sales.setting(from, { watermark, query: "select *, cast(changed_at as date) as day from sale" }));
    await sales.add([{ no: "A", changedAt: "2024-01-17 09:00:00" }]);
    await pull();
    await sales.add([
      { no: "B", changedAt: "2024-01-16 09:00:00" },
      { no: "C", changedAt: "2024-01-15 09:00:00" },
    ]);
    expect(counts(await pull())).toBe("2 = 1 accepted + 1 duplicate + 0 stale + 0 rejected");
  });

  test("a row without a watermark is taken in and told, each time", async () => {
    await set(sales.setting(from));
    await sales.add([{ no: "A", changedAt: null }, { no: "B" }]);
    expect(codes(await pull())).toEqual(["watermark-null"]);
    await sales.add([{ no: "C", changedAt: null }]);
    const pulled = await pull();
    expect([counts(pulled), codes(pulled)]).toEqual([
      "3 = 1 accepted + 2 duplicate + 0 stale + 0 rejected",
      ["watermark-null"],
    ]);
  });

  test("a row dated 9999 hides none that come later", async () => {
    await set(sales.setting(from));
    await sales.add([{ no: "A" }, { no: "B", changedAt: "9999-12-31 00:00:00" }]);
    const pulled = await pull();
    expect([codes(pulled), pulled.watermark.after]).toEqual([["watermark-ahead"], `${at("09:00:00")}.000000`]);
    await sales.add([{ no: "C", changedAt: at("10:00:00") }]);
    expect(counts(await pull())).toBe("3 = 1 accepted + 2 duplicate + 0 stale + 0 rejected");
  });

  test("more rows than are held at once are read each once", async () => {
    await set(sales.setting(from));
    await sales.add(
      Array.from({ length: 2_500 }, (_, i): SaleRow => ({
        no: `N${i}`,
        changedAt: at(`09:${String(i % 60).padStart(2, "0")}:00`),
      })),
    );
    const pulled = await pull();
    expect(counts(pulled)).toBe("2500 = 2500 accepted + 0 duplicate + 0 stale + 0 rejected");
    expect(await contracts()).toHaveLength(2_500);
  });

  test.each<[string, object, string, RegExp]>([
    [
      "a query that is wrong",
      { query: "select * from nowhere" },
      "pull-query-failed",
      /nowhere.*Mend the setting pull/,
    ],
    [
      "a column that is not there",
      { columns: { ...SALE_COLUMNS, brand: "MAKE" } },
      "pull-column",
      /one column each for MAKE \(none\); it gives contract_no, /,
    ],
    [
      "a watermark that is no column",
      { watermark: { column: 'x" or true; --', type: "integer" } },
      from === "athena" ? "pull-query-failed" : "pull-column",
      /x/,
    ],
  ])("%s is told, and nothing moves", async (_what, more, code, message) => {
    await set(sales.setting(from, more));
    await sales.add([{ no: "A" }]);
    const pulled = await pull();
    expect([codes(pulled), pulled.result.received, pulled.watermark.after]).toEqual([[code], 0, null]);
    expect(pulled.problems[0]?.message).toMatch(message);
  });
});

describe("a source that fails", () => {
  test("does not hold up the others", async () => {
    await set(sales.setting("postgresql", { address: "env:NO_SUCH_VARIABLE", source: "away" }));
    await set(sales.setting("postgresql"), "SE");
    await set("off", "NO");
    await sales.add([{ no: "A" }]);
    const pulled = await pullAll();
    expect(pulled.map((one) => [one.source, codes(one), one.result.accepted])).toEqual([
      ["away", ["pull-address"], 0],
      ["midas", [], 1],
    ]);
    expect(pulled[0]?.problems[0]?.message).toContain("The environment variable NO_SUCH_VARIABLE is to hold");
  });

  test.each<[string, (address: string) => string, string]>([
    ["no address", (address) => address.replace("postgresql:", "mysql:"), "pull-address"],
    ["an address that cannot be read", () => "postgresql://u:geheim@[/d", "pull-address"],
    ["no such database", (address) => address.replace(/\/test_\w+/, "/nowhere"), "pull-refused"],
    ["no such user", (address) => address.replace(/\/\/\w+/, "//nobody"), "pull-refused"],
  ])("%s is told without the password", async (_what, change, code) => {
    const address = sales.database.connectionString.replace(/\/\/(\w+)(:[^@]*)?@/, "//$1:geheim@");
    vi.stubEnv("OTHER_ADDRESS", change(address));
    await set(sales.setting("postgresql", { address: "env:OTHER_ADDRESS" }));
    const pulled = await pull();
    expect(codes(pulled)).toEqual([code]);
    expect(JSON.stringify(pulled)).not.toContain("geheim");
  });

  test("a server that is not there", async () => {
    vi.stubEnv("OTHER_ADDRESS", "postgresql://u:geheim@127.0.0.1:1/d");
    await set(sales.setting("postgresql", { address: "env:OTHER_ADDRESS" }));
    expect(codes(await pull())).toEqual(["pull-unreachable"]);
    await set(sales.setting("athena", { endpoint: "http://127.0.0.1:1" }));
    expect(codes(await pull())).toEqual(["pull-unreachable"]);
  });

  test("a server that says nothing is not waited for without end", async () => {
    const silent = createServer();
    await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
    const address = silent.address();
    if (address === null || typeof address === "string") return expect.fail("no port");
    await set(sales.setting("athena", { endpoint: `http://127.0.0.1:${address.port}`, timeoutMs: 1_000 }));
    expect(codes(await pull())).toEqual(["pull-unreachable"]);
    silent.close();
  });

  test.each([200, 403, 502])("a page of HTML with status %i is no answer", async (status) => {
    const proxy = createHttpServer((_request, response) => response.writeHead(status).end("<html>Sign in</html>"));
    await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
    const address = proxy.address();
    if (address === null || typeof address === "string") return expect.fail("no port");
    await set(sales.setting("athena", { endpoint: `http://127.0.0.1:${address.port}` }));
    const pulled = await pull();
    expect([codes(pulled), pulled.result.received]).toEqual([["pull-unreachable"], 0]);
    proxy.closeAllConnections();
    proxy.close();
  });

  test("a query that takes too long is given up, and stopped", async () => {
    await set(sales.setting("postgresql", { timeoutMs: 1_000, query: "select *, pg_sleep(3) from sale" }));
    await sales.add([{ no: "A" }]);
    expect(codes(await pull())).toEqual(["pull-timeout"]);
    await set(sales.setting("athena", { timeoutMs: 1_000 }));
    sales.athena.fault = "endless";
    expect(codes(await pull())).toEqual(["pull-timeout"]);
    expect(sales.athena.calls.at(-1)).toBe("StopQueryExecution");
  });

  test("Athena's refusals are told; one that is busy is asked again", async () => {
    await set(sales.setting("athena"));
    await sales.add([{ no: "A" }]);
    sales.athena.fault = "deny";
    expect(codes(await pull())).toEqual(["pull-refused"]);
    sales.athena.fault = "busy";
    expect(counts(await pull())).toBe("1 = 1 accepted + 0 duplicate + 0 stale + 0 rejected");
  });

  test("one that breaks in the middle keeps what was read, and the next pull reads the rest", async () => {
    await set(sales.setting("athena", { watermark: { column: "CHANGE_NO", type: "integer", overlap: 0 } }));
    await sales.add(Array.from({ length: 1_500 }, (_, i) => ({ no: `N${i}`, changeNo: i })));
    sales.athena.fault = "torn";
    const torn = await pull();
    expect([codes(torn), torn.result.accepted, torn.watermark.after]).toEqual([["pull-unreachable"], 999, "998"]);
    sales.athena.fault = "none";
    const rest = await pull();
    expect([rest.problems, rest.result.accepted, rest.result.duplicate]).toEqual([[], 501, 1]);
  });

  test("nothing can be written there", async () => {
    await sales.database.db.run(
      "create function spoil() returns text language sql volatile as $$ delete from sale returning contract_no $$",
    );
    await set(sales.setting("postgresql", { query: "select *, spoil() from sale" }));
    await sales.add([{ no: "A" }]);
    expect((await pull()).problems[0]?.message).toContain("read-only transaction");
  });
});

describe("the watermark", () => {
  const stored = async (): Promise<string[]> => {
    const row = z.object({ value: z.string() });
    return (await store.db.all(row, "select value from pull_watermark order by value")).map(({ value }) => value);
  };

  test("does not pass rows that --from left out", async () => {
    await set(sales.setting("postgresql"));
    await sales.add([
      { no: "A", changedAt: at("08:00:00") },
      { no: "B", changedAt: at("12:00:00") },
    ]);
    expect((await pull(at("10:00:00"))).leftOut).toBe(true);
    expect([await stored(), await contracts()]).toEqual([[], [expect.stringMatching(/^B/)]]);
    await pull();
    await sales.add([
      { no: "C", changedAt: at("15:00:00") },
      { no: "D", changedAt: at("18:00:00") },
    ]);
    await pull(at("17:00:00"));
    expect(await stored()).toEqual([`${at("12:00:00")}.000000`]);
    expect((await pull()).result).toMatchObject({ accepted: 1, duplicate: 2 });
    expect(await contracts()).toHaveLength(4);
  });

  test("never moves back when the source has lost its newest rows", async () => {
    await set(sales.setting("postgresql"));
    await sales.add([
      { no: "A", changedAt: at("08:30:00") },
      { no: "B", changedAt: at("09:00:00") },
    ]);
    await pull();
    await sales.database.db.run("delete from sale where contract_no = 'B'");
    expect((await pull()).result.received).toBe(1);
    expect(await stored()).toEqual([`${at("09:00:00")}.000000`]);
  });

  test("of one query says nothing of another: after a change of the setting everything is read again", async () => {
    await set(sales.setting("postgresql", { query: "select * from sale where country = 'SE'" }));
    await sales.add([
      { no: "A", changedAt: at("07:00:00"), country: "JP" },
      { no: "B", changedAt: at("09:00:00") },
    ]);
    expect((await pull()).result.received).toBe(1);
    await set(sales.setting("postgresql"));
    expect(counts(await pull())).toBe("2 = 1 accepted + 1 duplicate + 0 stale + 0 rejected");
  });

  test("of a value that is none is refused before anything is read", async () => {
    await set(sales.setting("postgresql"));
    const pulled = await pull("2024-01-17' or true --");
    expect([codes(pulled), pulled.result.received]).toEqual([["pull-from"], 0]);
  });
});

test("one source is pulled by one process at a time; the other says so", async () => {
  await set(sales.setting("postgresql"));
  await sales.add([{ no: "A" }]);
  let other: PulledSource | null = null;
  const first = await pullContracts(
    deps,
    async (setting) => {
      other = await pull();
      return open(setting);
    },
    { market: null, from: null },
  );
  expect(other).toMatchObject({ problems: [{ code: "pull-running" }], result: { received: 0 } });
  expect(valueOf(first)[0]?.result.accepted).toBe(1);
  expect(codes(await pull())).toEqual([]);
});

test("Athena is given where to begin as a quoted parameter, never inside the statement", async () => {
  await set(sales.setting("athena"));
  await sales.add([{ no: "A", changedAt: at("09:00:00") }]);
  await pull();
  await pull();
  const [first, second] = sales.athena.queries;
  expect(first?.sql).not.toContain("?");
  expect(first?.parameters).toEqual([]);
  expect(second).toEqual({
    sql: `select * from (\nselect * from sale -- as it stands\n) as pulled where "CHANGED_AT" >= cast(? as timestamp(6)) or "CHANGED_AT" is null order by "CHANGED_AT" asc nulls first`,
    parameters: ["'2024-01-17 08:00:00.000000'"],
  });
});

test("the command tells each source, and exits with 1 when something was rejected", { timeout: 120_000 }, async () => {
  const Pulled = z.strictObject({
    sources: z.array(
      Ingested.omit({ cut: true }).extend({
        source: z.string(),
        from: z.string(),
        watermark: z.strictObject({ before: z.string().nullable(), after: z.string().nullable() }),
        leftOut: z.boolean(),
        problems: z.array(z.strictObject({ code: z.string(), message: z.string() })),
      }),
    ),
  });
  const cli = cliOn({ ...sales.env, DATABASE_URL: store.connectionString });
  expect((await cli.json(Refused, ["pull"], { code: 1 })).error.code).toBe("pull-not-set");
  const refused = await cli.json(Refused, ["settings", "set", "pull", '{"from":"postgresql"}'], { code: 1 });
  expect(refused.error.message).toContain("columns: nothing");
  const shown = await cli.json(z.object({ settings: z.object({ pull: z.object({ source: z.literal("midas") }) }) }), [
    "settings",
    "set",
    "pull",
    sales.setting("postgresql"),
  ]);
  expect(shown.settings.pull.source).toBe("midas");
  await sales.add([{ no: "A" }, { no: "B", country: "XX" }]);
  const { sources } = await cli.json(Pulled, ["pull"], { code: 1 });
  expect(sources).toMatchObject([{ source: "midas", received: 2, accepted: 1, rejected: 1, problems: [] }]);
  await sales.database.db.run("delete from sale where country = 'XX'");
  const again = await cli.run(["pull", "--market", "Sweden", "--from", "2024-01-18"]);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain("The watermark stays: rows before 2024-01-18");
  expect((await cli.run(["settings"])).stdout).toContain("midas from postgresql");
  await cli.run(["settings", "set", "pull", "off"]);
  expect((await cli.json(Refused, ["pull"], { code: 1 })).error.code).toBe("pull-not-set");
  expect(await cli.run(["verify"])).toMatchObject({ code: 0 });
});
