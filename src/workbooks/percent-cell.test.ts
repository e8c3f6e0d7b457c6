import { describe, expect, test } from "vitest";
import { type CellSpec, gridOf } from "../../test/support/grid-builder.ts";
import type { GridCell } from "./grid.ts";
import { readPercentCell } from "./percent-cell.ts";

function cellOf(spec: CellSpec): GridCell {
  const cell = gridOf({ sheets: [{ name: "SE", rows: [[spec]] }] }).sheets[0]?.cells[0];
  if (!cell) throw new Error("assertion: the spec is no cell");
  return cell;
}

function number(digits: string, format = "0.00%", shown?: string): CellSpec {
  return shown === undefined ? { number: digits, format } : { number: digits, format, shown };
}

/** The ppm, with `!` behind it when a warning stands beside; or the code of the refusal. */
function percentOf(spec: CellSpec): string {
  const reading = readPercentCell(cellOf(spec));
  return reading.ok ? `${reading.ppm}${reading.warning ? "!" : ""}` : reading.finding.code;
}

describe("a rate's cell", () => {
  test.each<[string, CellSpec, string]>([
    ["binary noise goes", number("0.022199999999999998"), "22200"],
    ["binary noise upwards goes", number("0.023500000000000004"), "23500"],
    ["an exponent is read", number("2.2200000000000001E-2"), "22200"],
    ["a general format holds a fraction", { number: "0.0222" }, "22200"],
    ["a general format with noise", { number: "0.022199999999999998", shown: "0.0222" }, "22200"],
    ["a number is a fraction whatever its format", number("1.15", "General"), "1150000"],
    ["70 is 7 000 %", number("70", "General"), "70000000"],
    ["zero", number("0"), "0"],
    ["a negative number", { number: "-0.01" }, "-10000"],
    ["one ppm", number("0.000001", "0.0000%"), "1"],
    ["1e-9 beside a ppm is taken at it", number("0.022200001", "0.0000%"), "22200"],
    ["1e-9 under a ppm is taken at it", number("0.022199999", "0.0000%"), "22200"],
    ["more than 1e-9 beside a ppm is too precise", number("0.0222000010001"), "too-precise"],
    ["two thirds are too precise", number("0.66666666666666663"), "too-precise"],
    ["a number beyond every sheet", number("1E+308", "General"), "9007199254740991"],
    ["digits that are no number", { number: "0x10" }, "cell-unreadable"],
    ["a format that rounds is warned of", number("0.705", "0%"), "705000!"],
    ["a format that shows it exactly is not", number("0.705", "0.0%"), "705000"],
    ["a format in other words is warned of", number("0.0222", '0.00" kr"', "0.02 kr"), "22200!"],
    ["a format that hides the value is warned of", number("0.0222", ";;;", ""), "22200!"],
    ["a percent sign that does not multiply is warned of", number("0.0222", '0.0000"%"', "0.0222%"), "22200!"],
    ["a thousands comma is shown", number("10", "#,##0%", "1,000%"), "10000000"],
    ["a format with spaces", number("0.0222", "0.00 %", "2.22 %"), "22200"],
    ["a date", number("45292", "yyyy-mm-dd", "2024-01-01"), "date-cell"],
    ["text with a point", "2.5%", "25000"],
    ["text with a comma and a space", "2,5 %", "25000"],
    ["text with a no-break space", "2.5\u00a0%", "25000"],
    ["text with a narrow no-break space", "2,5\u202f%", "25000"],
    ["text with outer space", "  2.5%  ", "25000"],
    ["text without decimals", "2%", "20000"],
    ["text with one digit after the point", "2.0%", "20000"],
    ["text with two digits after the comma", "2,25%", "22500"],
    ["text with four decimals", "66.6667%", "666667"],
    ["text with five decimals", "66.66667%", "too-precise"],
    ["text with trailing zeros", "2.50000%", "25000"],
    ["text below zero", "-2.5%", "-25000"],
    ["text below zero with a minus sign", "−2.5%", "-25000"],
    ["text with three digits after a point", "66.667%", "percent-ambiguous"],
    ["text with three digits after a comma", "1,000%", "percent-ambiguous"],
    ["text with three zeros after a point", "2.000 %", "percent-ambiguous"],
    ["text without a percent sign", "2.5", "percent-sign-missing"],
    ["text without a percent sign and decimals", "2", "percent-sign-missing"],
    ["text with a point and a comma", "1.000,5%", "cell-unreadable"],
    ["text with two percent signs", "2.5%%", "cell-unreadable"],
    ["text with digits apart", "2 5%", "cell-unreadable"],
    ["text with decimals apart", "2.5 000%", "cell-unreadable"],
    ["text of a percent sign alone", "%", "cell-unreadable"],
    ["text of a point and a percent sign", ".%", "cell-unreadable"],
    ["a sign of a bound is no rate", ">2%", "cell-unreadable"],
    ["words", "two percent", "cell-unreadable"],
    ["an invisible character", "2\u200b.5%", "cell-unreadable"],
    ["a formula with a stored result", { number: "0.0222", format: "0.00%", formula: true }, "22200"],
    ["a formula with a stored text", { text: "2.5%", formula: true }, "25000"],
    ["a formula without a stored result", { uncached: true }, "formula-uncached"],
    ["an error", { error: "#REF!" }, "error-cell"],
    ["a value from outside", { external: true }, "external-value"],
    ["a boolean", { boolean: true }, "cell-unreadable"],
  ])("%s", (_title, spec, expected) => {
    expect(percentOf(spec)).toBe(expected);
  });

  test("a warning tells what is shown and what is stored", () => {
    const reading = readPercentCell(cellOf(number("0.705", "0%")));
    expect(reading.ok && reading.warning).toMatchObject({ code: "format-differs", found: "71%" });
    expect(reading.ok && reading.warning?.message).toContain("The cell shows 71%, but holds 70.5%");
  });

  test("a long text is quoted by its beginning", () => {
    const reading = readPercentCell(cellOf("word ".repeat(6000)));
    expect(reading.ok ? 0 : reading.finding.message.length).toBeLessThan(200);
  });
});
