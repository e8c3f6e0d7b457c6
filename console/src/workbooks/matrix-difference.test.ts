import { describe, expect, test } from "vitest";
import { matrixDifference, type MatrixSide } from "./matrix-difference.ts";

const at = (percent: number) => ({ ppm: percent * 10_000, exclusive: false });

function side(penetration: readonly number[], achievement: readonly number[], rates: number[][]): MatrixSide {
  return { penetrationBounds: penetration.map(at), achievementBounds: achievement.map(at), rates };
}

const BEFORE = side(
  [30, 60],
  [70, 85],
  [
    [10, 11],
    [20, 21],
  ],
);

describe("two versions of a matrix over each other", () => {
  test("show a changed rate with both its values, and nothing else", () => {
    const after = side(
      [30, 60],
      [70, 85],
      [
        [10, 11],
        [22, 21],
      ],
    );
    const found = matrixDifference(BEFORE, after);
    expect(found).toMatchObject({ changedRates: 1, changedBounds: 0 });
    expect(found.rates[1]?.[0]).toEqual({ before: 20, after: 22 });
  });

  test("a bound that moved stays in its line", () => {
    const found = matrixDifference(
      BEFORE,
      side(
        [30, 65],
        [70, 85],
        BEFORE.rates.map((row) => [...row]),
      ),
    );
    expect(found).toMatchObject({ changedRates: 0, changedBounds: 1 });
    expect(found.penetration[1]).toMatchObject({ before: at(60), after: at(65) });
  });

  test("a line that comes stands at its place, without a value before", () => {
    const after = side(
      [30, 45, 60],
      [70, 85],
      [
        [10, 11],
        [15, 16],
        [20, 21],
      ],
    );
    const found = matrixDifference(BEFORE, after);
    expect(found.penetration.map((line) => line.before?.ppm ?? null)).toEqual([300_000, null, 600_000]);
    expect(found.rates[1]).toEqual([
      { before: null, after: 15 },
      { before: null, after: 16 },
    ]);
    expect(found).toMatchObject({ changedRates: 2, changedBounds: 1 });
  });

  test("a line that goes keeps its values before", () => {
    const found = matrixDifference(BEFORE, side([60], [70, 85], [[20, 21]]));
    expect(found.rates[0]).toEqual([
      { before: 10, after: null },
      { before: 11, after: null },
    ]);
  });

  test("from 100 on and above 100 are two bounds", () => {
    const above = { ...BEFORE, achievementBounds: [at(70), { ...at(85), exclusive: true }] };
    expect(matrixDifference(BEFORE, above).changedBounds).toBe(1);
  });

  test("of a first version everything is new and no bound moved", () => {
    expect(matrixDifference(null, BEFORE)).toMatchObject({ changedRates: 4, changedBounds: 0 });
  });
});
