import { describe, expect, test } from "vitest";
import { type CellSpec, gridOf } from "../../test/support/grid-builder.ts";
import { readBoundCell } from "./bound-cell.ts";
import type { GridCell } from "./grid.ts";

function cellOf(spec: CellSpec): GridCell {
  const cell = gridOf({ sheets: [{ name: "SE", rows: [[spec]] }] }).sheets[0]?.cells[0];
  if (!cell) throw new Error("assertion: the spec is no cell");
  return cell;
}

function number(digits: string, format: string, shown?: string): CellSpec {
  return shown === undefined ? { number: digits, format } : { number: digits, format, shown };
}

/** `≥ppm` or `>ppm`, with the band's end behind it: `<ppm` when never reached, `-ppm` when it is. */
function boundOf(spec: CellSpec): string {
  const reading = readBoundCell(cellOf(spec));
  if (!reading.ok) return reading.finding.code;
  const { bound, upper, warning } = reading.band;
  const end = upper ? `${upper.reached ? "-" : "<"}${upper.ppm}` : "";
  return `${bound.exclusive ? ">" : "≥"}${bound.ppm}${end}${warning ? "!" : ""}`;
}

describe("a bound's cell", () => {
  test.each<[string, CellSpec, string]>([
    ["a number", number("0.7", "0%"), "≥700000"],
    ["a number in a general format", { number: "1.15" }, "≥1150000"],
    ["70% is reached at 70", "70%", "≥700000"],
    [">=70%", ">=70%", "≥700000"],
    ["≥70%", "≥70%", "≥700000"],
    [">115% is above 115", ">115%", ">1150000"],
    ["spaces anywhere", " > = 70 % ", "≥700000"],
    ["a no-break space", ">\u00a0115\u00a0%", ">1150000"],
    ["a space between thousands", "1 000 %", "≥10000000"],
    ["decimals with a comma", "≥ 66,6667 %", "≥666667"],
    ["a range", "70-85%", "≥700000-850000"],
    ["a range with spaces, an en dash and a second sign", "70 % – 85 %", "≥700000-850000"],
    ["a range with an em dash", "70%—85%", "≥700000-850000"],
    ["a range with decimals", "66,5-70,25%", "≥665000-702500"],
    ["the lowest band", "<85%", "≥0<850000"],
    ["the lowest band with a space", "< 85 %", "≥0<850000"],
    ["a quoted > in the format", number("1.15", '">"0%'), ">1150000"],
    ["an escaped > in the format", number("1.15", "\\>0%"), ">1150000"],
    ["a quoted ≥ in the format", number("0.7", '"≥"0%'), "≥700000"],
    ["a quoted > and a space in the format", number("1.15", '"> "0%'), ">1150000"],
    ["a quoted >= in the format", number("0.7", '">="0%'), "≥700000"],
    ["a format with > that rounds", number("1.155", '">"0%'), ">1155000!"],
    ["a format that rounds", number("0.705", "0%"), "≥705000!"],
    ["a number without a percent sign", "70", "percent-sign-missing"],
    ["> without a percent sign", ">115", "percent-sign-missing"],
    ["a range without a percent sign", "70-85", "percent-sign-missing"],
    ["a range with the sign on its lower end only", "70%-85", "percent-sign-missing"],
    ["a range with an ambiguous end", "66.667-70%", "percent-ambiguous"],
    ["a range of one point", "70-70%", "bound-order"],
    ["a range that falls", "85-70%", "bound-order"],
    ["a range of three", "70-85-100%", "cell-unreadable"],
    ["a range with a sign before it", ">70-85%", "cell-unreadable"],
    ["<= is not a band of the specification", "<=85%", "cell-unreadable"],
    ["≤ is not a band of the specification", "≤85%", "cell-unreadable"],
    ["a plus behind", "85%+", "cell-unreadable"],
    ["words", "from 70%", "cell-unreadable"],
    ["a date", number("45292", "yyyy-mm-dd", "2024-01-01"), "date-cell"],
    ["an error", { error: "#N/A" }, "error-cell"],
    ["a formula without a stored result", { uncached: true }, "formula-uncached"],
    ["a value from outside", { external: true }, "external-value"],
    ["a boolean", { boolean: false }, "cell-unreadable"],
  ])("%s", (_title, spec, expected) => {
    expect(boundOf(spec)).toBe(expected);
  });
});
