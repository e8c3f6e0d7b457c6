/**
 * Sums of rows: exact, by group, each with its own decimals.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalOf } from "./column.ts";
import { sumsOf } from "./sums.ts";
import { atOnce } from "./work.ts";

const ROWS = [
  { currency: "SEK", amount: "0.10" },
  { currency: "JPY", amount: "5" },
  { currency: "SEK", amount: "-0.30" },
  { currency: "SEK", amount: null },
  { currency: "KWD", amount: null },
];
const ofRow = ({ currency, amount }: (typeof ROWS)[number]) => (amount === null ? null : { group: currency, amount });

test("each group has its own sum, and one to which nothing is added has none", () => {
  expect(atOnce(sumsOf(ROWS, ofRow))).toEqual([
    { group: "JPY", amount: "5", rows: 1 },
    { group: "SEK", amount: "-0.20", rows: 2 },
  ]);
  expect(atOnce(sumsOf([], ofRow))).toEqual([]);
});

test("a sum is that of the minor units, however large", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 1 }), (minors) => {
      const sums = atOnce(sumsOf(minors, (minor) => ({ group: "", amount: decimalOf(minor, 2) })));
      const sum = minors.reduce((total, minor) => total + minor, 0n);
      expect(sums).toEqual([{ group: "", amount: decimalOf(sum, 2), rows: minors.length }]);
    }),
  );
});
