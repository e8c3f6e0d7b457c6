import { describe, expect, test } from "vitest";
import { figuresOf, percentOf } from "./figures.ts";

describe("ppm as percent, by moving the point", () => {
  test.each([
    [32_500, "3.25"],
    [20_000, "2"],
    [1, "0.0001"],
    [0, "0"],
    [-12_345, "-1.2345"],
    [1_150_000, "115"],
  ])("%i is %s", (ppm, text) => {
    expect(percentOf(ppm)).toBe(text);
  });
});

test.each([
  ["en", 20_000, "2.00\u00a0%"],
  ["de", 21_500, "2,15\u00a0%"],
  ["sv", 18_750, "1,875\u00a0%"],
  ["de", 0, "0,00\u00a0%"],
] as const)("in a table, in %s, %i ppm has two decimals at least: %s", (language, ppm, text) => {
  expect(figuresOf(language).tableRate(ppm)).toBe(text);
});
