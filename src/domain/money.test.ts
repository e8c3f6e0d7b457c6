import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { divideHalfAwayFromZero, formatMinor, parseMinor } from "./money.ts";

describe("a decimal string becomes minor units", () => {
  test.each([
    ["249925.00", 2, 24_992_500n],
    ["249925", 2, 24_992_500n],
    ["249925.5", 2, 24_992_550n],
    ["849999.99", 2, 84_999_999n],
    ["-4200.00", 2, -420_000n],
    ["0", 2, 0n],
    ["-0.00", 2, 0n],
    ["0.01", 2, 1n],
    ["-0.01", 2, -1n],
    ["100", 0, 100n],
    ["1.234", 3, 1_234n],
    ["123456789012345678901234567890.12", 2, 12_345_678_901_234_567_890_123_456_789_012n],
    // Zeros beyond the exponent change nothing.
    ["100.000", 2, 10_000n],
    ["100.0", 0, 100n],
    ["100.0000", 0, 100n],
  ])("%j with %d decimals is %s", (text, exponent, minor) => {
    expect(parseMinor(text, exponent)).toBe(minor);
  });

  test.each([
    ["1.001", 2],
    ["1.5", 0],
    ["1.2345", 3],
    ["", 2],
    ["-", 2],
    ["+1", 2],
    ["01", 2],
    ["1.", 2],
    [".5", 2],
    ["1e3", 2],
    ["1,5", 2],
    ["1 000", 2],
    [" 1", 2],
    ["1\n", 2],
    ["0x10", 2],
    ["--1", 2],
    ["NaN", 2],
    ["١", 2],
  ])("%j with %d decimals is not money", (text, exponent) => {
    expect(parseMinor(text, exponent)).toBeNull();
  });
});

describe("minor units become a decimal string with exactly the currency's decimals", () => {
  test.each([
    [524_843n, 2, "5248.43"],
    [-420_000n, 2, "-4200.00"],
    [0n, 2, "0.00"],
    [5n, 2, "0.05"],
    [-5n, 2, "-0.05"],
    [0n, 0, "0"],
    [1_500n, 0, "1500"],
    [-7n, 0, "-7"],
    [1n, 3, "0.001"],
    [-12_345n, 3, "-12.345"],
  ])("%s with %d decimals is %j", (minor, exponent, text) => {
    expect(formatMinor(minor, exponent)).toBe(text);
  });

  test("what is written is read back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.constantFrom(0, 2, 3), (minor, exponent) => {
        expect(parseMinor(formatMinor(minor, exponent), exponent)).toBe(minor);
      }),
    );
  });
});

describe("division rounds once, half away from zero", () => {
  test.each([
    [10n, 4n, 3n],
    [-10n, 4n, -3n],
    [9n, 4n, 2n],
    [-9n, 4n, -2n],
    [11n, 4n, 3n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [-1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
    [8n, 4n, 2n],
    // Halves of an odd denominator do not exist: nearest wins.
    [7n, 5n, 1n],
    [8n, 5n, 2n],
  ])("%s / %s is %s", (numerator, denominator, quotient) => {
    expect(divideHalfAwayFromZero(numerator, denominator)).toBe(quotient);
  });

  test("the error is at most half, and a half goes outwards", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 7n), (numerator, denominator) => {
        const error = 2n * (divideHalfAwayFromZero(numerator, denominator) * denominator - numerator);
        const outwards = numerator < 0n ? -error : error;
        expect(outwards > -denominator && outwards <= denominator).toBe(true);
      }),
    );
  });
});
