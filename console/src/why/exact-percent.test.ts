import { expect, test } from "vitest";
import { exactPercent } from "./exact-percent.ts";

test.each([
  ["7", "10", "70.00", true],
  ["2", "3", "66.666", false],
  ["1", "8", "12.50", true],
  ["1", "16", "6.25", true],
  ["1", "32", "3.125", true],
  ["849999.99", "1000000.00", "84.999999", true],
  ["2300000.01", "2000000.00", "115.0000005", true],
  ["1999925.00", "2000000.00", "99.99625", true],
  ["0", "9", "0.00", true],
  // Where it shows only after many digits.
  ["30000000000001", "30000000000000", "100.000000000003", false],
])("%s of %s is %s percent, cut off and never rounded", (numerator, denominator, text, ends) => {
  expect(exactPercent(numerator, denominator)).toEqual({ text, ends });
});

test("nothing of nothing is no percentage", () => {
  expect(exactPercent("0.00", "0.00")).toBeNull();
});
