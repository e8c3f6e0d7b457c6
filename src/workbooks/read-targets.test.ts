import { describe, expect, test } from "vitest";
import { gridOf, type CellSpec, type GridSpec, type SheetSpec } from "../../test/support/grid-builder.ts";
import { readTargets } from "./read-targets.ts";

const MONTHS = Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, "0")}`);
const KNOWN = new Set(["MINI Agent 1", "MINI Agent 2", "1001", "=A1", "MINI Аgent"]);

function n(number: string, format = "#,##0"): CellSpec {
  return { number, format };
}

function read(spec: GridSpec, known: ReadonlySet<string> = KNOWN) {
  return readTargets(gridOf(spec), 2024, { knownAgents: known });
}

/** One sheet, with all months of the year unless the header is given. */
function readSheet(rows: readonly (readonly CellSpec[])[], sheet: Partial<SheetSpec> = {}) {
  return read({ sheets: [{ name: "Sweden", rows, ...sheet }] });
}

const HEADER = [null, ...MONTHS];
const short = ({ targets }: ReturnType<typeof read>) =>
  targets.map((t) => [
    t.agentId,
    t.market,
    t.period,
    t.amount === null ? null : `${t.amount.value} ${t.amount.unit}`,
    `${t.sheet}!${t.cell}`,
  ]);
const codes = ({ problems }: ReturnType<typeof read>) => problems.map(({ code }) => code);

describe("the table", () => {
  test("the specification's example reads as its two agents and two months", () => {
    const reading = read({
      sheets: [
        {
          name: "Sheet1",
          rows: [
            [null, null, "2024-01", "2024-02"],
            [null, "MINI Agent 1", n("1000000"), n("1100000")],
            [null, "MINI Agent 2", n("950000"), n("950000")],
          ],
        },
      ],
    });
    expect(short(reading)).toEqual([
      ["MINI Agent 1", null, "2024-01", "1000000 whole", "Sheet1!C2"],
      ["MINI Agent 1", null, "2024-02", "1100000 whole", "Sheet1!D2"],
      ["MINI Agent 2", null, "2024-01", "950000 whole", "Sheet1!C3"],
      ["MINI Agent 2", null, "2024-02", "950000 whole", "Sheet1!D3"],
    ]);
    expect(codes(reading)).toEqual(["months-missing"]);
  });

  test.each<[string, string, readonly (readonly CellSpec[])[]]>([
    ["in the corner", "B2", [HEADER, ["MINI Agent 1", n("5")]]],
    [
      "after blank rows and columns",
      "E5",
      [[], [], [], [null, null, null, ...HEADER], [null, null, null, "MINI Agent 1", n("5")]],
    ],
    [
      "with an empty column after the agents",
      "C2",
      [
        [null, null, ...MONTHS],
        ["MINI Agent 1", null, n("5")],
      ],
    ],
    ["with an empty row under the months", "B3", [HEADER, [], ["MINI Agent 1", n("5")]]],
    [
      "with a heading over the agents",
      "B2",
      [
        ["Dealer", ...MONTHS],
        ["MINI Agent 1", n("5")],
      ],
    ],
  ])("stands %s", (_, cell, rows) => {
    const reading = readSheet(rows);
    expect(short(reading)).toEqual([["MINI Agent 1", "SE", "2024-01", "500 minor", `Sweden!${cell}`]]);
    expect(reading.problems).toEqual([]);
  });

  test("a note with a date above the months does not pass for the header", () => {
    const reading = readSheet([
      ["As of", { number: "45275", format: "yyyy-mm-dd", shown: "2023-12-15" }],
      [],
      [null, "2024-01"],
      ["MINI Agent 1", n("5")],
    ]);
    expect(short(reading)).toEqual([["MINI Agent 1", "SE", "2024-01", "500 minor", "Sweden!B4"]]);
    expect(codes(reading)).toEqual(["months-missing", "note-outside-table", "note-outside-table"]);
  });

  test("dates among the targets do not pass for the header", () => {
    const date = { number: "45292", format: "yyyy-mm-dd", shown: "2024-01-01" };
    expect(
      codes(
        readSheet([
          [null, "2024-01", "2024-02"],
          ["MINI Agent 1", date, date],
        ]),
      ),
    ).toEqual(["months-missing", "target-not-number", "target-not-number"]);
  });

  test("an empty cell means no target, and an empty sheet nothing", () => {
    const reading = read({
      sheets: [
        { name: "Notes", rows: [] },
        { name: "SE", rows: [HEADER, ["MINI Agent 1", null, n("5")]] },
      ],
    });
    expect(short(reading)).toEqual([["MINI Agent 1", "SE", "2024-02", "500 minor", "SE!C2"]]);
    expect(reading.problems).toEqual([]);
  });

  test.each(["-", "none", "None", " NONE ", "–", "—", "−"])("%j takes the target away", (text) => {
    const { targets, problems } = readSheet([HEADER, ["MINI Agent 1", text]]);
    expect(targets).toEqual([
      { agentId: "MINI Agent 1", market: "SE", period: "2024-01", amount: null, sheet: "Sweden", cell: "B2", text },
    ]);
    expect(problems).toEqual([]);
  });

  test("a workbook with an error gives no target at all", () => {
    expect(readSheet([HEADER, ["MINI Agent 1", n("5"), n("0")]]).targets).toEqual([]);
  });

  test("every problem of the file comes at once", () => {
    const reading = read({
      sheets: [
        {
          name: "SE",
          rows: [
            [null, "2024-01", "01/02/2024", "2023-03", "Total"],
            ["MINI Agent 1", n("0"), n("-1"), "x", n("3")],
            [null, n("4")],
            ["Sum", n("3")],
          ],
        },
        {
          name: "DE",
          rows: [
            [null, "Market", "2024-01"],
            ["MINI Agent 2", "Atlantis", "1.050"],
          ],
        },
      ],
    });
    expect(codes(reading)).toEqual([
      "month-ambiguous",
      "month-other-year",
      "month-unreadable",
      "target-zero",
      "target-negative",
      "target-not-number",
      "agent-missing",
      "total-row",
      "months-missing",
      "market-unknown",
      "target-ambiguous",
    ]);
  });
});

describe("the market", () => {
  const market = (sheet: string, header: readonly CellSpec[], row: readonly CellSpec[]) =>
    read({ sheets: [{ name: sheet, rows: [header, row] }] });

  test.each<[string, string, readonly CellSpec[], readonly CellSpec[], string | null]>([
    ["the sheet's name gives it", "Sverige", HEADER, ["MINI Agent 1", n("5")], "SE"],
    ["the sheet's code gives it, whatever its case and outer space", " se ", HEADER, ["MINI Agent 1", n("5")], "SE"],
    ["the Market column gives it", "Sheet1", [null, "Market", ...MONTHS], ["MINI Agent 1", "Japan", n("5")], "JP"],
    [
      "the Market column may stand last, in any case",
      "Sheet1",
      [null, ...MONTHS, " MARKET "],
      ["MINI Agent 1", n("5"), ...MONTHS.slice(1).map(() => null), "de"],
      "DE",
    ],
    [
      "the Market column may stand before the agents",
      "Sheet1",
      ["market", "Agent", ...MONTHS],
      ["JP", "MINI Agent 1", n("5")],
      "JP",
    ],
    ["no name of a market gives none", "Sheet1", HEADER, ["MINI Agent 1", n("5")], null],
    [
      "an empty Market cell leaves it to the sheet's name",
      "Sweden",
      [null, "Market", ...MONTHS],
      ["MINI Agent 1", null, n("5")],
      "SE",
    ],
  ])("%s", (_, sheet, header, row, expected) => {
    const reading = market(sheet, header, row);
    expect(reading.targets.map((target) => target.market)).toEqual([expected]);
    expect(reading.problems).toEqual([]);
  });

  test.each([
    ["SE", "1000000.5", "100000050 minor"],
    ["JP", "1000000", "1000000 minor"],
    ["KW", "1000000.125", "1000000125 minor"],
    ["Sheet1", "1000000", "1000000 whole"],
  ])("in %s, %s is %s", (sheet, digits, amount) => {
    const { targets } = market(sheet, HEADER, ["MINI Agent 1", n(digits)]);
    expect(targets.map((t) => t.amount && `${t.amount.value} ${t.amount.unit}`)).toEqual([amount]);
  });

  test("decimals follow the currency of the month", () => {
    const reading = readTargets(
      gridOf({
        sheets: [
          {
            name: "Greece",
            rows: [
              [null, "2000-12"],
              ["MINI Agent 1", n("5.5")],
            ],
          },
        ],
      }),
      2000,
      { knownAgents: KNOWN },
    );
    const later = readTargets(
      gridOf({
        sheets: [
          {
            name: "Greece",
            rows: [
              [null, "2001-12"],
              ["MINI Agent 1", n("5.5")],
            ],
          },
        ],
      }),
      2001,
      { knownAgents: KNOWN },
    );
    expect([reading, later].map(codes)).toEqual([["months-missing", "too-precise"], ["months-missing"]]);
  });
});

describe("agents", () => {
  test.each([
    ["  MINI  Agent\u00a01 ", "MINI Agent 1"],
    ["MINI Agent\u202f\u00a0 1", "MINI Agent 1"],
    ["Cafe\u0301", "Café"],
  ])("%j is read as %j", (text, agentId) => {
    expect(readSheet([HEADER, [text, n("5")]]).targets.map((target) => target.agentId)).toEqual([agentId]);
  });

  test("a dealer's number is a name", () => {
    expect(short(readSheet([HEADER, [{ number: "1001" }, n("5")]]))).toEqual([
      ["1001", "SE", "2024-01", "500 minor", "Sweden!B2"],
    ]);
  });

  test("an agent may have a row in each market and one without a market", () => {
    const row = ["MINI Agent 1", n("5")];
    const reading = read({ sheets: ["Sweden", "Norway", "Others"].map((name) => ({ name, rows: [HEADER, row] })) });
    expect(reading.targets.map((target) => target.market)).toEqual(["SE", "NO", null]);
    expect(reading.problems).toEqual([]);
  });
});
