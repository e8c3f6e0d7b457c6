/**
 * Money in a table: decimal strings are summed and sorted by their digits, exactly.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorOf, sumOf } from "./column.ts";

/** A decimal string with so many decimals, written another way than the product does it. */
function decimal(minor: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const size = minor < 0n ? -minor : minor;
  const decimals = digits === 0 ? "" : `.${String((size % scale) + scale).slice(1)}`;
  return `${minor < 0n ? "-" : ""}${size / scale}${decimals}`;
}

const digitsOf = fc.constantFrom(0, 2, 3);
const money = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe("sums and sorts of decimal strings", () => {
  test("a sum is that of the minor units", () => {
    fc.assert(
      fc.property(digitsOf, fc.array(money, { minLength: 1 }), (digits, amounts) => {
        const sum = amounts.reduce((total, amount) => total + amount, 0n);
        expect(sumOf(amounts.map((amount) => decimal(amount, digits)))).toBe(decimal(sum, digits));
      }),
    );
  });

  test("a string sorts by its minor units", () => {
    fc.assert(
      fc.property(digitsOf, money, (digits, amount) => {
        expect(minorOf(decimal(amount, digits))).toBe(amount);
      }),
    );
  });

  test.each([
    [[], "0"],
    [["0.05", "-0.05"], "0.00"],
    [["-0.05"], "-0.05"],
    [["999", "1"], "1000"],
  ])("%j are %s", (amounts, expected) => {
    expect(sumOf(amounts)).toBe(expected);
  });

  test("no amount has no minor units", () => {
    expect(minorOf(null)).toBeNull();
  });
});
