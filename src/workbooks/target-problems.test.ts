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
const codes = ({ problems }: ReturnType<typeof read>) => problems.map(({ code }) => code);
const seen = ({ problems }: ReturnType<typeof read>) =>
  problems.map((p) => [p.severity, p.code, p.sheet, p.cell, p.found, p.expected]);

const PERCENT = { number: "0.5", format: "0%", shown: "50%" };
const AGENT = "an agent's name of 1 to 200 visible characters";
const AMOUNT = "a number above 0 in SEK with at most 2 decimals";
const JANUARY = "a month of 2024, such as 2024-01";

describe("refused", () => {
  type Case = [
    string,
    Partial<SheetSpec>,
    readonly (readonly CellSpec[])[],
    [code: string, cell: string, found: string, expected: string],
  ];
  test.each<Case>([
    [
      "an unknown market",
      { name: "S" },
      [
        [null, "Market", ...MONTHS],
        ["MINI Agent 1", "Atlantis", n("5.5")],
      ],
      ["market-unknown", "B2", "Atlantis", "a market by its English name, local name or code"],
    ],
    [
      "a market that is a number",
      { name: "S" },
      [
        [null, "Market", ...MONTHS],
        ["MINI Agent 1", n("46"), n("5")],
      ],
      ["market-unknown", "B2", "46", "a market by its English name, local name or code"],
    ],
    [
      "a market that is an error",
      { name: "S" },
      [
        [null, "Market", ...MONTHS],
        ["MINI Agent 1", { error: "#N/A" }, n("5")],
      ],
      ["error-cell", "B2", "#N/A", "a market by its English name, local name or code"],
    ],
    [
      "a month twice",
      {},
      [
        [...HEADER, "Jan-24"],
        ["MINI Agent 1", n("5")],
      ],
      ["month-twice", "N1", "Jan-24", "each month once"],
    ],
    [
      "a month that cannot be read",
      {},
      [
        [null, "Foo", ...MONTHS],
        ["MINI Agent 1", n("5")],
      ],
      ["month-unreadable", "B1", "Foo", JANUARY],
    ],
    [
      "a month without its year",
      {},
      [
        [null, "January"],
        ["MINI Agent 1", n("5")],
      ],
      ["month-unreadable", "B1", "January", JANUARY],
    ],
    [
      "a month as a bare number",
      {},
      [
        ["Agent", n("202401", "General")],
        ["MINI Agent 1", n("5")],
      ],
      ["month-unreadable", "B1", "202401", JANUARY],
    ],
    [
      "a column of totals",
      {},
      [
        [...HEADER, "Total"],
        ["MINI Agent 1", n("5"), ...MONTHS.slice(1).map(() => null), n("5")],
      ],
      ["month-unreadable", "N1", "Total", JANUARY],
    ],
    [
      "amounts without a heading",
      {},
      [HEADER, ["MINI Agent 1", n("5"), ...MONTHS.slice(1).map(() => null), n("5")]],
      ["month-unreadable", "N1", "no heading", JANUARY],
    ],
    [
      "a month that is an error",
      {},
      [
        [...HEADER, { error: "#REF!" }],
        ["MINI Agent 1", n("5")],
      ],
      ["error-cell", "N1", "#REF!", JANUARY],
    ],
    [
      "a month that is an uncached formula",
      {},
      [
        [...HEADER, { uncached: true }],
        ["MINI Agent 1", n("5")],
      ],
      ["formula-uncached", "N1", "a formula without a stored result", JANUARY],
    ],
    [
      "a month from another workbook",
      {},
      [
        [...HEADER, { external: true }],
        ["MINI Agent 1", n("5")],
      ],
      ["external-value", "N1", "a value from outside the workbook", JANUARY],
    ],
    [
      "a month that can be read in two ways",
      {},
      [
        [null, "01/02/2024"],
        ["MINI Agent 1", n("5")],
      ],
      ["month-ambiguous", "B1", "01/02/2024", JANUARY],
    ],
    [
      "a month of another year",
      {},
      [
        [...HEADER, "2025-01"],
        ["MINI Agent 1", n("5")],
      ],
      ["month-other-year", "N1", "2025-01", JANUARY],
    ],
    [
      "a month of a year without currencies",
      {},
      [
        [...HEADER, "1999-01"],
        ["MINI Agent 1", n("5"), ...MONTHS.slice(1).map(() => null), n("5")],
      ],
      ["month-other-year", "N1", "1999-01", JANUARY],
    ],
    [
      "an agent twice",
      {},
      [HEADER, ["MINI Agent 1", n("5")], ["MINI  Agent 1 ", n("5")]],
      ["agent-twice", "A3", "MINI Agent 1", "one row for each agent and market"],
    ],
    ["a target of zero", {}, [HEADER, ["MINI Agent 1", n("0")]], ["target-zero", "B2", "0", AMOUNT]],
    ["a negative target", {}, [HEADER, ["MINI Agent 1", n("-5")]], ["target-negative", "B2", "-5", AMOUNT]],
    ["a percentage", {}, [HEADER, ["MINI Agent 1", PERCENT]], ["target-percent", "B2", "50%", AMOUNT]],
    ["a percentage as text", {}, [HEADER, ["MINI Agent 1", "50 %"]], ["target-percent", "B2", "50 %", AMOUNT]],
    [
      "a target that is not a number",
      {},
      [HEADER, ["MINI Agent 1", "lots"]],
      ["target-not-number", "B2", "lots", AMOUNT],
    ],
    [
      "a target that is true",
      {},
      [HEADER, ["MINI Agent 1", { boolean: true }]],
      ["target-not-number", "B2", "TRUE", AMOUNT],
    ],
    [
      "a target that is a date",
      {},
      [HEADER, ["MINI Agent 1", { number: "45292", format: "yyyy-mm-dd", shown: "2024-01-01" }]],
      ["target-not-number", "B2", "2024-01-01", AMOUNT],
    ],
    ["an ambiguous target", {}, [HEADER, ["MINI Agent 1", "1.050"]], ["target-ambiguous", "B2", "1.050", AMOUNT]],
    ["too many decimals", {}, [HEADER, ["MINI Agent 1", n("5.123")]], ["too-precise", "B2", "5.123", AMOUNT]],
    [
      "decimals in yen",
      { name: "JP" },
      [HEADER, ["MINI Agent 1", n("5.5")]],
      ["too-precise", "B2", "5.5", "a whole number above 0 in JPY"],
    ],
    [
      "decimals without a market",
      { name: "S" },
      [HEADER, ["MINI Agent 1", n("5.5")]],
      ["too-precise", "B2", "5.5", "a whole number above 0, since no market tells the currency"],
    ],
    [
      "a target beyond a workbook's digits",
      {},
      [HEADER, ["MINI Agent 1", n("1E15")]],
      ["target-too-large", "B2", "1E15", AMOUNT],
    ],
    ["an error cell", {}, [HEADER, ["MINI Agent 1", { error: "#REF!" }]], ["error-cell", "B2", "#REF!", AMOUNT]],
    [
      "an uncached formula",
      {},
      [HEADER, ["MINI Agent 1", { uncached: true }]],
      ["formula-uncached", "B2", "a formula without a stored result", AMOUNT],
    ],
    [
      "an external value",
      {},
      [HEADER, ["MINI Agent 1", { external: true }]],
      ["external-value", "B2", "a value from outside the workbook", AMOUNT],
    ],
    [
      "a total row",
      {},
      [HEADER, ["MINI Agent 1", n("5")], ["Total", n("5")]],
      ["total-row", "A3", "Total", "one row an agent, without totals"],
    ],
    [
      "targets without an agent",
      {},
      [HEADER, ["MINI Agent 1", n("5")], [null, n("5")]],
      ["agent-missing", "A3", "no agent, but 5 in B3", "an agent's name in the first column of the table"],
    ],
    [
      "a table without agents",
      {},
      [MONTHS, [n("5")]],
      ["agent-missing", "A2", "no agent, but 5 in A2", "an agent's name in the first column of the table"],
    ],
    [
      "a name with an invisible character",
      {},
      [HEADER, ["MINI\u200bAgent", n("5")]],
      ["agent-name", "A2", "MINI\u200bAgent", AGENT],
    ],
    [
      "a name of over 200 characters",
      {},
      [HEADER, ["x".repeat(201), n("5")]],
      ["agent-name", "A2", `${"x".repeat(200)}…`, AGENT],
    ],
    [
      "a name that is a formatted number",
      {},
      [HEADER, [{ number: "1001", shown: "1,001" }, n("5")]],
      ["agent-name", "A2", "1,001", AGENT],
    ],
    ["a name that is a truth value", {}, [HEADER, [{ boolean: true }, n("5")]], ["agent-name", "A2", "TRUE", AGENT]],
    ["a name that is an error", {}, [HEADER, [{ error: "#REF!" }, n("5")]], ["error-cell", "A2", "#REF!", AGENT]],
    [
      "a name that is an uncached formula",
      {},
      [HEADER, [{ uncached: true }, n("5")]],
      ["formula-uncached", "A2", "a formula without a stored result", AGENT],
    ],
    [
      "a name from another workbook",
      {},
      [HEADER, [{ external: true }, n("5")]],
      ["external-value", "A2", "a value from outside the workbook", AGENT],
    ],
    [
      "a merged cell",
      { merges: [{ top: 2, left: 2, bottom: 2, right: 3 }] },
      [HEADER, ["MINI Agent 1", n("5")]],
      ["merged-cells", "B2", "B2:C2 merged", "one value in each cell"],
    ],
  ])("%s", (_, sheet, rows, [code, cell, found, expected]) => {
    const reading = readSheet(rows, sheet);
    const errors = seen(reading).filter(([severity]) => severity === "error");
    expect(errors).toEqual([["error", code, sheet.name ?? "Sweden", cell, found, expected]]);
    expect(reading.targets).toEqual([]);
  });

  test("an agent twice in a market, in two sheets of it", () => {
    const row = ["MINI Agent 1", n("5")];
    const reading = read({
      sheets: [
        { name: "Sweden", rows: [HEADER, row] },
        { name: "SE", rows: [HEADER, row] },
      ],
    });
    expect(seen(reading)).toEqual([
      ["error", "agent-twice", "SE", "A2", "MINI Agent 1", "one row for each agent and market"],
    ]);
    expect(reading.problems[0]?.message).toContain("Sweden!A2");
  });

  test("an agent twice without a market, in two sheets", () => {
    const row = ["MINI Agent 1", n("5")];
    expect(
      codes(
        read({
          sheets: [
            { name: "A", rows: [HEADER, row] },
            { name: "B", rows: [HEADER, row] },
          ],
        }),
      ),
    ).toEqual(["agent-twice"]);
  });

  test.each<[string, GridSpec]>([
    ["without sheets", { sheets: [] }],
    ["of text alone", { sheets: [{ name: "Notes", rows: [["Hello"]] }] }],
    ["of months without agents", { sheets: [{ name: "SE", rows: [HEADER] }] }],
  ])("a workbook %s", (_, spec) => {
    expect(seen(read(spec))).toEqual([
      [
        "error",
        "no-table",
        null,
        null,
        "no agents under a row of months in any sheet",
        "a row of months such as 2024-01, and under it one row an agent",
      ],
    ]);
  });
});

describe("judged once", () => {
  test("a row of totals is refused for that alone", () => {
    expect(codes(readSheet([HEADER, ["MINI Agent 1", n("5")], ["Total", n("0")]]))).toEqual(["total-row"]);
  });

  test("a new agent without targets is not told as new", () => {
    expect(codes(readSheet([HEADER, ["Quite Another"]]))).toEqual(["agent-without-targets"]);
  });

  test("a number beside a row of nobody is a note and no column", () => {
    const stray = [...HEADER.map(() => null), null, n("7")];
    expect(codes(readSheet([HEADER, ["MINI Agent 1", n("5")], stray]))).toEqual(["note-outside-table"]);
  });

  test("a number that shows rounded is not a name", () => {
    expect(codes(readSheet([HEADER, [{ number: "1001.4", shown: "1001" }, n("5")]]))).toEqual(["agent-name"]);
  });
});

describe("warned of, yet read", () => {
  type Case = [
    string,
    Partial<SheetSpec>,
    readonly (readonly CellSpec[])[],
    [code: string, cell: string | null, found: string, expected: string],
  ];
  const ROW = ["MINI Agent 1", n("5")];
  const NOTE = "agents, months, markets and targets only";
  test.each<Case>([
    [
      "an agent row with no target",
      {},
      [HEADER, ROW, ["MINI Agent 2"]],
      ["agent-without-targets", "A3", "MINI Agent 2", "a target in at least one month"],
    ],
    [
      "missing months",
      {},
      [HEADER.slice(0, 12), ROW],
      ["months-missing", null, "no column for 2024-12", "the twelve months of 2024"],
    ],
    [
      "a hidden sheet",
      { hidden: true },
      [HEADER, ROW],
      ["hidden-sheet", null, "hidden sheet Sweden", "sheets that are seen"],
    ],
    [
      "a filtered sheet",
      { filtered: true },
      [HEADER, ROW],
      ["filtered-sheet", null, "a filter, which may hide rows", "rows that are seen"],
    ],
    ["a hidden row", { hiddenRows: [2] }, [HEADER, ROW], ["hidden-row", "A2", "hidden row 2", "rows that are seen"]],
    ["a hidden header", { hiddenRows: [1] }, [HEADER, ROW], ["hidden-row", "B1", "hidden row 1", "rows that are seen"]],
    [
      "a hidden column of a month",
      { hiddenColumns: [3] },
      [HEADER, ROW],
      ["hidden-column", "C1", "hidden column C", "columns that are seen"],
    ],
    [
      "the agents' hidden column",
      { hiddenColumns: [1] },
      [HEADER, ROW],
      ["hidden-column", "A1", "hidden column A", "columns that are seen"],
    ],
    [
      "the markets' hidden column",
      { hiddenColumns: [14] },
      [[...HEADER, "Market"], ROW],
      ["hidden-column", "N1", "hidden column N", "columns that are seen"],
    ],
    [
      "a new agent",
      {},
      [HEADER, ["MINI Agnet 1", n("5")]],
      ["agent-new", "A2", "MINI Agnet 1", "an agent seen before; the closest is MINI Agent 1"],
    ],
    [
      "a new agent like no other",
      {},
      [HEADER, ["Quite Another", n("5")]],
      ["agent-new", "A2", "Quite Another", "an agent seen before"],
    ],
    [
      "a new agent whose target is taken away",
      {},
      [HEADER, ["Quite Another", "-"]],
      ["agent-new", "A2", "Quite Another", "an agent seen before"],
    ],
    ["a note above the table", {}, [["TSEK"], HEADER, ROW], ["note-outside-table", "A1", "TSEK", NOTE]],
    [
      "a note in the corner",
      {},
      [["in thousands", ...MONTHS], ROW],
      ["note-outside-table", "A1", "in thousands", NOTE],
    ],
    ["a note beside the months", {}, [[...HEADER, null, "TSEK"], ROW], ["note-outside-table", "O1", "TSEK", NOTE]],
    [
      "a note beside a row",
      {},
      [HEADER, [...ROW, ...MONTHS.slice(1).map(() => null), "agreed"]],
      ["note-outside-table", "N2", "agreed", NOTE],
    ],
    [
      "a note left of the table",
      {},
      [
        ["TSEK", null, ...MONTHS],
        [null, ...ROW],
      ],
      ["note-outside-table", "A1", "TSEK", NOTE],
    ],
    [
      "a market in a row of nobody",
      {},
      [[...HEADER, "Market"], ROW, [...HEADER.map(() => null), "Norway"]],
      ["note-outside-table", "N3", "Norway", NOTE],
    ],
    [
      "a format of another currency",
      {},
      [HEADER, ["MINI Agent 1", n("5", '#,##0 "€"')]],
      ["currency-format", "B2", '5 with the number format #,##0 "€"', "an amount in SEK"],
    ],
    [
      "a format in thousands",
      { name: "S" },
      [HEADER, ["MINI Agent 1", n("5", '#,##0 "TSEK"')]],
      ["currency-format", "B2", '5 with the number format #,##0 "TSEK"', "an amount in whole currency units"],
    ],
    [
      "a name like a formula",
      {},
      [HEADER, ["=A1", n("5")]],
      ["agent-formula", "A2", "=A1", "a name that does not begin with = + - or @"],
    ],
    [
      "a name of mixed alphabets",
      {},
      [HEADER, ["MINI Аgent", n("5")]],
      ["agent-alphabets", "A2", "MINI Аgent", "letters of one alphabet"],
    ],
    [
      "a market left out",
      { name: "S" },
      [
        [...HEADER, "Market"],
        [...ROW, ...MONTHS.slice(1).map(() => null), "SE"],
        ["MINI Agent 2", n("5")],
      ],
      ["market-missing", "N3", "an empty cell", "a market, as in the other rows"],
    ],
    [
      "a market that is not the sheet's",
      {},
      [
        [...HEADER, "Market"],
        [...ROW, ...MONTHS.slice(1).map(() => null), "DE"],
      ],
      ["market-differs", "N2", "DE", "the market of the sheet's name, Sweden"],
    ],
  ])("%s", (_, sheet, rows, [code, cell, found, expected]) => {
    const reading = readSheet(rows, sheet);
    expect(seen(reading)).toEqual([["warning", code, sheet.name ?? "Sweden", cell, found, expected]]);
    expect(reading.targets).not.toEqual([]);
  });

  test("two agents whose names differ by case only, in whatever sheet", () => {
    const known = new Set(["Anna", "ANNA"]);
    const reading = read(
      {
        sheets: [
          { name: "SE", rows: [HEADER, ["Anna", n("5")]] },
          { name: "NO", rows: [HEADER, ["ANNA", n("5")]] },
        ],
      },
      known,
    );
    expect(seen(reading)).toEqual([["warning", "agent-case", "NO", "A2", "ANNA", "one spelling of Anna, as at SE!A2"]]);
    expect(reading.targets).toHaveLength(2);
  });

  test("a sheet with content but no table, beside one with a table", () => {
    const reading = read({
      sheets: [
        { name: "Notes", rows: [["Hello"]] },
        { name: "SE", rows: [HEADER, ["MINI Agent 1", n("5")]] },
      ],
    });
    expect(seen(reading)).toEqual([
      [
        "warning",
        "sheet-skipped",
        "Notes",
        null,
        "content, but no row of months",
        "a table of targets, or an empty sheet",
      ],
    ]);
    expect(reading.targets).toHaveLength(1);
  });

  test.each<[string, Partial<SheetSpec>, readonly (readonly CellSpec[])[]]>([
    ["a hidden row or column that holds nothing", { hiddenRows: [9], hiddenColumns: [20] }, [HEADER, ROW]],
    ["a merged title above", { merges: [{ top: 1, left: 1, bottom: 1, right: 5 }] }, [[], HEADER, ROW]],
    ["a format of the market's own currency", {}, [HEADER, ["MINI Agent 1", n("5", "[$kr-41D] #,##0")]]],
    [
      "a format with a currency where the market is not known",
      { name: "S" },
      [HEADER, ["MINI Agent 1", n("5", '#,##0 "€"')]],
    ],
    ["a merge below the table", { merges: [{ top: 3, left: 1, bottom: 4, right: 5 }] }, [HEADER, ROW]],
    ["a merge of one cell", { merges: [{ top: 2, left: 2, bottom: 2, right: 2 }] }, [HEADER, ROW]],
  ])("no word is said of %s", (_, sheet, rows) => {
    expect(readSheet(rows, sheet).problems).toEqual([]);
  });
});
