/**
 * An amount is followed from the ledger to the workbook's cell, and tried out otherwise, over the months of a story.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explanationJson } from "../../src/entry/cli/explain-json.ts";
import { explanationText } from "../../src/entry/cli/explain-text.ts";
import { whatIfJson } from "../../src/entry/cli/what-if-json.ts";
import { whatIfText } from "../../src/entry/cli/what-if-text.ts";
import { ExplanationAnswer } from "../../src/entry/http/explanation-answer.ts";
import { parsePeriod } from "../../src/domain/period.ts";
import { explainCommission, type ExplanationDocument } from "../../src/flows/explain-commission.ts";
import { whatIf } from "../../src/flows/what-if.ts";
import { Closes, Imported, Ingested, OneClose, type Cli } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { eventLines, type EventFields } from "../support/contract-event.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { SE_2024, SE_2024_ORIGIN } from "../support/se-2024.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";

/** Every one of them is held to the API's description. */
const toldOf = (document: ExplanationDocument) => ExplanationAnswer.parse(explanationJson(document));

let database: TestDatabase;
let cli: Cli;
let data: string;

const WORKBOOKS = {
  "matrix_2024.xlsx": [
    {
      name: "Sweden",
      rows: [
        ["50%", "1.80%", "1.90%", "2.00%"],
        ["70%", "2.00%", "2.10%", "2.20%"],
        [null, "70%", "85%", ">115%"],
      ],
    },
  ],
  "targets_2024.xlsx": [
    {
      name: "Sweden",
      rows: [
        ["", "2024-01", "2024-02"],
        ["MINI Agent 1", 1_000_000, 1_000_000],
        ["MINI Agent 3", 1_000_000, 1_000_000],
      ],
    },
    {
      name: "Anywhere",
      rows: [
        ["", "2024-01"],
        ["MINI Agent 4", 500_000],
      ],
    },
  ],
};

/** 4 of 5 financed, 850 000.00 of 1 000 000.00 SEK: 2.10 %. */
const FIRST: readonly EventFields[] = [
  { contractId: "C1", amount: "249925.00" },
  { contractId: "C2", amount: "250075.00" },
  { contractId: "C3", amount: "200000.00" },
  { contractId: "C4", amount: "150000.00" },
  { contractId: "C5", financed: false },
  { contractId: "C6", category: "staff", amount: "400000.00" },
  { contractId: "C7", amount: "100000.00", cancellation: { date: "2024-01-31" } },
  { contractId: "D1", agentId: "MINI Agent 2", amount: "100000.00" },
  { contractId: "D2", agentId: "MINI Agent 3", amount: "600000.00" },
  { contractId: "D3", agentId: "MINI Agent 4", amount: "100000.00" },
  { contractId: "D4", agentId: "MINI Agent 4", market: "NO", currency: "NOK", amount: "100000.00" },
];

beforeAll(async () => {
  database = await createTestDatabase();
  data = await mkdtemp(join(tmpdir(), "opencommission-story-"));
  cli = cliInProcess({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data });
  await cli.json(Imported, ["import", ...(await writeWorkbooks(WORKBOOKS)), "--as", "ursula"]);
  await ingest(FIRST);
});
afterAll(async () => {
  await database.drop();
  await rm(data, { recursive: true });
});

async function ingest(events: readonly EventFields[]): Promise<void> {
  const { accepted } = await cli.json(Ingested, ["ingest", "-"], { input: eventLines(events) });
  expect(accepted).toBe(events.length);
}

async function settle(period: string): Promise<void> {
  const { closes } = await cli.json(Closes, ["close", "--period", period, "--market", "SE", "--as", "frida"]);
  for (const { id } of closes) await cli.json(OneClose, ["approve", id, "--as", "adam"]);
}

const january = parsePeriod("2024-01") ?? expect.fail("no period");

async function explain(agentId: string, more: { market?: string; contractId?: string } = {}) {
  const outcome = await explainCommission(database, { period: january, agentId, ...more });
  return outcome.ok ? outcome.value : expect.fail(outcome.refusal.message);
}

async function explainOne(agentId: string, contractId?: string) {
  const [document, ...others] = await explain(agentId, contractId === undefined ? {} : { contractId });
  expect(others).toEqual([]);
  return document ?? expect.fail("no document");
}

async function tryOut(agentId: string, change: Partial<Parameters<typeof whatIf>[1]> = {}) {
  return whatIf(database, { period: january, agentId, matrices: null, ...change });
}

describe("before any close", () => {
  test("the working goes from the facts to the workbook's cells", async () => {
    const told = toldOf(await explainOne("MINI Agent 1"));
    expect(told.statement).toMatchObject({
      status: "payable",
      total: 5,
      financed: 4,
      volume: "850000.00",
      final: false,
    });
    expect(told.contracts.map((c) => `${c.contractId} ${c.standing} ${c.event?.id ?? ""}`)).toEqual([
      "C1 financed C1-1",
      "C2 financed C2-1",
      "C3 financed C3-1",
      "C4 financed C4-1",
      "C5 cash C5-1",
      "C6 category-not-eligible C6-1",
      "C7 cancelled-in-period C7-1",
    ]);
    expect(told.contracts[1]?.event).toMatchObject({ source: "test", line: 2 });
    expect(told.matrix).toMatchObject({ file: "matrix_2024.xlsx", version: 1, sheet: "Sweden", uploadedBy: "ursula" });
    expect(told.matrix?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(told.target).toMatchObject({ file: "targets_2024.xlsx", sheet: "Sweden", cell: "B2", amount: "1000000.00" });
    expect(told.cell).toMatchObject({
      ratePpm: 21_000,
      file: "matrix_2024.xlsx",
      sheet: "Sweden",
      cell: "C2",
      text: "2.10%",
      penetrationBound: { cell: "A2", text: "70%" },
      achievementBound: { cell: "C3", text: "85%" },
    });
    expect(told.comparisons.achievement?.bounds[1]).toEqual({
      ppm: 850_000,
      exclusive: false,
      cell: "C3",
      text: "85%",
      left: "85000000000000",
      operator: ">=",
      right: "85000000000000",
      reached: true,
    });
    expect(told.lines[0]).toEqual({
      contractId: "C1",
      amount: "249925.00",
      amountMinor: "24992500",
      ratePpm: 21_000,
      product: "524842500000",
      divisor: "1000000",
      quotient: "524842",
      remainder: "500000",
      exact: "5248.425",
      rounding: "half-away",
      commission: "5248.43",
    });
    expect(told.ledger[0]).toMatchObject({ entries: [], posted: "0.00", target: "5248.43" });
    expect(told.ledger[0]?.waiting).toMatchObject({ kind: "commission", amount: "5248.43" });
  });

  test("one contract is told in full, in words", async () => {
    const text = explanationText(await explainOne("MINI Agent 1", "C1"));
    expect(text[0]).toBe("Why contract C1 of MINI Agent 1 earned 5 248.43 SEK for 2024-01 in SE");
    expect(text.join("\n")).toContain('sheet "Sweden", cell C2, which shows "2.10%"');
    expect(text.join("\n")).toContain("exactly half remains: away from zero");
    expect(text.join("\n")).not.toContain("C2 ");
  });

  test.each([
    ["MINI Agent 2", "target-missing", "There is no sales target of MINI Agent 2 for 2024-01."],
    ["MINI Agent 4", "target-ambiguous", "names no market, and the agent sold in NO too"],
  ])("%s is blocked (%s): it says what to do", async (agentId, reason, message) => {
    const [found] = await explain(agentId, { market: "SE" });
    const document = found ?? expect.fail("no document");
    const told = toldOf(document);
    expect(told.blocked?.reason).toBe(reason);
    expect(told.blocked?.toDo).toContain(message);
    expect(told.lines).toEqual([]);
    expect(explanationText(document).join("\n")).toContain(message);
  });

  test("an agent of several markets gets a document for each", async () => {
    expect((await explain("MINI Agent 4")).map((d) => `${d.market} ${d.statement?.reason}`)).toEqual([
      "NO matrix-missing",
      "SE target-ambiguous",
    ]);
  });

  test("below the threshold it says what was missed", async () => {
    const text = explanationText(await explainOne("MINI Agent 3"));
    expect(text).toContain("Target achievement misses its lowest bound ≥70% by 100 000.00 SEK of financed volume.");
  });

  test.each([
    [{ agentId: "MINI Agnet 1" }, 'Did you mean "MINI Agent 1"?'],
    [{ agentId: "Nobody at all" }, "check the name"],
    [{ agentId: "MINI Agent 1", period: parsePeriod("2023-01") ?? january }, "Its contracts stand in SE 2024-01."],
    [{ agentId: "MINI Agent 1", market: "NO" }, "but in SE"],
    [{ agentId: "MINI Agent 1", contractId: "D1" }, "it stands with MINI Agent 2, SE 2024-01"],
    [{ agentId: "MINI Agent 1", contractId: "C99" }, "No contract C99 was ever reported"],
  ])("nothing to explain for %o: it says where to look", async (request, message) => {
    const outcome = await explainCommission(database, { period: january, ...request });
    if (outcome.ok) return expect.fail("there is something");
    expect(outcome.refusal.code).toBe("nothing-to-explain");
    expect(outcome.refusal.message).toContain(message);
  });
});

describe("what if", () => {
  test("the statement before and after, and the distances", async () => {
    const outcome = await tryOut("MINI Agent 1", { financed: 3 });
    const document = outcome.ok ? outcome.value : expect.fail(outcome.refusal.message);
    const told = whatIfJson(document);
    expect(told.before).toMatchObject({ financed: 4, ratePpm: 21_000, commission: "17850.01" });
    expect(told.after).toMatchObject({ financed: 3, total: 5, ratePpm: 19_000, commission: "16150.01", final: false });
    expect(told.distances[0]).toMatchObject({
      direction: "up",
      by: "new-sales",
      contracts: 2,
      volume: null,
      bound: { text: "≥70%" },
      ratePpm: 21_000,
      effect: "1700.00",
    });
    expect(whatIfText(document)).toContain(
      "  2 more financed contracts lift the rate to 2.10 %: +1 700.00 SEK (≥70% at 71.42 %)",
    );
  });

  test("a volume is read in the market's currency", async () => {
    const outcome = await tryOut("MINI Agent 1", { volume: "1150000.01" });
    expect(outcome.ok && whatIfJson(outcome.value).after).toMatchObject({ volume: "1150000.01", ratePpm: 22_000 });
  });

  test("a matrix that is not in force takes its place", async () => {
    const matrices = [{ matrix: SE_2024, origin: SE_2024_ORIGIN }];
    const outcome = await tryOut("MINI Agent 1", { matrices });
    expect(outcome.ok && whatIfJson(outcome.value).after).toMatchObject({ ratePpm: 22_000, matrixVersion: null });
  });

  test("a blocked statement has no distances, and says what to do", async () => {
    const outcome = await tryOut("MINI Agent 2");
    const document = outcome.ok ? outcome.value : expect.fail(outcome.refusal.message);
    expect(document.distances).toEqual([]);
    expect(whatIfText(document).at(-1)).toContain("There is no sales target of MINI Agent 2 for 2024-01.");
  });

  test.each([
    ["MINI Agent 9", {}, "no-statement"],
    ["MINI Agent 4", {}, "several-markets"],
    ["MINI Agent 1", { volume: "1e6" }, "volume-invalid"],
    ["MINI Agent 1", { volume: "1.005" }, "volume-invalid"],
    ["MINI Agent 1", { volume: "-1.00" }, "volume-invalid"],
    ["MINI Agent 1", { financed: 0, volume: "1.00" }, "volume-without-financed"],
    ["MINI Agent 1", { matrices: [] }, "matrix-not-in-file"],
    ["MINI Agent 4", { market: "NO", matrices: [{ matrix: SE_2024, origin: SE_2024_ORIGIN }] }, "matrix-not-in-file"],
  ])("%s, %o is refused: %s", async (agentId, change, code) => {
    const outcome = await tryOut(agentId, change);
    expect(outcome.ok ? null : outcome.refusal.code).toBe(code);
  });
});

describe("after closes, a cancellation and a move", () => {
  beforeAll(async () => {
    await settle("2024-01");
    await ingest([
      { contractId: "C3", sequence: 2, amount: "200000.00", cancellation: { date: "2024-02-10", reason: "withdrawn" } },
      { contractId: "C4", sequence: 2, amount: "150000.00", agentId: "MINI Agent 3" },
    ]);
  });

  test("what waits for the next close is told beside what was posted", async () => {
    const told = toldOf(await explainOne("MINI Agent 1"));
    // 3 of 4 financed, 700 000.00 of the target: 2.00 % now.
    expect(told.statement).toMatchObject({ total: 4, financed: 3, ratePpm: 20_000, final: false });
    expect(told.ledger.map((p) => [p.contractId, p.posted, p.target, p.waiting?.kind ?? null])).toEqual([
      ["C1", "5248.43", "4998.50", "correction"],
      ["C2", "5251.58", "5001.50", "correction"],
      ["C3", "4200.00", "4000.00", "correction"],
      ["C4", "3150.00", "0.00", "correction"],
      ["C5", "0.00", "0.00", null],
      ["C6", "0.00", "0.00", null],
      ["C7", "0.00", "0.00", null],
    ]);
  });

  test("a place that a contract left is explained, and where it stands now", async () => {
    const document = await explainOne("MINI Agent 1", "C4");
    const told = toldOf(document);
    expect(told.contracts).toEqual([]);
    expect(told.ledger[0]?.movedTo).toEqual({ agentId: "MINI Agent 3", market: "SE", period: "2024-01" });
    expect(explanationText(document).join("\n")).toContain("it stands with MINI Agent 3, SE 2024-01");
  });

  test("the history of a clawed back contract adds up to nothing", async () => {
    await settle("2024-02");
    const document = await explainOne("MINI Agent 1", "C3");
    const told = toldOf(document);
    expect(told.contracts[0]?.cancellation).toEqual({
      date: "2024-02-10",
      reason: "withdrawn",
      windowEnds: "2024-07-16",
      insideWindow: true,
      exempt: false,
      clawedBackFrom: "2024-02",
    });
    expect(told.ledger[0]?.entries.map((e) => `${e.kind} ${e.amount} ${e.bookedIn}`)).toEqual([
      "commission 4200.00 2024-01",
      "clawback -4200.00 2024-02",
    ]);
    expect(told.ledger[0]).toMatchObject({ posted: "0.00", target: "0.00", waiting: null });
    expect(told.statement?.final).toBe(true);
    expect(explanationText(document)[0]).toBe(
      "Why contract C3 of MINI Agent 1 earned 4 000.00 SEK for 2024-01 in SE, and 0.00 SEK after clawbacks",
    );
  });

  test("an agent whose contracts all moved away still has its history", async () => {
    await ingest([
      { contractId: "D2", sequence: 2, amount: "600000.00" },
      { contractId: "C4", sequence: 3, amount: "150000.00" },
    ]);
    const document = await explainOne("MINI Agent 3");
    const told = toldOf(document);
    expect(told.statement).toBeNull();
    expect(told.ledger.map((p) => [p.contractId, p.movedTo?.agentId, p.posted, p.waiting?.amount])).toEqual([
      ["C4", "MINI Agent 1", "3000.00", "-3000.00"],
      ["D2", "MINI Agent 1", "12000.00", "-12000.00"],
    ]);
    expect(explanationText(document)[0]).toBe("Why MINI Agent 3 earned nothing for 2024-01 in SE");
  });

  test("one that nothing was posted for has nothing to explain any more", async () => {
    await ingest([{ contractId: "D1", sequence: 2, agentId: "MINI Agent 1", amount: "100000.00" }]);
    const outcome = await explainCommission(database, { period: january, agentId: "MINI Agent 2" });
    expect(outcome.ok ? null : outcome.refusal.message).toContain("No contract stands with it now.");
  });

  test("the command line prints one document, and exits with 1 where there is nothing", async () => {
    const args = ["--period", "2024-01", "--json", "--agent"];
    const found = await cli.run(["explain", ...args, "MINI Agent 1"]);
    expect(JSON.parse(found.stdout)).toMatchObject({ explanations: [{ agentId: "MINI Agent 1", market: "SE" }] });
    const missing = await cli.run(["whatif", ...args, "Nobody"]);
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: "no-statement" } });
  });
});
