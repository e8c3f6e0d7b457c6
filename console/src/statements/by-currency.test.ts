import { expect, test } from "vitest";
import { onlyCurrency, ratioKey, sortKey } from "./by-currency.ts";

const ROWS = [
  { currency: "SEK", commission: "0.10" },
  { currency: "JPY", commission: "5" },
  { currency: "SEK", commission: "0.20" },
  { currency: "SEK", commission: null },
  { currency: "KWD", commission: null },
];

test("the currency stands in the head only where it is one for all rows", () => {
  expect(onlyCurrency(ROWS)).toBeNull();
  expect(onlyCurrency(ROWS.slice(2, 4))).toBe("SEK");
  expect(onlyCurrency([])).toBeNull();
});

test("amounts of currencies with other decimals are sorted by their size", () => {
  expect(["9", "10.00", "9.500"].toSorted((a, b) => Number((sortKey(a) ?? 0n) - (sortKey(b) ?? 0n)))).toEqual([
    "9",
    "9.500",
    "10.00",
  ]);
  expect(sortKey(null)).toBeNull();
});

test("ratios are sorted as figures, not as texts", () => {
  expect((ratioKey("9.99 %") ?? 0n) < (ratioKey("100.00 %") ?? 0n)).toBe(true);
  expect(ratioKey(undefined)).toBeNull();
});
