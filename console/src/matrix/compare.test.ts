import { describe, expect, test } from "vitest";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { compareMatrices } from "./compare.ts";

const at = (percent: number, exclusive = false) => ({ ppm: percent * 10_000, exclusive });

function matrix(penetration: readonly number[], rates: readonly (readonly number[])[]): CommissionMatrix {
  return {
    market: "SE",
    year: 2024,
    penetrationBounds: penetration.map((percent) => at(percent)),
    achievementBounds: [at(70), at(100, true)],
    ratesPpm: rates,
  };
}

const BEFORE = matrix(
  [50, 70],
  [
    [10_000, 11_000],
    [20_000, 21_000],
  ],
);

describe("two versions are compared cell by cell", () => {
  test("only the cell that pays another rate is changed", () => {
    const now = matrix(
      [50, 70],
      [
        [10_000, 11_000],
        [20_000, 22_000],
      ],
    );
    expect(compareMatrices(BEFORE, now)).toEqual({ oldRatesPpm: BEFORE.ratesPpm, changed: 1, came: [], went: [] });
  });

  test("a band that was split is held against the band that it was", () => {
    const now = matrix(
      [50, 60, 70],
      [
        [10_000, 11_000],
        [15_000, 11_000],
        [20_000, 21_000],
      ],
    );
    expect(compareMatrices(BEFORE, now)).toMatchObject({
      oldRatesPpm: [
        [10_000, 11_000],
        [10_000, 11_000],
        [20_000, 21_000],
      ],
      changed: 1,
      came: [at(60)],
      went: [],
    });
  });

  test("a new lowest band paid nothing before; a bound that is gone is told", () => {
    const now = matrix([40], [[10_000, 11_000]]);
    expect(compareMatrices(BEFORE, now)).toEqual({
      oldRatesPpm: [[0, 0]],
      changed: 2,
      came: [at(40)],
      went: [at(50), at(70)],
    });
  });

  test("a bound that is passed only above it is another bound", () => {
    const now = { ...BEFORE, achievementBounds: [at(70), at(100)] };
    expect(compareMatrices(BEFORE, now)).toMatchObject({ came: [at(100)], went: [at(100, true)] });
  });
});
