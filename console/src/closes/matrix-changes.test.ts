import { expect, test } from "vitest";
import { matrixChanges, type RateMatrix } from "./matrix-changes.ts";

const at = (percent: number, exclusive = false) => ({ ppm: percent * 10_000, exclusive });
const OLD: RateMatrix = {
  penetrationBounds: [at(30), at(70)],
  achievementBounds: [at(70), at(85)],
  rates: [
    [16_000, 17_000],
    [20_000, 21_000],
  ],
};

test("a rate that changed is told with both values, at its bounds, the highest band on top", () => {
  const now = {
    ...OLD,
    rates: [
      [16_000, 17_500],
      [20_000, 21_000],
    ],
  };
  const { rows, changed } = matrixChanges(OLD, now);
  expect(changed).toBe(1);
  expect(rows.map((row) => row.penetration.ppm)).toEqual([700_000, 300_000]);
  expect(rows[1]?.cells[1]).toEqual({ before: 17_000, after: 17_500 });
});

test("a band that came or went counts with every cell, and 115 % is another bound than above 115 %", () => {
  const now = { ...OLD, achievementBounds: [at(70), at(85, true)] };
  const { achievement, rows, changed } = matrixChanges(OLD, now);
  expect(achievement).toEqual([at(70), at(85), at(85, true)]);
  expect(rows[0]?.cells).toEqual([
    { before: 20_000, after: 20_000 },
    { before: 21_000, after: null },
    { before: null, after: 21_000 },
  ]);
  expect(changed).toBe(4);
});
