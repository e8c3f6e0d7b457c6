import { describe, expect, test } from "vitest";
import { commissionOf, percentFourDecimals, percentText, ratioText } from "./rate.ts";

describe("commission is amount x rate, rounded once to the minor unit", () => {
  test.each([
    // domain.md: 249 925.00 SEK at 2.10 % earns 5 248.425 -> 5 248.43 SEK, and symmetrically below zero.
    [24_992_500n, 21_000, 524_843n],
    [-24_992_500n, 21_000, -524_843n],
    // domain.md, the ledger's example: 200 000.00 SEK at 2.00 % and 2.10 %.
    [20_000_000n, 20_000, 400_000n],
    [20_000_000n, 21_000, 420_000n],
    [0n, 21_000, 0n],
    [24_992_500n, 0, 0n],
    [1n, 500_000, 1n],
    [1n, 499_999, 0n],
    [1n, 1_000_000, 1n],
    // Beyond what a float holds exactly.
    [900_719_925_474_099_301n, 20_000, 18_014_398_509_481_986n],
  ])("%s at %d ppm is %s", (amount, ratePpm, commission) => {
    expect(commissionOf(amount, ratePpm)).toBe(commission);
  });
});

describe("a ratio is shown with two decimals of a percent, rounded down", () => {
  test.each([
    [7n, 10n, "70.00 %"],
    [2n, 10n, "20.00 %"],
    [2n, 3n, "66.66 %"],
    [85_000_000n, 100_000_000n, "85.00 %"],
    [84_999_999n, 100_000_000n, "84.99 %"],
    [84_999n, 100_000n, "84.99 %"],
    [115_000_000n, 100_000_000n, "115.00 %"],
    [115_000_001n, 100_000_000n, "115.00 %"],
    [70_000_000n, 100_000_000n, "70.00 %"],
    [0n, 10n, "0.00 %"],
    [10n, 10n, "100.00 %"],
    [1n, 10_000n, "0.01 %"],
    [1n, 10_001n, "0.00 %"],
    [1_005n, 10_000n, "10.05 %"],
    [999_999n, 1_000_000n, "99.99 %"],
    [25n, 1n, "2500.00 %"],
  ])("%s / %s is %s", (numerator, denominator, text) => {
    expect(ratioText({ numerator, denominator })).toBe(text);
  });
});

describe("a rate as text", () => {
  test.each([
    [22_200, "2.2200", "2.22 %"],
    [24_000, "2.4000", "2.40 %"],
    [20_000, "2.0000", "2.00 %"],
    [0, "0.0000", "0.00 %"],
    [1, "0.0001", "0.0001 %"],
    [10, "0.0010", "0.001 %"],
    [100, "0.0100", "0.01 %"],
    [666_667, "66.6667", "66.6667 %"],
    [700_000, "70.0000", "70.00 %"],
    [22_250, "2.2250", "2.225 %"],
    [1_150_000, "115.0000", "115.00 %"],
    [10_000_000, "1000.0000", "1000.00 %"],
  ])("%d ppm is %j with four decimals, and %j for people", (ppm, four, people) => {
    expect(percentFourDecimals(ppm)).toBe(four);
    expect(percentText(ppm)).toBe(people);
  });
});
