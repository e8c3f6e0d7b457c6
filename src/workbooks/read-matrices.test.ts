import { describe, expect, test } from "vitest";
import { MARKETS } from "../domain/market.ts";
import { boundText } from "../domain/matrix.ts";
import { type CellSpec, gridOf, type SheetSpec } from "../../test/support/grid-builder.ts";
import type { CellRange } from "./grid.ts";
import { readMatrices } from "./read-matrices.ts";

const LIMITS = { highestRatePpm: () => 200_000 };

function percent(text: string): CellSpec {
  const digits = text.replace("%", "");
  const [whole = "", fraction = ""] = digits.split(".");
  const places = whole.padStart(3, "0");
  return {
    number: `${places.slice(0, -2).replace(/^0+(?=\d)/, "")}.${places.slice(-2)}${fraction}`,
    format: fraction ? `0.${"0".repeat(fraction.length)}%` : "0%",
    shown: text,
  };
}

/** Percentages become numbers with a percent format, all else stays text; `_` is an empty cell. */
function rowOf(line: string): CellSpec[] {
  return line
    .trim()
    .split(/\s*\|\s*/)
    .map((text) => (text === "_" ? null : /^\d+(\.\d+)?%$/.test(text) ? percent(text) : text));
}

function rowsOf(lines: readonly string[]): CellSpec[][] {
  return lines.map(rowOf);
}

const SPECIFIED = [
  "PENETRATION RATE",
  "100% | 2.22% | 2.35% | 2.60% | 2.70%",
  " 90% | 2.20% | 2.30% | 2.50% | 2.60%",
  " 30% | 1.60% | 1.70% | 1.90% | 2.00%",
  "  _  | 70%   | 85%   | 100%  | >115%",
  "_",
  "_ | _ | VOLUME TARGET ACHIEVEMENT",
];

function read(sheets: readonly SheetSpec[]) {
  return readMatrices(gridOf({ sheets }), 2024, LIMITS);
}

/** The matrices in short: market, bounds, rates. */
function matricesOf(sheets: readonly SheetSpec[]) {
  const { matrices, problems } = read(sheets);
  expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
  return matrices.map(({ matrix }) => ({
    market: matrix.market,
    penetration: matrix.penetrationBounds.map(boundText).join(" "),
    achievement: matrix.achievementBounds.map(boundText).join(" "),
    rates: matrix.ratesPpm.map((row) => row.join(" ")),
  }));
}

/** `code cell`, errors and warnings, in the order of the report. */
function problemsOf(sheets: readonly SheetSpec[]): string[] {
  return read(sheets).problems.map(({ code, cell }) => (cell === null ? code : `${code} ${cell}`));
}

const SMALL = {
  market: "SE",
  penetration: "≥30% ≥90%",
  achievement: "≥70% ≥85% ≥100%",
  rates: ["16000 17000 19000", "20000 21000 22000"],
};

describe("where a matrix stands", () => {
  test("the example of the specification reads with every figure's cell", () => {
    const { matrices, problems } = read([{ name: "Sweden", rows: rowsOf(SPECIFIED) }]);
    expect(problems).toEqual([]);
    expect(matrices).toHaveLength(1);
    expect(matrices[0]?.matrix).toEqual({
      market: "SE",
      year: 2024,
      penetrationBounds: [300_000, 900_000, 1_000_000].map((ppm) => ({ ppm, exclusive: false })),
      achievementBounds: [
        { ppm: 700_000, exclusive: false },
        { ppm: 850_000, exclusive: false },
        { ppm: 1_000_000, exclusive: false },
        { ppm: 1_150_000, exclusive: true },
      ],
      ratesPpm: [
        [16_000, 17_000, 19_000, 20_000],
        [22_000, 23_000, 25_000, 26_000],
        [22_200, 23_500, 26_000, 27_000],
      ],
    });
    const origin = matrices[0]?.origin;
    expect(origin?.sheet).toBe("Sweden");
    expect(origin?.penetrationCells).toEqual([
      { cell: "A4", text: "30%" },
      { cell: "A3", text: "90%" },
      { cell: "A2", text: "100%" },
    ]);
    expect(origin?.achievementCells[3]).toEqual({ cell: "E5", text: ">115%" });
    expect(origin?.rateCells[0]?.[1]).toEqual({ cell: "C4", text: "1.70%" });
    expect(origin?.rateCells[2]?.[3]).toEqual({ cell: "E2", text: "2.70%" });
  });

  test.each<[string, string[]]>([
    ["falls down, rises right, bounds last", ["90%|2.0%|2.1%|2.2%", "30%|1.6%|1.7%|1.9%", "_|70%|85%|100%"]],
    ["rises down", ["30%|1.6%|1.7%|1.9%", "90%|2.0%|2.1%|2.2%", "_|70%|85%|100%"]],
    ["falls right", ["90%|2.2%|2.1%|2.0%", "30%|1.9%|1.7%|1.6%", "_|100%|85%|70%"]],
    ["bounds first", ["_|70%|85%|100%", "90%|2.0%|2.1%|2.2%", "30%|1.6%|1.7%|1.9%"]],
    ["bounds first, rises down, falls right", ["_|100%|85%|70%", "30%|1.9%|1.7%|1.6%", "90%|2.2%|2.1%|2.0%"]],
    [
      "blank rows and columns around",
      ["_", "_", "_|_|90%|2.0%|2.1%|2.2%", "_|_|30%|1.6%|1.7%|1.9%", "_|_|_|70%|85%|100%", "_"],
    ],
    [
      "labels in any case and space",
      [
        "penetration  Rate",
        "90%|2.0%|2.1%|2.2%",
        "30%|1.6%|1.7%|1.9%",
        "_|70%|85%|100%",
        "_|_|Volume Target Achievement",
      ],
    ],
    ["a label in the corner", ["PENETRATION RATE|70%|85%|100%", "90%|2.0%|2.1%|2.2%", "30%|1.6%|1.7%|1.9%"]],
    [
      "labels beside",
      ["_|90%|2.0%|2.1%|2.2%", "PENETRATION RATE|30%|1.6%|1.7%|1.9%", "_|_|70%|85%|100%|VOLUME TARGET ACHIEVEMENT"],
    ],
    [
      "the achievement label above its own bounds",
      ["_|VOLUME TARGET ACHIEVEMENT", "_|70%|85%|100%", "90%|2.0%|2.1%|2.2%", "30%|1.6%|1.7%|1.9%"],
    ],
    [
      "the market's name above the first column",
      ["SVERIGE", "PENETRATION RATE", "90%|2.0%|2.1%|2.2%", "30%|1.6%|1.7%|1.9%", "_|70%|85%|100%"],
    ],
  ])("%s", (_title, lines) => {
    expect(problemsOf([{ name: "Sweden", rows: rowsOf(lines) }])).toEqual([]);
    expect(matricesOf([{ name: "Sweden", rows: rowsOf(lines) }])).toEqual([SMALL]);
  });

  test.each(["Sweden", "Sverige", "SE", " sweden ", "se"])("a sheet's name %j is the market SE", (name) => {
    expect(matricesOf([{ name, rows: rowsOf(SPECIFIED) }])[0]?.market).toBe("SE");
  });

  test("one row and one column of rates are enough", () => {
    expect(matricesOf([{ name: "Finland", rows: rowsOf(["50%|2%", "_|80%"]) }])).toEqual([
      { market: "FI", penetration: "≥50%", achievement: "≥80%", rates: ["20000"] },
    ]);
  });

  test("several matrices side by side take the names above their first columns, whatever the sheet's name", () => {
    const rows = rowsOf([
      "Sweden          |_  |_ |Finland",
      "PENETRATION RATE|_  |_ |_  |_  |_ |Germany",
      "50%             |2% |_ |60%|3% |_ |_  |90%",
      "_               |80%|_ |_  |85%|_ |70%|4%",
    ]);
    expect(matricesOf([{ name: "Nordics", rows }])).toEqual([
      { market: "SE", penetration: "≥50%", achievement: "≥80%", rates: ["20000"] },
      { market: "FI", penetration: "≥60%", achievement: "≥85%", rates: ["30000"] },
      { market: "DE", penetration: "≥70%", achievement: "≥90%", rates: ["40000"] },
    ]);
  });

  test("a name above a single block names its market where the sheet's name is none", () => {
    const rows = rowsOf(["Finland", "50%|2%", "_|80%"]);
    expect(matricesOf([{ name: "Sheet1", rows }]).map((one) => one.market)).toEqual(["FI"]);
  });
});

const MERGE = (top: number, left: number, bottom: number, right: number): CellRange => ({ top, left, bottom, right });
const PLAIN = ["90%|2.0%|2.1%|2.2%", "60%|1.8%|1.9%|2.0%", "30%|1.6%|1.7%|1.9%", "_|70%|85%|100%"];

function plainWith(row: number, column: number, cell: CellSpec): CellSpec[][] {
  const rows = rowsOf(PLAIN);
  while (rows.length < row) rows.push([]);
  const line = rows[row - 1] ?? [];
  while (line.length < column) line.push(null);
  line[column - 1] = cell;
  return rows;
}

function plainSheet(rows: CellSpec[][], more: Partial<SheetSpec> = {}): SheetSpec {
  return { name: "Sweden", rows, ...more };
}

describe("what is refused", () => {
  test.each<[string, SheetSpec[], string[]]>([
    ["no matrix in any sheet", [{ name: "Sweden", rows: [] }], ["no-matrix"]],
    [
      "a blank row inside the block",
      [plainSheet(rowsOf([...PLAIN.slice(0, 2), "_", ...PLAIN.slice(2)]))],
      ["blank-row A3"],
    ],
    [
      "a blank row before the achievement bounds",
      [plainSheet(rowsOf([...PLAIN.slice(0, 3), "_", ...PLAIN.slice(3)]))],
      ["blank-row A4"],
    ],
    [
      "a blank row after the first row",
      [plainSheet(rowsOf([...PLAIN.slice(0, 1), "_", ...PLAIN.slice(1)]))],
      ["blank-row A2"],
    ],
    [
      "a blank column inside the block",
      [plainSheet(rowsOf(PLAIN.map((line) => line.replace(/\|([^|]*)\|/, "|$1|_|"))))],
      ["blank-column C1"],
    ],
    [
      "a blank column after the penetration bounds",
      [plainSheet(rowsOf(PLAIN.map((line) => line.replace("|", "|_|"))))],
      ["blank-column B1"],
    ],
    [
      "a blank column before the last one",
      [plainSheet(rowsOf(PLAIN.map((line) => line.replace(/\|([^|]*)$/, "|_|$1"))))],
      ["blank-column D1"],
    ],
    ["a matrix in a sheet whose market is unknown", [{ name: "Atlantis", rows: rowsOf(PLAIN) }], ["market-unknown"]],
    [
      "the same market twice across sheets",
      [plainSheet(rowsOf(PLAIN)), { name: "SE", rows: rowsOf(PLAIN) }],
      ["market-twice A1"],
    ],
    [
      "the same market twice in a sheet",
      [plainSheet(rowsOf(["SE|_|_|Sverige", "50%|2%|_|60%|3%", "_|80%|_|_|85%"]))],
      ["market-twice D2"],
    ],
    [
      "two matrices where only one market is named",
      [plainSheet(rowsOf(["SE", "50%|2%|_|60%|3%", "_|80%|_|_|85%"]))],
      ["market-unnamed D2"],
    ],
    [
      "two matrices that only the sheet names",
      [plainSheet(rowsOf(["50%|2%|_|60%|3%", "_|80%|_|_|85%"]))],
      ["market-unnamed A1", "market-unnamed D1"],
    ],
    [
      "a name above one of two matrices that is no market",
      [plainSheet(rowsOf(["SE|_|_|Atlantis", "50%|2%|_|60%|3%", "_|80%|_|_|85%"]))],
      ["market-unknown D1"],
    ],
    [
      "a name above the block that contradicts the sheet's",
      [plainSheet(rowsOf(["Finland", "50%|2%", "_|80%"]))],
      ["market-contradicts A1"],
    ],
    [
      "a merged cell inside the block",
      [plainSheet(plainWith(2, 3, null), { merges: [MERGE(2, 2, 2, 3)] })],
      ["merged-cells B2"],
    ],
    [
      "a merged cell that reaches into the block",
      [plainSheet(rowsOf(PLAIN), { merges: [MERGE(2, 4, 2, 5)] })],
      ["merged-cells D2"],
    ],
    ["a number beside the block", [plainSheet(plainWith(2, 6, { number: "5" }))], ["stray-number F2"]],
    ["a number right beside the block", [plainSheet(plainWith(2, 5, { number: "5" }))], ["stray-number E2"]],
    ["a number below the block", [plainSheet(plainWith(6, 2, { number: "2024" }))], ["stray-number B6"]],
    ["a number right below the block", [plainSheet(plainWith(5, 3, { number: "2024" }))], ["stray-number C5"]],
    ["a number right below the corner", [plainSheet(plainWith(5, 1, { number: "2024" }))], ["stray-number A5"]],
    [
      "a date below the block",
      [plainSheet(plainWith(7, 4, { number: "45292", format: "yyyy-mm-dd", shown: "2024-01-01" }))],
      ["stray-number D7"],
    ],
    ["a date as text beside the block", [plainSheet(plainWith(2, 6, "2024-01-31"))], ["stray-number F2"]],
    ["an error cell below the block", [plainSheet(plainWith(7, 4, { error: "#REF!" }))], ["error-cell D7"]],
    ["a penetration bound missing", [plainSheet(plainWith(2, 1, null))], ["bound-missing A2"]],
    ["the first penetration bound missing", [plainSheet(plainWith(1, 1, null))], ["bound-missing A1"]],
    ["an achievement bound missing", [plainSheet(plainWith(4, 4, null))], ["bound-missing D4"]],
    ["a bound repeated", [plainSheet(plainWith(2, 1, percent("90%")))], ["bound-repeated A2"]],
    ["a bound repeated in another form", [plainSheet(plainWith(4, 3, "≥70%"))], ["bound-repeated C4"]],
    ["a bound out of order", [plainSheet(plainWith(4, 3, percent("65%")))], ["bound-order C4"]],
    [
      "`>115%` before `115%` where bounds rise",
      [plainSheet(rowsOf(["50%|1%|1%|1%", "_|70%|>115%|115%"]))],
      ["bound-order D2"],
    ],
    ["a penetration over 100 %", [plainSheet(plainWith(1, 1, percent("101%")))], ["bound-out-of-range A1"]],
    ["a penetration below 0 %", [plainSheet(plainWith(3, 1, "-1%"))], ["bound-out-of-range A3"]],
    ["an achievement over 1000 %", [plainSheet(plainWith(4, 4, "1000.01%"))], ["bound-out-of-range D4"]],
    ["a bound of 70 as a number", [plainSheet(plainWith(4, 4, { number: "70" }))], ["bound-out-of-range D4"]],
    ["a gap between ranges", [plainSheet(rowsOf(["50%|1%|1%", "_|70-84%|85-100%"]))], ["range-gap B2"]],
    ["an overlap of ranges", [plainSheet(rowsOf(["50%|1%|1%", "_|70-90%|85-100%"]))], ["range-overlap B2"]],
    [
      "a range that leaves a gap before a plain bound",
      [plainSheet(rowsOf(["50%|1%|1%", "_|70-84%|85%"]))],
      ["range-gap B2"],
    ],
    [
      "`<85%` before `>85%`, which leaves out 85 %",
      [plainSheet(rowsOf(["50%|1%|1%", "_|<85%|>85%"]))],
      ["range-gap B2"],
    ],
    ["`<85%` above the lowest band", [plainSheet(rowsOf(["50%|1%|1%", "_|70%|<85%"]))], ["range-overlap C2"]],
    ["a range that falls", [plainSheet(rowsOf(["50%|1%|1%", "_|85-70%|85%"]))], ["bound-order B2"]],
    ["an empty cell inside the block", [plainSheet(plainWith(2, 3, null))], ["cell-empty C2"]],
    ["an unreadable cell inside the block", [plainSheet(plainWith(2, 3, "n/a"))], ["cell-unreadable C2"]],
    ["an unreadable bound", [plainSheet(plainWith(4, 3, "85 pct"))], ["cell-unreadable C4"]],
    ["a boolean", [plainSheet(plainWith(2, 3, { boolean: true }))], ["cell-unreadable C2"]],
    [
      "a date in the block",
      [plainSheet(plainWith(2, 3, { number: "0.02", format: "dd.mm.yyyy", shown: "00.01.1900" }))],
      ["date-cell C2"],
    ],
    ["a rate over the plan's highest", [plainSheet(plainWith(2, 3, percent("20.01%")))], ["rate-out-of-range C2"]],
    ["a rate below 0", [plainSheet(plainWith(2, 3, { number: "-0.01" }))], ["rate-out-of-range C2"]],
    ["an error cell", [plainSheet(plainWith(2, 3, { error: "#REF!" }))], ["error-cell C2"]],
    ["a formula without a stored result", [plainSheet(plainWith(2, 3, { uncached: true }))], ["formula-uncached C2"]],
    ["a value from outside", [plainSheet(plainWith(2, 3, { external: true }))], ["external-value C2"]],
    ["text without a percent sign", [plainSheet(plainWith(2, 3, "2.5"))], ["percent-sign-missing C2"]],
    ["text with three decimals", [plainSheet(plainWith(2, 3, "1.967%"))], ["percent-ambiguous C2"]],
    ["a rate finer than a ppm", [plainSheet(plainWith(2, 3, { number: "0.0190000015" }))], ["too-precise C2"]],
    ["a column of bounds without rates", [plainSheet(rowsOf(["90%", "60%", "30%"]))], ["too-small A1"]],
    ["a row of bounds without rates", [plainSheet(rowsOf(["_|70%|85%|100%"]))], ["too-small B1"]],
    ["labels around a single bound", [plainSheet(rowsOf(["PENETRATION RATE", "90%"]))], ["too-small A2"]],
    ["no achievement bounds", [plainSheet(rowsOf(PLAIN.slice(0, 3)))], ["bounds-not-found A3"]],
    [
      "swapped labels",
      [plainSheet(rowsOf(["VOLUME TARGET ACHIEVEMENT", ...PLAIN, "_", "_|PENETRATION RATE"]))],
      ["axis-labels A1", "axis-labels B7"],
    ],
    [
      "the penetration label above the achievement bounds",
      [plainSheet(rowsOf(["_|PENETRATION RATE", PLAIN[3] ?? "", ...PLAIN.slice(0, 3)]))],
      ["axis-labels B1"],
    ],
    [
      "the achievement label left of the penetration bounds",
      [plainSheet(rowsOf(PLAIN.map((line, i) => `${i === 1 ? "VOLUME TARGET ACHIEVEMENT" : "_"}|${line}`)))],
      ["axis-labels A2"],
    ],
  ])("%s", (_title, sheets, expected) => {
    const { matrices, problems } = read(sheets);
    expect(matrices).toEqual([]);
    const errors = problems.filter((problem) => problem.severity === "error");
    const told = errors.map(({ code, cell }) => (cell === null ? code : `${code} ${cell}`));
    expect(told).toEqual(expected);
    for (const problem of errors) {
      expect(problem.found).not.toBe("");
      expect(problem.expected).not.toBe("");
      expect(problem.message).toMatch(/\.$/);
      expect(problem.sheet).toBe(problem.code === "no-matrix" ? null : sheets.at(-1)?.name);
    }
  });

  test("matrices one above the other are told to stand side by side", () => {
    const { problems } = read([plainSheet(rowsOf(["50%|2%", "_|80%", "_", "40%|2%", "_|85%"]))]);
    const told = problems.filter((problem) => problem.code === "blank-row");
    expect(told.map((problem) => problem.cell)).toEqual(["A3"]);
    expect(told[0]?.message).toContain("put them side by side");
  });

  test("more blocks in a sheet than there are markets are told once", () => {
    const line = (text: string) => rowOf(Array.from({ length: MARKETS.length + 1 }, () => text).join("|"));
    const rows = [line("50%|2%|_"), line("_|80%|_")];
    expect(problemsOf([plainSheet(rows)])).toEqual(["too-many-blocks"]);
  });

  test("figures too far apart to be one matrix cost no more than their cells", () => {
    const rows: CellSpec[][] = rowsOf(["50%|2%", "_|80%"]);
    rows[300_000] = rowOf("50%|2%");
    rows[300_001] = rowOf("_|80%");
    expect(problemsOf([plainSheet(Array.from(rows, (row) => row ?? []))])).toEqual(["too-large A1"]);
  });

  test("every problem of the file comes at once", () => {
    const rows = plainWith(2, 3, { error: "#N/A" });
    rows[0] = rowOf("90%|2.0|2.1%|_");
    expect(problemsOf([plainSheet(rows), { name: "Atlantis", rows: rowsOf(PLAIN) }])).toEqual([
      "percent-sign-missing B1",
      "cell-empty D1",
      "error-cell C2",
      "market-unknown",
    ]);
  });
});

describe("what is warned of, yet imported", () => {
  test.each<[string, SheetSpec[], string[]]>([
    ["a rate that falls while achievement rises", [plainSheet(plainWith(2, 3, percent("1.75%")))], ["rate-falls C2"]],
    ["a rate that falls while penetration rises", [plainSheet(plainWith(1, 2, percent("1.7%")))], ["rate-falls B1"]],
    [
      "a rate ten times its neighbours",
      [plainSheet(plainWith(2, 3, percent("19%")))],
      ["rate-falls D2", "rate-falls C1", "rate-ten-times C2"],
    ],
    ["a hidden sheet", [plainSheet(rowsOf(PLAIN), { hidden: true })], ["hidden-sheet"]],
    ["a hidden row", [plainSheet(rowsOf(PLAIN), { hiddenRows: [2, 9] })], ["hidden-row A2"]],
    ["a hidden column", [plainSheet(rowsOf(PLAIN), { hiddenColumns: [3, 9] })], ["hidden-column C1"]],
    ["text outside the block", [plainSheet(plainWith(7, 2, "valid until further notice"))], ["text-outside B7"]],
    ["text right beside the block", [plainSheet(plainWith(2, 5, "new"))], ["text-outside E2"]],
    ["text in the corner", [plainSheet(plainWith(4, 1, "Pen. / Ach."))], ["text-outside A4"]],
    [
      "a text that explains a number below the block",
      [plainSheet(rowsOf([...PLAIN, "_", "Version|3%"]))],
      ["text-outside A6"],
    ],
    [
      "a text that explains a number right below the block",
      [plainSheet(rowsOf([...PLAIN, "Version|3%"]))],
      ["text-outside A5"],
    ],
    ["a number above the block", [plainSheet([[{ number: "2024" }], [], ...rowsOf(PLAIN)])], ["number-above A1"]],
    [
      "a sheet with content but no matrix",
      [plainSheet(rowsOf(PLAIN)), { name: "Notes", rows: [["See the plan"]] }],
      ["sheet-skipped"],
    ],
    [
      "another table in a sheet of another name",
      [
        plainSheet(rowsOf(PLAIN)),
        {
          name: "Log",
          rows: [
            ["Date", "No."],
            [{ number: "45292" }, { number: "1" }],
            [{ number: "45293" }, { number: "2" }],
          ],
        },
      ],
      ["sheet-skipped"],
    ],
    [
      "a format that shows another value",
      [plainSheet(plainWith(2, 3, { number: "0.0188", format: "0%" }))],
      ["format-differs C2"],
    ],
    [
      "a bound whose format shows another value",
      [plainSheet(plainWith(4, 2, { number: "0.705", format: "0%" }))],
      ["format-differs B4"],
    ],
  ])("%s", (_title, sheets, expected) => {
    const { matrices, problems } = read(sheets);
    expect(matrices).toHaveLength(1);
    const told = problems.map(({ code, cell }) => (cell === null ? code : `${code} ${cell}`));
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect(problems.every((problem) => problem.severity === "warning")).toBe(true);
  });

  test("a falling rate names the cell and its neighbour", () => {
    const { problems } = read([plainSheet(plainWith(2, 3, percent("1.75%")))]);
    expect(problems.map((problem) => problem.message)).toEqual([
      "The rate falls from 1.8% in B2 to 1.75% in C2 while achievement rises. Check both cells.",
    ]);
  });

  test.each<[string, SheetSpec[]]>([
    ["an empty sheet", [plainSheet(rowsOf(PLAIN)), { name: "Sheet2", rows: [] }]],
    ["`115%` and `>115%` side by side", [plainSheet(rowsOf(["50%|1%|1%", "_|115%|>115%"]))]],
    ["a corner merged with the label under it", [plainSheet(rowsOf(PLAIN), { merges: [MERGE(4, 1, 5, 1)] })]],
    ["a title merged over the block", [plainSheet(rowsOf(["Sweden", ...PLAIN]), { merges: [MERGE(1, 1, 1, 4)] })]],
    ["nine times its neighbours", [plainSheet(rowsOf(["90%|9%", "30%|1%", "_|70%"]))]],
    ["a first rate above nothing but 0 %", [plainSheet(rowsOf(["90%|2%", "30%|0%", "_|70%"]))]],
  ])("%s is not worth a word", (_title, sheets) => {
    expect(problemsOf(sheets)).toEqual([]);
  });
});
