/**
 * Targets written into a grid in any of the layouts that finance people use read back as they were.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findMarket } from "../../src/domain/market.ts";
import { parseCalendarDate } from "../../src/domain/period.ts";
import { serialOfDate } from "../../src/workbooks/excel-date.ts";
import { readTargets } from "../../src/workbooks/read-targets.ts";
import { gridOf, type CellSpec, type SheetSpec } from "../support/grid-builder.ts";

const YEAR = 2024;
// Currencies of 0, 2 and 3 decimals, and a target without a market.
const MARKETS = [
  { code: "JP", decimals: 0 },
  { code: "SE", decimals: 2 },
  { code: "DE", decimals: 2 },
  { code: "KW", decimals: 3 },
  { code: null, decimals: 0 },
] as const;
type TestMarket = (typeof MARKETS)[number];

/** In units of the market's last decimal, or null for one taken away. */
interface Target {
  readonly agentId: string;
  readonly market: string | null;
  readonly period: string;
  readonly value: bigint | null;
}

const NAMES = [
  "January",
  "Februari",
  "März",
  "April",
  "Maj",
  "June",
  "Juli",
  "August",
  "Sept.",
  "Oktober",
  "November",
  "Dez",
];

const heading = fc.constantFrom<((month: number, dateSystem: 1900 | 1904) => CellSpec)[]>(
  (month) => `${YEAR}-${two(month)}`,
  (month) => `${YEAR}/${two(month)}`,
  (month) => `${two(month)}.${YEAR}`,
  (month) => `${NAMES[month - 1]} ${YEAR}`,
  (month) => `${(NAMES[month - 1] ?? "").slice(0, 3)}-${YEAR - 2000}`,
  (month) => `${YEAR}-${two(month)}-01`,
  (month, dateSystem) => ({ number: String(serialOf(month, dateSystem)), format: "mmm yy", shown: "shown" }),
);

const DECIMAL_SIGNS = [".", ","] as const;
const amountStyle = fc.constantFrom<((digits: string, decimals: string) => CellSpec)[]>(
  (digits, decimals) => ({ number: decimals === "" ? digits : `${digits}.${decimals}`, format: "#,##0.00" }),
  // Binary noise, below what counts.
  (digits, decimals) => ({ number: `${digits}.${decimals.padEnd(9, "0")}0007`, format: "#,##0" }),
  ...DECIMAL_SIGNS.map(
    (sign) => (digits: string, decimals: string) => `${grouped(digits, "\u00a0")}${tail(sign, decimals)}`,
  ),
  // With two signs, or a group sign twice, one reading is left.
  (digits, decimals) =>
    decimals === "" || digits.length < 4
      ? grouped(digits, " ") + tail(".", decimals)
      : `${grouped(digits, ",")}.${decimals}`,
  (digits, decimals) =>
    decimals !== "" || digits.length < 7 ? grouped(digits, "'") + tail(",", decimals) : grouped(digits, "."),
);

const row = fc.record({
  agent: fc
    .string({ unit: fc.constantFrom("a", "B", "ö", "7", "-"), minLength: 1, maxLength: 6 })
    .map((name) => `Agent ${name}`),
  values: fc.array(fc.option(fc.oneof(fc.bigInt(1n, 10n ** 12n), fc.constant("away" as const)), { freq: 2 }), {
    minLength: 12,
    maxLength: 12,
  }),
  gap: fc.constantFrom(" ", "\u00a0", "  "),
  away: fc.constantFrom("-", "none", "None"),
  style: amountStyle,
});

const sheetOfTargets = fc.record({
  market: fc.constantFrom(...MARKETS),
  rows: fc.uniqueArray(row, { selector: ({ agent }) => agent, minLength: 1, maxLength: 5 }),
  months: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 1 }),
  heading,
  above: fc.nat(3),
  left: fc.nat(3),
  marketBy: fc.constantFrom("name", "first", "second", "last"),
});
type TestSheet = typeof sheetOfTargets extends fc.Arbitrary<infer T> ? T : never;

test("targets read back as they were, whatever the layout", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(sheetOfTargets, { selector: ({ market }) => market.code, minLength: 1, maxLength: 4 }),
      fc.constantFrom(1900 as const, 1904 as const),
      (sheets, dateSystem) => {
        const grid = gridOf({ dateSystem, sheets: sheets.map((sheet, index) => render(sheet, index, dateSystem)) });
        const reading = readTargets(grid, YEAR, { knownAgents: new Set() });
        const errors = reading.problems.filter(({ severity }) => severity === "error");
        const expected = sheets.flatMap(targetsOf);
        // A workbook without a single agent row cannot arise here; one without a target can, and is empty.
        expect(errors).toEqual([]);
        const got = reading.targets.map(({ agentId, market, period, amount }) => ({
          agentId,
          market,
          period,
          value: amount && amount.value,
        }));
        expect(sorted(got)).toEqual(sorted(expected));
        expect(
          reading.targets.every(({ amount, market }) => !amount || amount.unit === (market ? "minor" : "whole")),
        ).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

function targetsOf({ market, rows, months }: TestSheet): Target[] {
  return rows.flatMap(({ agent, values }) =>
    months.flatMap((month) => {
      const value = values[month - 1] ?? null;
      const period = `${YEAR}-${two(month)}`;
      return value === null
        ? []
        : [{ agentId: agent, market: market.code, period, value: value === "away" ? null : value }];
    }),
  );
}

function render(sheet: TestSheet, index: number, dateSystem: 1900 | 1904): SheetSpec {
  const { market, rows, months } = sheet;
  const byColumn = market.code !== null && sheet.marketBy !== "name";
  const place = (agent: CellSpec, cells: readonly CellSpec[], ofMarket: CellSpec): CellSpec[] => {
    if (!byColumn) return [agent, ...cells];
    if (sheet.marketBy === "first") return [ofMarket, agent, ...cells];
    return sheet.marketBy === "second" ? [agent, ofMarket, ...cells] : [agent, ...cells, ofMarket];
  };
  const head = place(
    null,
    months.map((month) => sheet.heading(month, dateSystem)),
    "MARKET",
  );
  const body = rows.map(({ agent, values, gap, away, style }) =>
    place(
      ` ${agent.replace(" ", gap)} `,
      months.map((month) => {
        const value = values[month - 1] ?? null;
        return value === "away" ? away : value === null ? null : amount(value, market, style);
      }),
      market.code === null ? null : (findMarket(market.code)?.names.at(-1) ?? null),
    ),
  );
  const blank = Array.from({ length: sheet.left }, () => null);
  return {
    name: market.code !== null && !byColumn ? market.code.toLowerCase() : `Sheet${index + 1}`,
    rows: [...Array.from({ length: sheet.above }, () => []), ...[head, ...body].map((cells) => [...blank, ...cells])],
  };
}

function amount(
  value: bigint,
  { decimals }: TestMarket,
  style: (digits: string, decimals: string) => CellSpec,
): CellSpec {
  const digits = value.toString().padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return style(digits.slice(0, at), digits.slice(at));
}

/** Three decimals after one bare sign could be thousands: a fourth leaves one reading. */
function tail(sign: string, decimals: string): string {
  return decimals === "" ? "" : `${sign}${decimals.padEnd(4, "0")}`;
}

function grouped(digits: string, sign: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, sign);
}

function two(month: number): string {
  return String(month).padStart(2, "0");
}

function serialOf(month: number, dateSystem: 1900 | 1904): number | null {
  const date = parseCalendarDate(`${YEAR}-${two(month)}-01`);
  return date && serialOfDate(date, dateSystem);
}

function sorted(targets: readonly Target[]): string[] {
  return targets.map(({ agentId, market, period, value }) => `${market} ${agentId} ${period} ${value}`).toSorted();
}
