import { describe, expect, test } from "vitest";
import { bandIndex, boundText, compareBounds, reaches, type Bound } from "./matrix.ts";

const from = (percent: number): Bound => ({ ppm: percent * 10_000, exclusive: false });
const above = (percent: number): Bound => ({ ppm: percent * 10_000, exclusive: true });

// The bounds of domain.md's matrix `SE 2024`.
const PENETRATION = [30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 100].map(from);
const ACHIEVEMENT = [from(70), from(85), from(100), above(115)];

describe("a bound is reached in exact integers", () => {
  test.each([
    ["7/10 reaches 70 %", 7n, 10n, from(70), true],
    ["7/10 is not above 70 %", 7n, 10n, above(70), false],
    ["one hundred-millionth under 70 % does not reach it", 69_999_999n, 100_000_000n, from(70), false],
    ["one hundred-millionth over 70 % is above it", 70_000_001n, 100_000_000n, above(70), true],
    ["2/3 is under 66.6667 %", 2n, 3n, { ppm: 666_667, exclusive: false }, false],
    ["2/3 is over 66.6666 %", 2n, 3n, { ppm: 666_666, exclusive: true }, true],
    ["0 reaches 0", 0n, 5n, from(0), true],
    ["0 is not above 0", 0n, 5n, above(0), false],
    ["a trillionth is told apart where a float would not", 10n ** 24n * 7n - 1n, 10n ** 25n, from(70), false],
  ])("%s", (_title, numerator, denominator, bound, expected) => {
    expect(reaches({ numerator, denominator }, bound)).toBe(expected);
  });
});

describe("the highest band whose bound is reached holds", () => {
  test.each([
    // The rows of domain.md's worked example: contracts, then volume and target in minor units.
    [10, 7, 85_000_000n, 5, 1],
    [10, 7, 84_999_999n, 5, 0],
    [10, 7, 115_000_000n, 5, 2],
    [10, 7, 115_000_001n, 5, 3],
    [10, 2, 115_000_001n, -1, 3],
    [3, 2, 70_000_000n, 4, 0],
    [10, 10, 500_000_000n, 10, 3],
    [10, 3, 69_999_999n, 0, -1],
    [10, 0, 0n, -1, -1],
  ])("of %d contracts %d financed, volume %s of 1 000 000.00: bands %d and %d", (total, financed, volume, p, a) => {
    const penetration = { numerator: BigInt(financed), denominator: BigInt(total) };
    expect(bandIndex(PENETRATION, penetration)).toBe(p);
    expect(bandIndex(ACHIEVEMENT, { numerator: volume, denominator: 100_000_000n })).toBe(a);
  });

  test.each([
    [114_999_999n, 0],
    [115_000_000n, 1],
    [115_000_001n, 2],
  ])("115%% and >115%% side by side are two bounds: %s of 1 000 000.00 is band %d", (numerator, band) => {
    expect(bandIndex([from(100), from(115), above(115)], { numerator, denominator: 100_000_000n })).toBe(band);
  });
});

test("bounds rise by their figure, and at one figure the inclusive one comes first", () => {
  const sorted = [from(70), from(115), above(115), from(120)];
  expect([above(115), from(120), from(70), from(115)].toSorted(compareBounds)).toEqual(sorted);
  expect(compareBounds(from(70), from(70))).toBe(0);
});

test.each([
  [from(70), "≥70%"],
  [above(115), ">115%"],
  [from(100), "≥100%"],
  [from(0), "≥0%"],
  [{ ppm: 666_667, exclusive: false }, "≥66.6667%"],
  [{ ppm: 705_000, exclusive: true }, ">70.5%"],
])("the bound %o is written %s", (bound, text) => {
  expect(boundText(bound)).toBe(text);
});
