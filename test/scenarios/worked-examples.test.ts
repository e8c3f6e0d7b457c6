/**
 * The worked examples of the rules, through the command line: the statement table, roundings by currency, markets that change
 * their currency, targets with and without a market, and the clawback window.
 */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Delivered, Imported, Ingested, Ledger, Verified } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { eventLines, type EventFields } from "../support/contract-event.ts";
import { entryLines, matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

/** The sample's `SE 2024`: penetration 30 to 100 %, achievement 70, 85, 100, >115 %. */
const MATRICES = fileURLToPath(new URL("../../samples/commission_matrices_2024.xlsx", import.meta.url));

interface Example {
  readonly agent: string;
  readonly total: number;
  /** The amounts of the financed contracts. */
  readonly amounts: readonly string[];
  readonly penetration: string;
  readonly achievement: string;
  readonly ratePpm: number;
  readonly commission: string;
}

const SIX = Array.from({ length: 6 }, () => "100000.00");
const EXAMPLES: readonly Example[] = [
  {
    agent: "exactly 70 and 85 %",
    total: 10,
    amounts: ["249925.00", "100075.00", ...SIX.slice(1)],
    penetration: "70.00 %",
    achievement: "85.00 %",
    ratePpm: 21_000,
    // 249 925.00 at 2.10 % is 5 248.425, 100 075.00 is 2 101.575: each is rounded once, away from zero.
    commission: "17850.01",
  },
  {
    agent: "a minor unit below 85 %",
    total: 10,
    amounts: ["249999.99", ...SIX],
    penetration: "70.00 %",
    achievement: "84.99 %",
    ratePpm: 20_000,
    commission: "17000.00",
  },
  {
    agent: "exactly 115 %",
    total: 10,
    amounts: ["550000.00", ...SIX],
    penetration: "70.00 %",
    achievement: "115.00 %",
    ratePpm: 23_000,
    commission: "26450.00",
  },
  {
    agent: "a minor unit above 115 %",
    total: 10,
    amounts: ["550000.01", ...SIX],
    penetration: "70.00 %",
    achievement: "115.00 %",
    ratePpm: 24_000,
    commission: "27600.00",
  },
  {
    agent: "below threshold",
    total: 10,
    amounts: ["1000000.00", "150000.00"],
    penetration: "20.00 %",
    achievement: "115.00 %",
    ratePpm: 0,
    commission: "0.00",
  },
  {
    agent: "two of three",
    total: 3,
    amounts: ["350000.00", "350000.00"],
    penetration: "66.66 %",
    achievement: "70.00 %",
    ratePpm: 19_200,
    commission: "13440.00",
  },
];

const eventsOf = ({ agent, total, amounts }: Example): EventFields[] =>
  Array.from({ length: total }, (_, i) => {
    const amount = amounts[i];
    const contract = { contractId: `${agent} ${i}`, agentId: agent };
    return amount === undefined ? { ...contract, financed: false } : { ...contract, amount };
  });

/** Of an agent: what counts nowhere, whatever else it says. */
const NOT_COUNTED: readonly Omit<EventFields, "contractId">[] = [
  { category: "staff" },
  { category: "service-loaner" },
  { category: "internal" },
  { category: "prolongation" },
  { category: "transfer" },
  { cancellation: { date: "2024-01-16" } },
  { cancellation: { date: "2024-01-31" } },
];

describe("the statement", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    await story.cli.json(Imported, ["import", MATRICES]);
    const rows = EXAMPLES.map(({ agent }) => [agent, 1_000_000]);
    await story.workbooks({ "targets_2024.xlsx": [targetsSheet("Sverige", ["2024-01"], rows)] });
    const ignored = NOT_COUNTED.map((fields, i) => ({ contractId: `N${i}`, agentId: "two of three", ...fields }));
    await story.events([...EXAMPLES.flatMap(eventsOf), ...ignored]);
  });
  afterAll(() => story.end());

  test("comes out as in every worked example", async () => {
    const statements = await story.statements("2024-01");
    expect(statements).toHaveLength(EXAMPLES.length);
    for (const example of EXAMPLES) {
      const statement = statements.find((s) => s.agentId === example.agent);
      expect(statement).toMatchObject({
        status: example.ratePpm === 0 ? "below-threshold" : "payable",
        reason: null,
        total: example.total,
        financed: example.amounts.length,
        target: "1000000.00",
        penetration: { numerator: example.amounts.length, denominator: example.total, text: example.penetration },
        achievement: { text: example.achievement },
        ratePpm: example.ratePpm,
        commission: example.commission,
      });
      expect(statement?.lines.map((line) => line.amount)).toEqual(example.amounts);
    }
    const first = statements.find((s) => s.agentId === "exactly 70 and 85 %");
    expect(first?.lines.slice(0, 2).map((line) => line.commission)).toEqual(["5248.43", "2101.58"]);
  });

  test("pays by the close what it says, and nothing below the threshold", async () => {
    const { entries } = await story.settle("2024-01");
    const paid = EXAMPLES.filter((e) => e.ratePpm > 0).reduce((n, e) => n + e.amounts.length, 0);
    expect(entries).toHaveLength(paid);
    expect(entries.some((e) => e.agentId === "below threshold")).toBe(false);
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true, entries: paid });
  });
});

test("commission is rounded to the yen and to the fils, half away from zero", async () => {
  const story = await startStory(cliInProcess);
  await story.workbooks({
    "matrix_2024.xlsx": ["日本", "Kuwait"].map((name) => matrixSheet(name, [["50%", "1%"]], [">=1%"])),
    "targets_2024.xlsx": [
      targetsSheet("Japan", ["2024-01"], [["J", 10_000]]),
      targetsSheet("KW", ["2024-01"], [["K", "0.300"]]),
    ],
  });
  const amounts = {
    JP: ["49", "50", "149", "150"],
    KW: ["0.049", "0.050", "0.149", "0.150"],
  };
  await story.events([
    ...amounts.JP.map((amount, i) => ({ contractId: `J${i}`, agentId: "J", market: "JP", currency: "JPY", amount })),
    ...amounts.KW.map((amount, i) => ({ contractId: `K${i}`, agentId: "K", market: "KW", currency: "KWD", amount })),
  ]);
  const [japan, kuwait] = await story.statements("2024-01");
  expect(japan).toMatchObject({ volume: "398", target: "10000", commission: "4", achievement: { text: "3.98 %" } });
  expect(japan?.lines.map((line) => line.commission)).toEqual(["0", "1", "1", "2"]);
  expect(kuwait).toMatchObject({ volume: "0.398", target: "0.300", commission: "0.004" });
  expect(kuwait?.lines.map((line) => line.commission)).toEqual(["0.000", "0.001", "0.001", "0.002"]);
  // A line of nothing is no entry.
  expect(entryLines((await story.settle("2024-01", "JP")).entries)).toEqual([
    "J1 commission 1 2024-01 2024-01",
    "J2 commission 1 2024-01 2024-01",
    "J3 commission 2 2024-01 2024-01",
  ]);
  const tooFine = eventLines([
    { contractId: "J9", market: "JP", currency: "JPY", amount: "1.5" },
    { contractId: "K9", market: "KW", currency: "KWD", amount: "1.0005" },
  ]);
  const refused = await story.cli.json(Ingested, ["ingest", "-"], { code: 1, input: tooFine });
  expect(refused.rejections.map((r) => r.problems[0]?.code)).toEqual(["too-many-decimals", "too-many-decimals"]);
  await story.end();
});

test.each([
  { market: "HR", year: 2023, before: "HRK", after: "EUR" },
  { market: "BG", year: 2026, before: "BGN", after: "EUR" },
])("$market settles what it earned before $year in $before, and the rest in $after", async (changed) => {
  const { market, year, before, after } = changed;
  const december = `${year - 1}-12`;
  const january = `${year}-01`;
  const story = await startStory(cliInProcess);
  await story.workbooks({
    [`matrix_${year - 1}.xlsx`]: [matrixSheet(market, [["50%", "2%"]], ["1%"])],
    [`matrix_${year}.xlsx`]: [matrixSheet(market, [["50%", "3%"]], ["1%"])],
    [`targets_${year - 1}.xlsx`]: [targetsSheet(market, [december], [["A", 1_000]])],
    [`targets_${year}.xlsx`]: [targetsSheet(market, [january], [["A", 100]])],
  });
  const base = { agentId: "A", market };
  const last = { ...base, contractId: "C1", contractDate: `${december}-31`, currency: before, amount: "1000.00" };
  const first = { ...base, contractId: "C2", contractDate: `${january}-01`, currency: after, amount: "100.00" };
  const wrong = eventLines([
    { ...last, contractId: "W1", currency: after },
    { ...first, contractId: "W2", currency: before },
  ]);
  const refused = await story.cli.json(Ingested, ["ingest", "-"], { code: 1, input: wrong });
  expect(refused.rejections.map((r) => r.problems.map((p) => `${p.field} ${p.code}`))).toEqual([
    ["data.currency currency-mismatch"],
    ["data.currency currency-mismatch"],
  ]);
  await story.events([last, first]);
  await story.settle(december, market);
  await story.events([{ ...last, sequence: 2, amount: "2000.00" }]);
  await story.settle(january, market);
  const { entries } = await story.cli.json(Ledger, ["ledger"]);
  expect(entries.map((e) => `${e.contractId} ${e.amount} ${e.currency} ${e.bookedIn}`).toSorted()).toEqual([
    `C1 20.00 ${before} ${december}`,
    `C1 20.00 ${before} ${january}`,
    `C2 3.00 ${after} ${january}`,
  ]);
  const { batches } = await story.cli.json(Delivered, ["deliver"]);
  expect(batches.map((b) => `${b.currency} ${b.entries} ${b.sum}`).toSorted()).toEqual(
    [`${before} 1 20.00`, `${before} 1 20.00`, `${after} 1 3.00`].toSorted(),
  );
  expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  await story.end();
});

test("a target without a market holds where the agent sold alone; one that names the market goes before it", async () => {
  const story = await startStory(cliInProcess);
  await story.workbooks({
    "matrix_2024.xlsx": ["SE", "DE"].map((name) => matrixSheet(name, [["50%", "2%"]], ["1%"])),
    "targets_2024.xlsx": [
      targetsSheet(
        "All agents",
        ["2024-01"],
        ["Alone", "Both", "Named"].map((agent) => [agent, 1_000_000]),
      ),
      targetsSheet("Sweden", ["2024-01"], [["Named", 200_000]]),
    ],
  });
  const german = { market: "DE", currency: "EUR" };
  await story.events([
    { contractId: "1", agentId: "Alone" },
    { contractId: "2", agentId: "Alone", ...german, category: "staff" },
    { contractId: "3", agentId: "Both" },
    { contractId: "4", agentId: "Both", ...german },
    { contractId: "5", agentId: "Named" },
    { contractId: "6", agentId: "Named", ...german },
    { contractId: "7", agentId: "None", market: "NO", currency: "NOK" },
  ]);
  const statements = await story.statements("2024-01");
  expect(statements.map((s) => `${s.market} ${s.agentId}: ${s.reason ?? s.status} ${s.target}`)).toEqual([
    "DE Both: target-ambiguous null",
    "DE Named: target-ambiguous null",
    "NO None: matrix-missing null",
    "SE Alone: payable 1000000.00",
    "SE Both: target-ambiguous null",
    "SE Named: payable 200000.00",
  ]);
  await story.end();
});

test("the clawback window ends on the last day of a shorter month; exempt reasons and later cancellations change nothing", async () => {
  const story = await startStory(cliInProcess);
  await story.workbooks({
    "matrix_2024.xlsx": [matrixSheet("SE", [["50%", "2%"]], ["1%"])],
    "targets_2024.xlsx": [targetsSheet("SE", ["2024-01"], [["A", 1_000_000]])],
  });
  await story.cli.run(["settings", "set", "clawback-months", "1"]);
  await story.cli.run(["settings", "set", "exempt-reasons", "manufacturer; fire", "--market", "SE"]);
  const contract = { agentId: "A", contractDate: "2024-01-31" };
  // Known before the first close; each counts from the close of its own month.
  await story.events([
    { ...contract, contractId: "last-day", cancellation: { date: "2024-02-29", reason: "regret" } },
    { ...contract, contractId: "day-after", cancellation: { date: "2024-03-01", reason: "regret" } },
    { ...contract, contractId: "exempt", cancellation: { date: "2024-02-10", reason: "manufacturer" } },
    { ...contract, contractId: "stays" },
  ]);
  expect((await story.settle("2024-01")).entries).toHaveLength(4);
  expect(entryLines((await story.settle("2024-02")).entries)).toEqual(["last-day clawback -2000.00 2024-01 2024-02"]);
  expect((await story.settle("2024-03")).entries).toEqual([]);
  // A longer window takes in what was outside, at the next close.
  await story.cli.run(["settings", "set", "clawback-months", "2"]);
  expect(entryLines((await story.settle("2024-04")).entries)).toEqual(["day-after clawback -2000.00 2024-01 2024-04"]);
  const [statement] = await story.statements("2024-01");
  expect(statement).toMatchObject({ total: 4, commission: "8000.00", final: true });
  expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  await story.end();
});
