/**
 * The worked example of the ledger, told over four months through the command line as two people would.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  Closes,
  Delivered,
  Imported,
  Ingested,
  Ledger,
  OneClose,
  Reconciled,
  Refused,
  Statements,
  Verified,
  type Cli,
} from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { eventLines, type EventFields } from "../support/contract-event.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

let database: TestDatabase;
let cli: Cli;
let data: string;

/** Rates 2.00 % and 2.10 % at penetration 70 %, parted by achievement 85 %. */
const MATRIX = [
  {
    name: "Sweden",
    rows: [
      ["70%", "2.00%", "2.10%"],
      [null, "70%", "85%"],
    ],
  },
];
const CORRECTED = [
  {
    name: "Sweden",
    rows: [
      ["70%", "2.00%", "2.20%"],
      [null, "70%", "85%"],
    ],
  },
];
const TARGETS = [
  {
    name: "Sweden",
    rows: [
      ["", "2024-01"],
      ["MINI Agent 1", 1_000_000],
    ],
  },
];

beforeAll(async () => {
  database = await createTestDatabase();
  data = await mkdtemp(join(tmpdir(), "opencommission-story-"));
  cli = cliInProcess({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data });
});
afterAll(async () => {
  await database.drop();
  await rm(data, { recursive: true });
});

const ingest = (events: readonly EventFields[]) => cli.json(Ingested, ["ingest", "-"], { input: eventLines(events) });
const close = async (period: string) => {
  const { closes } = await cli.json(Closes, ["close", "--period", period, "--market", "SE", "--as", "frida"]);
  return closes[0] ?? expect.fail("no close");
};
const approve = (id: string) => cli.json(OneClose, ["approve", id, "--as", "adam"]);
const entriesOf = (
  entries: readonly { contractId: string; kind: string; amount: string; period: string; bookedIn: string }[],
) => entries.map((e) => `${e.contractId} ${e.kind} ${e.amount} ${e.period} ${e.bookedIn}`);

test("workbooks are imported", async () => {
  const files = await writeWorkbooks({ "matrix_2024.xlsx": MATRIX, "targets_2024.xlsx": TARGETS });
  const { files: imported } = await cli.json(Imported, ["import", ...files, "--as", "ursula"]);
  expect(imported.map((f) => f.status)).toEqual(["imported", "imported"]);
  const again = await cli.json(Imported, ["import", ...files, "--as", "ursula"]);
  expect(again.files.map((f) => f.status)).toEqual(["unchanged", "unchanged"]);
});

test("the first close posts each financed contract's commission", async () => {
  const others = [
    { contractId: "C2", amount: "500000.00" },
    { contractId: "C3", financed: false },
  ];
  await ingest([{ contractId: "C1", amount: "200000.00" }, ...others.map((o) => ({ ...o }))]);
  // Two of three are financed: 66.66 %, below the lowest band; a third financed one lifts penetration over 70 %.
  await ingest([{ contractId: "C4", amount: "100000.00" }]);
  const { statements } = await cli.json(Statements, ["statements", "--period", "2024-01"]);
  expect(statements).toHaveLength(1);
  expect(statements[0]).toMatchObject({
    status: "payable",
    total: 4,
    financed: 3,
    volume: "800000.00",
    ratePpm: 20_000,
    final: false,
  });
  const calculated = await close("2024-01");
  expect(entriesOf(calculated.entries)).toEqual([
    "C1 commission 4000.00 2024-01 2024-01",
    "C2 commission 10000.00 2024-01 2024-01",
    "C4 commission 2000.00 2024-01 2024-01",
  ]);
  expect((await close("2024-01")).id).toBe(calculated.id);
  expect((await approve(calculated.id)).close.status).toBe("approved");
});

test("the same close again posts nothing (fault 37)", async () => {
  const again = await close("2024-01");
  expect(again.entries).toEqual([]);
  await approve(again.id);
  const { statements } = await cli.json(Statements, ["statements", "--period", "2024-01"]);
  expect(statements[0]?.final).toBe(true);
});

test("a late contract that lifts the rate is settled by the next close (fault 6)", async () => {
  await ingest([{ contractId: "C5", amount: "50000.00", contractDate: "2024-01-31" }]);
  const { statements } = await cli.json(Statements, ["statements", "--period", "2024-01"]);
  expect(statements[0]).toMatchObject({ ratePpm: 21_000, final: false, commission: "17850.00" });
  const calculated = await close("2024-02");
  expect(entriesOf(calculated.entries)).toEqual([
    "C1 correction 200.00 2024-01 2024-02",
    "C2 correction 500.00 2024-01 2024-02",
    "C4 correction 100.00 2024-01 2024-02",
    "C5 correction 1050.00 2024-01 2024-02",
  ]);
  await approve(calculated.id);
});

test("a contract cancelled inside the window is clawed back, and the others stay", async () => {
  await ingest([{ contractId: "C1", sequence: 2, amount: "200000.00", cancellation: { date: "2024-03-15" } }]);
  const calculated = await close("2024-03");
  expect(entriesOf(calculated.entries)).toEqual(["C1 clawback -4200.00 2024-01 2024-03"]);
  await approve(calculated.id);
});

test("a corrected matrix gives corrections, and none for what was clawed back (fault 40)", async () => {
  const [file = ""] = await writeWorkbooks({ "matrix_2024.xlsx": CORRECTED });
  await cli.json(Imported, ["import", file, "--as", "ursula"]);
  const calculated = await close("2024-04");
  expect(entriesOf(calculated.entries)).toEqual([
    "C2 correction 500.00 2024-01 2024-04",
    "C4 correction 100.00 2024-01 2024-04",
    "C5 correction 50.00 2024-01 2024-04",
  ]);
  await approve(calculated.id);
});

test("the whole ledger is delivered, verified and reconciled (fault 40)", async () => {
  const { batches } = await cli.json(Delivered, ["deliver"]);
  expect(batches.map((b) => `${b.entries} ${b.sum} ${b.state}`)).toEqual([
    "3 16000.00 accepted",
    "4 1850.00 accepted",
    "1 -4200.00 accepted",
    "3 650.00 accepted",
  ]);
  expect((await cli.json(Delivered, ["deliver"])).batches).toEqual([]);
  expect(await cli.json(Verified, ["verify"])).toMatchObject({ ok: true, entries: 11 });
  expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true });
  const { entries } = await cli.json(Ledger, ["ledger", "--contract", "C1"]);
  expect(entriesOf(entries)).toEqual([
    "C1 commission 4000.00 2024-01 2024-01",
    "C1 correction 200.00 2024-01 2024-02",
    "C1 clawback -4200.00 2024-01 2024-03",
  ]);
});

test("a month that is closed for good, and one that comes too early, are refused", async () => {
  for (const period of ["2024-03", "2024-06"]) {
    const refused = await cli.json(Refused, ["close", "--period", period, "--market", "SE"], { code: 1 });
    expect(refused.error.code).toBe("out-of-order");
  }
});
