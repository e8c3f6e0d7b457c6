/**
 * What reconciliation must find: each difference between the ledger and what Core View holds, with market, agent, contract and month.
 * Here Core View is a folder, and somebody has been at its files.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reconcileDeliveries, type Reconciliation } from "../../src/flows/reconcile-deliveries.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import { cliOn, Reconciled } from "../support/cli.ts";
import { sampleBatch } from "../support/sample-batches.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { closeMonth, deliverTo, depsOf, ingestEvents, postLedger } from "../support/posted-ledger.ts";

let database: TestDatabase;
let root: string;
let delivered: string;
/** A copy of what was delivered, for each test to tamper with. */
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  root = await mkdtemp(join(tmpdir(), "opencommission-reconcile-"));
  delivered = join(root, "delivered");
  await postLedger(database.db, delivered);
});
afterAll(async () => {
  await database.drop();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, "core-view-"));
  await cp(delivered, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

function reconcile(): Promise<Reconciliation> {
  const coreView = createDirectoryCoreView(folder);
  return reconcileDeliveries(depsOf(database.db, "vera"), () => Promise.resolve(coreView));
}

async function fileOf(month: string, ending: ".csv" | ".manifest.json"): Promise<string> {
  const names = await readdir(folder);
  return join(folder, names.find((n) => n.startsWith(`SE-${month}-`) && n.endsWith(ending)) ?? expect.fail("no file"));
}

async function editCsv(edit: (rows: string[]) => string[]): Promise<void> {
  const path = await fileOf("2024-01", ".csv");
  await writeFile(path, edit((await readFile(path, "utf8")).split("\r\n")).join("\r\n"));
}

/** A row of the CSV by its contract, changed. */
function inRowOf(contract: string, change: (row: string) => string): (rows: string[]) => string[] {
  return (rows) => rows.map((row) => (row.includes(`,${contract},`) ? change(row) : row));
}

/** A text with this part in it, as a value of `toMatchObject`. */
function containing(part: string): unknown {
  return expect.stringContaining(part);
}

const A2 = { market: "SE", agentId: "Agent A", contractId: "A2", bookedIn: "2024-01" };

test("what was delivered and not touched agrees, entry by entry", async () => {
  const agreed = { ok: true, differences: [], unreachable: [], outstanding: [], refused: [], batches: 3, entries: 7 };
  expect(await reconcile()).toMatchObject(agreed);
});

interface Tampered {
  readonly what: string;
  readonly tamper: () => Promise<void>;
  readonly expected: readonly object[];
}

const DAMAGED = { code: "batch-damaged", market: "SE", bookedIn: "2024-01" };
const MISSING = { code: "batch-missing", market: "SE", bookedIn: "2024-03", found: "no batch" };

const TAMPERED: readonly Tampered[] = [
  {
    what: "a batch taken away",
    tamper: async () => {
      await rm(await fileOf("2024-03", ".csv"));
      await rm(await fileOf("2024-03", ".manifest.json"));
    },
    expected: [
      { ...MISSING, agentId: "Agent A", contractId: "A1" },
      { ...MISSING, agentId: "Agent A", contractId: "A4" },
    ],
  },
  {
    what: "a manifest taken away",
    tamper: async () => rm(await fileOf("2024-03", ".manifest.json")),
    expected: [
      { ...MISSING, contractId: "A1" },
      { ...MISSING, contractId: "A4" },
    ],
  },
  {
    what: "a CSV taken away",
    tamper: async () => rm(await fileOf("2024-01", ".csv")),
    expected: [
      { ...DAMAGED, found: "no CSV" },
      { code: "entry-missing", ...A2, contractId: "A1" },
      { code: "entry-missing", ...A2 },
      { code: "entry-missing", ...A2, agentId: "Agent B", contractId: "B1" },
    ],
  },
  {
    what: "an amount changed",
    tamper: () => editCsv(inRowOf("A2", (row) => row.replace("1100.00", "1100.01"))),
    expected: [DAMAGED, DAMAGED, { code: "entry-differs", ...A2, found: containing("1100.01 SEK") }],
  },
  {
    what: "an agent changed",
    tamper: () => editCsv(inRowOf("A2", (row) => row.replace("Agent A", "Agent C"))),
    expected: [DAMAGED, { code: "entry-differs", ...A2, found: containing("Agent C") }],
  },
  {
    what: "a row taken out",
    tamper: () => editCsv((rows) => rows.filter((row) => !row.includes(",A2,"))),
    expected: [DAMAGED, DAMAGED, { code: "entry-missing", ...A2, found: "not in Core View" }],
  },
  {
    what: "a row added",
    tamper: () => editCsv((rows) => [...rows.slice(0, -1), (rows[2] ?? "").replace(/^[^,]+/, "new"), ""]),
    expected: [DAMAGED, DAMAGED, { code: "entry-unknown", ...A2, expected: "no such entry" }],
  },
  {
    what: "a row told twice",
    tamper: () => editCsv((rows) => [...rows.slice(0, -1), rows[2] ?? "", ""]),
    expected: [DAMAGED, DAMAGED, { code: "entry-unknown", ...A2 }],
  },
  {
    what: "a CSV that is none",
    tamper: () => editCsv(() => ["what is this"]),
    expected: [
      DAMAGED,
      DAMAGED,
      { code: "entry-missing", contractId: "A1" },
      { code: "entry-missing", ...A2 },
      { code: "entry-missing", contractId: "B1" },
    ],
  },
  {
    what: "a manifest changed",
    tamper: async () => {
      const path = await fileOf("2024-01", ".manifest.json");
      await writeFile(path, (await readFile(path, "utf8")).replace('"entries": 3', '"entries": 4'));
    },
    expected: [{ ...DAMAGED, found: '"entries": 4,', expected: '"entries": 3,' }],
  },
  {
    what: "a foreign batch",
    tamper: async () => {
      await createDirectoryCoreView(folder).send(sampleBatch(1));
    },
    expected: [{ code: "batch-unknown", market: "SE", contractId: "C1", bookedIn: "2024-01" }],
  },
  {
    what: "a foreign batch that cannot be read",
    tamper: () => writeFile(join(folder, "SE-2024-01-foreign.manifest.json"), "{}"),
    expected: [{ code: "batch-unknown", batch: "SE-2024-01-foreign", found: "SE-2024-01-foreign" }],
  },
];

describe("what Core View holds otherwise is found and named (fault 42)", () => {
  test.each(TAMPERED)("$what", async ({ tamper, expected }) => {
    await tamper();
    const { ok, differences } = await reconcile();
    expect(ok).toBe(false);
    expect(differences).toMatchObject(expected);
  });
});

test("the command exits with 0 when all agrees, and with 1 and the differences when it does not", async () => {
  const data = await mkdtemp(join(root, "data-"));
  await cp(delivered, join(data, "core-view"), { recursive: true });
  const cli = cliOn({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data });
  expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true, differences: [] });
  await createDirectoryCoreView(join(data, "core-view")).send(sampleBatch(1));
  const { differences } = await cli.json(Reconciled, ["reconcile"], { code: 1 });
  expect(differences).toEqual([{ code: "batch-unknown" }]);
});

test("a batch that is not delivered yet is outstanding, and no difference", async () => {
  expect(await reconcile()).toMatchObject({ ok: true });
  await ingestEvents(database.db, [
    { contractId: "A5", agentId: "Agent A", contractDate: "2024-03-31", amount: "1000.00" },
  ]);
  await closeMonth(database.db, "2024-03");
  const before = await reconcile();
  expect(before).toMatchObject({ ok: true, differences: [], batches: 4, entries: 8 });
  expect(before.outstanding).toMatchObject([
    { market: "SE", currency: "SEK", entryCount: 1, sumMinor: 2200n, state: "pending" },
  ]);
  await deliverTo(database.db, folder);
  expect(await reconcile()).toMatchObject({ ok: true, differences: [], outstanding: [] });
});
