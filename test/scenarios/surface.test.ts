/**
 * The command line's surface: every command's help, its one JSON document, its exit code, and what a refusal says.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  Closes,
  Delivered,
  Imported,
  Ingested,
  Ledger,
  OneClose,
  Reconciled,
  Refused,
  Rejected,
  runCommand,
  startCommand,
  Statements,
  Totals,
  Verified,
} from "../support/cli.ts";
import { eventLine, eventLines, type EventFields } from "../support/contract-event.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";
import { matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

const COMMANDS = [
  "demo",
  "status",
  "import",
  "ingest",
  "contracts",
  "statements",
  "statement",
  "explain",
  "close",
  "approve",
  "reject",
  "deliver",
  "ledger",
  "verify",
  "reconcile",
  "rejected",
  "totals",
  "whatif",
  "migrate",
  "settings",
  "markets",
];

const Text = z.string();
const MoneyOf = (decimals: number) =>
  z.string().regex(new RegExp(decimals === 0 ? "^-?\\d+$" : `^-?\\d+\\.\\d{${decimals}}$`));
const Contracts = z.strictObject({
  contracts: z.array(
    z.object({
      contractId: Text,
      sequence: z.int(),
      market: Text,
      agentId: Text,
      contractDate: Text,
      category: Text,
      financed: z.boolean(),
      amount: Text.nullable(),
      currency: Text,
      brand: z.null(),
      cancellation: z.object({ date: Text, reason: Text.nullable() }).nullable(),
      state: z.enum(["active", "cancelled"]),
      counts: z.boolean(),
    }),
  ),
});
const Settings = z.object({
  settings: z.object({
    clawbackMonths: z.int(),
    exemptReasons: z.array(Text),
    highestRatePpm: z.int(),
    eligibleCategories: z.array(Text),
    fourEyes: z.boolean(),
    delivery: z.object({ adapter: Text, path: Text.nullable() }),
  }),
});
const Markets = z.object({
  markets: z.array(
    z.object({
      market: Text,
      names: z.array(Text),
      currency: Text,
      currencies: z.array(z.object({ from: Text, currency: Text })),
      timeZone: Text,
    }),
  ),
});
const WhatIf = z.object({
  before: z.object({ agentId: Text, ratePpm: z.int().nullable() }),
  after: z.object({ agentId: Text, ratePpm: z.int().nullable() }),
});
const Demo = z.object({
  statements: z.array(z.unknown()).min(1),
  ledger: z.unknown(),
  deliveries: z.array(z.unknown()).min(1),
});

const ESCAPE = String.fromCharCode(27);
/** What a message says when it tells what to do: an act, or what was expected. */
const ADVICE =
  /expected|Close \d{4}|Close it from|Run |run |"opencommission |--as NAME|--reason|Look at|Say which|Give |check |Check |Import|import|Did you mean/;

let story: Story;
let folder: string;

/** One agent that is paid in each market, one without target, one whose market has no matrix. */
const EVENTS: EventFields[] = [
  { contractId: "SE-1", amount: "249925.00" },
  { contractId: "SE-2", amount: "600000.00", cancellation: { date: "2024-05-02" } },
  { contractId: "SE-3", agentId: "No Target", amount: "100.00" },
  { contractId: "SE-4", category: "staff", financed: false },
  { contractId: "JP-1", market: "JP", currency: "JPY", agentId: "Agent JP", amount: "1234567" },
  { contractId: "KW-1", market: "KW", currency: "KWD", agentId: "Agent KW", amount: "12345.678" },
  { contractId: "NO-1", market: "NO", currency: "NOK", agentId: "Agent NO", amount: "5.50" },
];
const RATES = [["50%", "2.00%", "2.10%"]];

beforeAll(async () => {
  story = await startStory();
  folder = await mkdtemp(join(tmpdir(), "opencommission-surface-"));
  await story.workbooks({
    "matrix_2024.xlsx": ["Sweden", "Japan", "KW"].map((name) => matrixSheet(name, RATES, ["70%", "84.99%"])),
    "targets_2024.xlsx": [
      targetsSheet("SE", ["2024-01"], [["MINI Agent 1", 1_000_000]]),
      targetsSheet("Japan", ["2024-01"], [["Agent JP", 1_000_000]]),
      targetsSheet("Kuwait", ["2024-01"], [["Agent KW", 12_345.679]]),
      targetsSheet("Norway", ["2024-01"], [["Agent NO", 10.5]]),
    ],
  });
  await story.events(EVENTS);
});
afterAll(async () => {
  await story.end();
  await rm(folder, { recursive: true });
});

describe("help", () => {
  test("of the program lists every command and the exit codes", async () => {
    const { code, stdout, stderr } = await runCommand(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect(stdout).toContain("0 done, 1 the input was refused or a check failed, 2 wrong usage, 3 our own failure");
  });

  test("is there for every command", async () => {
    const runs = await Promise.all(COMMANDS.map((command) => runCommand([command, "--help"])));
    for (const [index, command] of COMMANDS.entries()) {
      const { code, stdout, stderr } = runs[index] ?? expect.fail("no run");
      expect([command, code, stderr]).toEqual([command, 0, ""]);
      expect(stdout).toContain(`Usage: opencommission ${command} `);
      for (const option of ["--json", "--data <dir>", "--as <name>"]) expect(stdout).toContain(option);
    }
  });
});

test("a command that finds nothing prints its whole document all the same", async () => {
  const empty = await startStory();
  const { cli } = empty;
  expect(await cli.json(Contracts, ["contracts"])).toEqual({ contracts: [] });
  expect(await cli.json(Statements, ["statements", "--period", "2024-01"])).toEqual({
    completeness: [],
    statements: [],
  });
  expect(await cli.json(Totals, ["totals"])).toEqual({ totals: [] });
  expect(await cli.json(Ledger, ["ledger"])).toEqual({ entries: [] });
  expect(await cli.json(Rejected, ["rejected"])).toEqual({ messages: [] });
  expect(await cli.json(Closes, ["close", "--period", "2024-01"])).toMatchObject({ closes: [] });
  expect(await cli.json(Delivered, ["deliver"])).toMatchObject({ batches: [] });
  expect(await cli.json(Verified, ["verify"])).toMatchObject({ ok: true, entries: 0, differences: [] });
  expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true, differences: [] });
  expect(await cli.json(Ingested, ["ingest", "-"], { input: "" })).toMatchObject({ received: 0, rejections: [] });
  expect(await cli.json(Settings, ["settings"])).toMatchObject({
    settings: {
      clawbackMonths: 6,
      exemptReasons: [],
      highestRatePpm: 200_000,
      eligibleCategories: ["retail"],
      fourEyes: true,
      delivery: { adapter: "directory" },
    },
  });
  await cli.json(z.object({}), ["migrate"]);
  await empty.end();
});

describe("statements", () => {
  test("hold money as decimals of their currency, penetration as counts and achievement as money", async () => {
    const statements = await story.statements("2024-01");
    expect(statements.map((s) => `${s.market} ${s.agentId} ${s.status} ${s.reason}`)).toEqual([
      "JP Agent JP payable null",
      "KW Agent KW payable null",
      "NO Agent NO blocked matrix-missing",
      "SE MINI Agent 1 payable null",
      "SE No Target blocked target-missing",
    ]);
    const [jp, kw, no, se, without] = statements;
    expect(jp).toMatchObject({
      volume: "1234567",
      target: "1000000",
      currency: "JPY",
      achievement: { numerator: "1234567", denominator: "1000000", text: "123.45 %" },
      ratePpm: 21_000,
      commission: "25926",
      lines: [{ contractId: "JP-1", amount: "1234567", commission: "25926" }],
    });
    expect(kw).toMatchObject({
      volume: "12345.678",
      target: "12345.679",
      currency: "KWD",
      achievement: { numerator: "12345.678", denominator: "12345.679", text: "99.99 %" },
      commission: "259.259",
    });
    expect(se).toMatchObject({
      total: 2,
      financed: 2,
      penetration: { numerator: 2, denominator: 2, text: "100.00 %" },
      achievement: { numerator: "849925.00", denominator: "1000000.00", text: "84.99 %" },
      ratePpm: 21_000,
      commission: "17848.43",
      final: false,
      matrixVersion: 1,
    });
    expect(no).toMatchObject({
      target: "10.50",
      achievement: { numerator: "5.50", denominator: "10.50", text: "52.38 %" },
      ratePpm: null,
      commission: null,
      matrixVersion: null,
      lines: [{ contractId: "NO-1", amount: "5.50", commission: null }],
    });
    expect(without).toMatchObject({
      target: null,
      achievement: null,
      ratePpm: null,
      commission: null,
      lines: [{ contractId: "SE-3", amount: "100.00", commission: null }],
    });
  });

  test("of one agent, whose name is read as in the workbooks, and of one market, by name", async () => {
    const ofAgent = await story.statements("2024-01", "--agent", "  MINI \u00a0 Agent 1 ");
    expect(ofAgent.map((s) => s.agentId)).toEqual(["MINI Agent 1"]);
    const ofMarket = await story.statements("2024-01", "--market", "sverige");
    expect(ofMarket.map((s) => s.agentId)).toEqual(["MINI Agent 1", "No Target"]);
  });
});

test("contracts come with their data, their state and whether they count", async () => {
  const { contracts } = await story.cli.json(Contracts, ["contracts", "--market", "SE", "--period", "2024-01"]);
  expect(contracts.map((c) => `${c.contractId} ${c.amount} ${c.state} ${c.counts}`)).toEqual([
    "SE-1 249925.00 active true",
    "SE-2 600000.00 cancelled true",
    "SE-4 null active false",
    "SE-3 100.00 active true",
  ]);
  const one = await story.cli.json(Contracts, ["contracts", "--contract", "SE-1", "--agent", "MINI Agent 1"]);
  expect(one.contracts.map((c) => c.contractId)).toEqual(["SE-1"]);
});

test("a close, its approval, its delivery and the ledger are told in the same figures", async () => {
  const { cli } = story;
  const { closes } = await cli.json(Closes, ["close", "--period", "2024-01", "--as", "frida"]);
  expect(closes.map((c) => [c.market, c.status, c.statements, c.blocked, c.entries.map((e) => e.amount)])).toEqual([
    ["JP", "calculated", 1, [], ["25926"]],
    ["KW", "calculated", 1, [], ["259.259"]],
    ["NO", "calculated", 1, [{ agentId: "Agent NO", period: "2024-01", reason: "matrix-missing" }], []],
    [
      "SE",
      "calculated",
      2,
      [{ agentId: "No Target", period: "2024-01", reason: "target-missing" }],
      ["5248.43", "12600.00"],
    ],
  ]);
  for (const { id } of closes) {
    const { close } = await cli.json(OneClose, ["approve", id, "--as", "adam"]);
    expect(close).toMatchObject({ id, status: "approved" });
  }
  const { batches } = await cli.json(Delivered, ["deliver"]);
  expect(batches.map((b) => `${b.market} ${b.currency} ${b.entries} ${b.sum} ${b.state}`).toSorted()).toEqual([
    "JP JPY 1 25926 accepted",
    "KW KWD 1 259.259 accepted",
    "SE SEK 2 17848.43 accepted",
  ]);
  const { entries } = await cli.json(Ledger, ["ledger"]);
  for (const entry of entries) MoneyOf({ JPY: 0, SEK: 2, KWD: 3 }[entry.currency] ?? -1).parse(entry.amount);
  expect(entries.map((e) => e.seq)).toEqual([1, 2, 3, 4]);
  expect((await cli.json(Ledger, ["ledger", "--booked-in", "2024-01", "--agent", "Agent KW"])).entries).toMatchObject([
    { contractId: "KW-1", kind: "commission", ratePpm: 21_000, amount: "259.259" },
  ]);
  expect((await cli.json(Ledger, ["ledger", "--period", "2024-02"])).entries).toEqual([]);
  expect(await cli.json(Verified, ["verify"])).toMatchObject({ ok: true, entries: 4 });
  expect(await cli.json(Reconciled, ["reconcile"])).toMatchObject({ ok: true });
  const finals = await story.statements("2024-01");
  // A blocked statement of a closed month is final too: a close of now would post nothing for it.
  expect(finals.map((s) => s.final)).toEqual([true, true, true, true, true]);
});

test("explain gives the working as data, down to the workbook's cells and the ledger's entries", async () => {
  const Explained = z.object({ explanations: z.array(z.record(z.string(), z.unknown())) });
  const args = ["explain", "--period", "2024-01", "--agent", "MINI Agent 1"];
  const { explanations } = await story.cli.json(Explained, [...args, "--contract", "SE-1"]);
  expect(explanations).toHaveLength(1);
  expect(explanations[0]).toMatchObject({
    statement: { commission: "17848.43" },
    matrix: { file: "matrix_2024.xlsx", sheet: "Sweden", version: 1 },
    target: { file: "targets_2024.xlsx", sheet: "SE", cell: "B2", amount: "1000000.00" },
    cell: { ratePpm: 21_000, cell: "C1" },
  });
  expect(JSON.stringify(explanations[0])).toContain("5248.425");
  const words = await story.cli.run([...args, "--contract", "SE-1"]);
  expect(words.code).toBe(0);
  for (const figure of ["5248.43", "C1", "matrix_2024.xlsx", "targets_2024.xlsx"]) {
    expect(words.stdout.replaceAll(/(?<=\d)[ \u00a0](?=\d)/g, "")).toContain(figure);
  }
});

test("whatif stores nothing and tells the statement before and after", async () => {
  const args = ["whatif", "--period", "2024-01", "--agent", "MINI Agent 1", "--volume", "700000"];
  const { before, after } = await story.cli.json(WhatIf, args);
  expect([before.ratePpm, after.ratePpm]).toEqual([21_000, 20_000]);
  const [file = ""] = await writeWorkbooks({ "matrix_2024.xlsx": [matrixSheet("SE", [["50%", "9%"]], ["70%"])] });
  const other = await story.cli.json(WhatIf, [...args, "--matrix", file]);
  expect(other.after.ratePpm).toBe(90_000);
  const [now] = await story.statements("2024-01", "--agent", "MINI Agent 1");
  expect(now).toMatchObject({ ratePpm: 21_000, volume: "849925.00", matrixVersion: 1 });
});

test("settings are told and set, for all markets or one", async () => {
  const { cli } = story;
  const set = await cli.json(Settings, ["settings", "set", "clawback-months", "12", "--market", "Finland"]);
  expect(set.settings.clawbackMonths).toBe(12);
  expect((await cli.json(Settings, ["settings", "get"])).settings.clawbackMonths).toBe(6);
  expect((await cli.json(Settings, ["settings", "--market", "FI"])).settings.clawbackMonths).toBe(12);
  const unset = await cli.json(Settings, ["settings", "unset", "clawback-months", "--market", "Finland"]);
  expect(unset.settings.clawbackMonths).toBe(6);
});

test("markets name their currency, the changed ones from a date on", async () => {
  const { markets } = await story.cli.json(Markets, ["markets"]);
  const codes = new Set(markets.map((m) => m.market));
  for (const code of ["SE", "NO", "IS", "LI", "GB", "CH", "JP", "KW", "HR", "BG"]) expect(codes).toContain(code);
  expect(markets.find((m) => m.market === "HR")).toMatchObject({
    currency: "EUR",
    currencies: [{ currency: "HRK" }, { currency: "EUR", from: "2023-01-01" }],
  });
});

test("the demo does the main job and prints one document", async () => {
  const demo = await startStory();
  await demo.cli.json(Demo, ["demo"]);
  const again = await demo.cli.run(["demo"]);
  expect([again.code, again.stderr]).toEqual([0, ""]);
  expect(again.stdout).toContain("Nothing has changed since the last run");
  await demo.end();
});

describe.concurrent("a refusal says in one document what was found and what to do", () => {
  test.each([
    [["approve", "SE-2030-01-1"], "close-unknown"],
    [["reject", "SE-2030-01-1", "--reason", "wrong"], "close-unknown"],
    [["close", "--period", "2024-05", "--market", "SE"], "out-of-order"],
    [["close", "--period", "2099-12", "--market", "FI"], "out-of-order"],
    [["explain", "--period", "2024-01", "--agent", "MINI Agent 2"], "nothing-to-explain"],
    [["whatif", "--period", "2024-01", "--agent", "Nobody"], "no-statement"],
    [["whatif", "--period", "2024-01", "--agent", "MINI Agent 1", "--volume", "1e6"], "volume-invalid"],
    [["whatif", "--period", "2024-01", "--agent", "MINI Agent 1", "--matrix", "/nowhere.xlsx"], "file-unreadable"],
    [["ingest", "/nowhere.ndjson"], "file-unreadable"],
    [["ingest", "/tmp"], "file-unreadable"],
    [["rejected", "replay", "4711"], "rejected-unknown"],
    [["rejected", "dismiss", "4711", "--reason", "sent by mistake"], "rejected-unknown"],
    [["totals", "waive", "--market", "SE", "--period", "2024-01", "--reason", "none come"], "totals-unknown"],
    [["settings", "set", "four-ears", "on"], "setting-unknown"],
    [["settings", "get", "four-ears"], "setting-unknown"],
    [["settings", "set", "four-eyes", "maybe"], "setting-invalid"],
  ])("%j is %s", async (args, code) => {
    const { stdout, stderr, code: exit } = await story.cli.run([...args, "--json"]);
    expect([exit, stderr]).toEqual([1, ""]);
    const { error } = Refused.parse(JSON.parse(stdout));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(ADVICE);
  });

  test("without --json on standard error alone", async () => {
    const { stdout, stderr, code } = await story.cli.run(["approve", "SE-2030-01-1"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("There is no close SE-2030-01-1");
  });

  test("a file that cannot be read is refused like any other bad file", async () => {
    const file = join(folder, "plain.txt");
    await writeFile(file, "x");
    const files = [join(folder, "matrix_2024.xlsx"), folder, join(file, "matrix_2024.xlsx"), `${"x".repeat(300)}.xlsx`];
    const imported = await story.cli.json(Imported, ["import", ...files], { code: 1 });
    expect(imported.files.map((f) => `${f.status} ${f.problems.map((p) => p.code).join()}`)).toEqual(
      files.map(() => "refused file-unreadable"),
    );
  });

  test("a folder that cannot take annotated copies is refused before anything is imported", async () => {
    const file = join(folder, "in-the-way");
    await writeFile(file, "x");
    const [workbook = ""] = await writeWorkbooks({ "matrix_2024.xlsx": [matrixSheet("FI", [["50%", "3%"]], ["70%"])] });
    const refused = await story.cli.json(Refused, ["import", workbook, "--annotate", file], { code: 1 });
    expect(refused.error.code).toBe("folder-unwritable");
    const dry = await story.cli.json(Imported, ["import", workbook, "--dry-run"]);
    expect(dry.files[0]?.status).toBe("dry-run");
  });
});

describe.concurrent("wrong usage is exit code 2, with or without a database", () => {
  const away = { DATABASE_URL: "postgresql://nobody:secret@127.0.0.1:1/none" };

  test.each([
    [[]],
    [["imprt"]],
    [["markets", "SE"]],
    [["statements"]],
    [["statements", "--period", "2024-13"]],
    [["statements", "--period", "january"]],
    [["statements", "--period", "2024-01", "--market", "Atlantis"]],
    [["statements", "--period", "2024-01", "--colour"]],
    [["close"]],
    [["approve"]],
    [["reject", "SE-2024-01-1"]],
    [["import"]],
    [["ingest"]],
    [["explain", "--period", "2024-01"]],
    [["whatif", "--period", "2024-01", "--agent", "A", "--financed", "-1"]],
    [["whatif", "--period", "2024-01", "--agent", "A", "--financed", "1.5"]],
    [["rejected", "replay"]],
    [["rejected", "replay", "first"]],
    [["rejected", "dismiss", "1"]],
    [["rejected", "bury", "1"]],
    [["rejected", "list", "1"]],
    [["totals", "waive"]],
    [["totals", "waive", "--market", "SE", "--period", "2024-01"]],
    [["totals", "waive", "--market", "SE", "--reason", "none come"]],
    [["totals", "waive", "--period", "2024-01", "--reason", "none come"]],
    [["totals", "list", "--reason", "none come"]],
    [["totals", "forget"]],
    [["totals", "--period", "2024-13"]],
    [["settings", "set", "four-eyes"]],
    [["settings", "put", "four-eyes", "on"]],
    [["ledger", "--as", " "]],
  ])("%j", async (args) => {
    const { code, stdout, stderr } = await runCommand([...args, "--json"], { env: away });
    expect([code, stderr]).toEqual([2, ""]);
    const { error } = Refused.parse(JSON.parse(stdout));
    expect(error.code).toBe("usage");
    expect(error.message.length).toBeGreaterThan(10);
  });

  test("without --json the words go to standard error, with the way to the help", async () => {
    const { code, stdout, stderr } = await runCommand(["statements", "--period", "2024-00"], { env: away });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('Found period "2024-00"; expected a month such as 2024-01.');
    expect(stderr).toContain("--help");
  });

  test("a fixed time beside a shared database is wrong usage", async () => {
    const env = { ...story.env, OPENCOMMISSION_NOW: "2024-05-01T08:00:00Z" };
    expect((await runCommand(["ledger", "--json"], { env })).code).toBe(2);
  });
});

describe("a failure of the surroundings is exit code 3", () => {
  test("a database that is away, and its password is not told", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    server.close();
    await once(server, "close");
    const env = { DATABASE_URL: `postgresql://nobody:s3cret@127.0.0.1:${port}/none` };
    const { code, stdout, stderr } = await runCommand(["ledger", "--json"], { env });
    expect(code).toBe(3);
    const { error } = Refused.parse(JSON.parse(stdout));
    expect(error.code).toMatch(/^database-/);
    expect(stdout + stderr).not.toContain("s3cret");
    const plain = await runCommand(["ledger"], { env });
    expect([plain.code, plain.stdout]).toEqual([3, ""]);
    expect(plain.stderr).toContain("opencommission: ");
  });

  test("an address that is none", async () => {
    const { code, stdout } = await runCommand(["ledger", "--json"], { env: { DATABASE_URL: "mysql://u:s3cret@x" } });
    expect(code).toBe(3);
    expect(Refused.parse(JSON.parse(stdout)).error).toMatchObject({ code: "database-address-invalid" });
    expect(stdout).not.toContain("s3cret");
  });

  test("a data folder that another process works on", async () => {
    const data = join(folder, "held");
    const holder = startCommand(["ingest", "-", "--data", data, "--json"]);
    const ended = once(holder, "close");
    const counted = text(holder.stdout);
    // The holder has the folder until its input ends; the second comes while it waits.
    holder.stdin.write(eventLines([{ contractId: "C1" }]));
    // Its server has started: whoever comes now comes second.
    await vi.waitUntil(() => existsSync(join(data, "postgres", "postmaster.pid")), { timeout: 60_000 });
    let second = await runCommand(["ledger", "--data", data, "--json"]);
    for (let attempt = 0; second.code === 0 && attempt < 50; attempt += 1) {
      second = await runCommand(["ledger", "--data", data, "--json"]);
    }
    holder.stdin.end();
    await ended;
    expect(JSON.parse(await counted)).toMatchObject({ received: 1, accepted: 1 });
    expect(second.code).toBe(3);
    expect(Refused.parse(JSON.parse(second.stdout)).error).toMatchObject({ code: "data-folder-held" });
    const { code } = await runCommand(["ledger", "--data", data, "--json"]);
    expect(code).toBe(0);
  });
});

describe("outside a terminal", () => {
  test("no result carries colours, and standard error stays empty", async () => {
    const period = ["--period", "2024-01"];
    const commands = [
      ["contracts"],
      ["statements", ...period],
      ["ledger"],
      ["close", ...period, "--market", "SE"],
      ["explain", ...period, "--agent", "MINI Agent 1"],
      ["rejected"],
      ["settings"],
      ["verify"],
      ["reconcile"],
      ["deliver"],
    ];
    for (const command of commands) {
      const { code, stdout, stderr } = await story.cli.run(command, { env: { FORCE_COLOR: "1" } });
      expect([command[0], code, stderr]).toEqual([command[0], 0, ""]);
      expect(stdout).not.toContain(ESCAPE);
      expect(stdout.trim()).not.toBe("");
    }
  });

  test("text of a workbook or a message cannot steer the terminal", async () => {
    const [file = ""] = await writeWorkbooks({
      "matrix_2024.xlsx": [matrixSheet("FI", [["50%", "_x001B_[31mred_x0007_"]], ["70%"])],
    });
    const refused = await story.cli.run(["import", file]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).not.toContain(ESCAPE);
    const line = eventLine({ contractId: "C9", market: `${ESCAPE}[31mSE` });
    const rejected = await story.cli.run(["ingest", "-"], { input: line });
    expect(rejected.code).toBe(1);
    expect(rejected.stdout).not.toContain(ESCAPE);
    expect((await story.cli.run(["rejected"])).stdout).not.toContain(ESCAPE);
  });

  test.each([["--json"], ["--period=2023-01"]])("a reader that has read enough (%s) is no failure", async (option) => {
    const many = Array.from({ length: 3_000 }, (_, i) => ({
      contractId: `MANY-${i}`,
      contractDate: "2023-01-10",
      agentId: "Many",
    }));
    await story.cli.json(Ingested, ["ingest", "-"], { input: eventLines(many) });
    const child = startCommand(["contracts", option], { env: story.env });
    const errors = text(child.stderr);
    child.stdin.end();
    child.stdout.once("data", () => child.stdout.destroy());
    const ended: unknown[] = await once(child, "close");
    expect([await errors, ended[0]]).toEqual(["", 0]);
  });
});
