import { describe, expect, test } from "vitest";
import { gridOf, type CellSpec } from "../../test/support/grid-builder.ts";
import { readAmount } from "./amount-cell.ts";

function read(cell: CellSpec, exponent = 2): string {
  const [built] = gridOf({ sheets: [{ name: "S", rows: [[cell]] }] }).sheets[0]?.cells ?? [];
  if (!built) throw new Error("assertion: the cell is built");
  const reading = readAmount(built, exponent);
  if (reading.kind === "amount") return String(reading.value);
  return reading.kind === "refused" ? reading.code : reading.kind;
}

describe("a number", () => {
  test.each<[string, number, string]>([
    ["1000000", 2, "100000000"],
    ["1000000", 0, "1000000"],
    ["1E+6", 0, "1000000"],
    ["1.05E3", 2, "105000"],
    ["2.5e-1", 2, "25"],
    [".5", 2, "50"],
    ["0.125", 3, "125"],
    ["0.10", 1, "1"],
    // Within 1e-9 of a minor unit, on both sides.
    ["100.000000001", 2, "10000"],
    ["99.999999999", 2, "10000"],
    ["100.0000000011", 2, "too-precise"],
    ["99.9999999989", 2, "too-precise"],
    ["0.30000000000000004", 2, "30"],
    // As near as a double of this size can be: 123456789.1 and the figure after it.
    ["123456789.09999999", 2, "12345678910"],
    ["123456789.0999", 2, "too-precise"],
    ["100.005", 2, "too-precise"],
    ["100.5", 0, "too-precise"],
    ["0", 2, "target-zero"],
    ["-0", 2, "target-zero"],
    ["0.0000000001", 2, "target-zero"],
    ["-0.01", 2, "target-negative"],
    ["999999999999999", 2, "99999999999999900"],
    ["1000000000000000", 2, "target-too-large"],
    ["1E308", 2, "target-too-large"],
    ["1E999999999", 2, "target-not-number"],
    ["9".repeat(500), 2, "target-not-number"],
    [".", 2, "target-not-number"],
  ])("%s with %i decimals is %s", (number, exponent, expected) => {
    expect(read({ number }, exponent)).toBe(expected);
  });

  test.each([
    ["0%", "target-percent"],
    ['0.00"%"', "500"],
    ["yyyy-mm-dd", "target-not-number"],
    ["[h]:mm", "target-not-number"],
    ["@", "500"],
    ["#,##0.00", "500"],
  ])("with the format %s is %s", (format, expected) => {
    expect(read({ number: "5", format })).toBe(expected);
  });
});

describe("text", () => {
  test.each([
    ["1000000", "100000000"],
    ["1 000 000", "100000000"],
    ["1\u00a0000\u202f000", "100000000"],
    ["1\u2009000", "100000"],
    ["1,000,000.50", "100000050"],
    ["1.000.000,50", "100000050"],
    ["1.000.000", "100000000"],
    ["1,000,000", "100000000"],
    ["1 000,50", "100050"],
    ["1 000.5", "100050"],
    ["1'000'000", "100000000"],
    ["1’000.50", "100050"],
    ["1000,5", "100050"],
    ["1000.50", "100050"],
    ["0.5", "50"],
    ["0.500", "50"],
    ["1000.500", "100050"],
    [" 1000 ", "100000"],
    ["1,000,000.500", "100000050"],
  ])("%j can be read in one way: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["1.050", "target-ambiguous"],
    ["1,050", "target-ambiguous"],
    ["999.999", "target-ambiguous"],
    ["1.000", "target-ambiguous"],
    ["12 34", "target-not-number"],
    ["1,00,000", "target-not-number"],
    ["1.000.50", "target-not-number"],
    ["1,000 000", "target-not-number"],
    ["1,000,000,50", "target-not-number"],
    ["1 000 kr", "target-not-number"],
    ["100k", "target-not-number"],
    ["1e6", "target-not-number"],
    ["+5", "target-not-number"],
    ["١٢", "target-not-number"],
    ["--", "target-not-number"],
    ["n/a", "target-not-number"],
    ["0", "target-zero"],
    ["0,00", "target-zero"],
    ["-5", "target-negative"],
    ["− 1 000", "target-negative"],
    ["(1 000)", "target-negative"],
    ["1000-", "target-negative"],
    ["-1.050", "target-negative"],
    ["5%", "target-percent"],
    ["5 %", "target-percent"],
    ["5.123", "target-ambiguous"],
    ["5.1234", "too-precise"],
    ["5.00", "500"],
    ["-", "taken-away"],
    ["none", "taken-away"],
    [`${"0".repeat(60)}1`, "target-not-number"],
    ["9".repeat(500), "target-not-number"],
  ])("%j is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test("is ambiguous whatever the currency's decimals", () => {
    expect(read("1.050", 0)).toBe("target-ambiguous");
    expect(read("1.050", 3)).toBe("target-ambiguous");
  });
});
