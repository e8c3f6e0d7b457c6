import { expect, test } from "vitest";
import { readAmount } from "./amount-text.ts";

test.each([
  ["1700000", 2, 170_000_000n],
  ["1 700 000,01", 2, 170_000_001n],
  ["1\u00a0700\u00a0000,01", 2, 170_000_001n],
  ["1,700,000.01", 2, 170_000_001n],
  ["1.700.000,01", 2, 170_000_001n],
  ["1'700'000.5", 2, 170_000_050n],
  ["1,700", 2, 170_000n],
  ["1.700,5", 2, 170_050n],
  ["1,700", 3, 1_700n],
  ["1,700,000", 0, 1_700_000n],
  ["0", 2, 0n],
  ["", 2, null],
  ["many", 2, null],
  ["-5", 2, null],
  ["1e6", 2, null],
])("%s with %i decimals is %s", (text, exponent, minor) => {
  expect(readAmount(text, exponent)).toBe(minor);
});
