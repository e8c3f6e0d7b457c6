import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reaches, type Bound } from "../domain/matrix.ts";
import type { Ratio } from "../domain/rate.ts";
import {
  conversionsToLose,
  conversionsToReach,
  newSalesToReach,
  salesToLose,
  volumeToLose,
  volumeToReach,
} from "./bound-distance.ts";

const at = (percent: number): Bound => ({ ppm: percent * 10_000, exclusive: false });
const above = (percent: number): Bound => ({ ppm: percent * 10_000, exclusive: true });
const ratio = (numerator: bigint, denominator: bigint): Ratio => ({ numerator, denominator });

describe("the way up to a bound of penetration, in new financed sales or in existing sales financed instead", () => {
  test.each([
    [7n, 10n, at(75), 2n, 1n],
    [7n, 10n, at(70), 0n, 0n],
    [7n, 10n, above(70), 1n, 1n],
    [2n, 10n, at(30), 2n, 1n],
    [0n, 3n, at(50), 3n, 2n],
    // New sales never make up for a sale that was paid in cash; the cash sale itself would.
    [9n, 10n, at(100), null, 1n],
    [9n, 10n, above(100), null, null],
    [10n, 10n, at(100), 0n, 0n],
    [10n, 10n, at(120), null, null],
  ])("%s of %s to %o: %s new, %s converted", (financed, total, bound, newSales, conversions) => {
    expect(newSalesToReach(ratio(financed, total), bound)).toBe(newSales);
    expect(conversionsToReach(ratio(financed, total), bound)).toBe(conversions);
  });
});

describe("the way up to a bound of achievement, in minor units (worked example of domain.md)", () => {
  test.each([
    [84_999_999n, at(85), 1n],
    [85_000_000n, at(85), 0n],
    [115_000_000n, above(115), 1n],
    [85_000_000n, above(115), 30_000_001n],
    [69_000_000n, at(70), 1_000_000n],
  ])("%s of 1 000 000.00 to %o lacks %s", (volume, bound, lacking) => {
    expect(volumeToReach(ratio(volume, 100_000_000n), bound)).toBe(lacking);
  });

  test("a bound between two minor units is reached by the higher one", () => {
    expect(volumeToReach(ratio(0n, 3n), at(50))).toBe(2n);
  });
});

describe("the way down under a bound that is reached", () => {
  test.each([
    [7n, 10n, at(70), 1n, 1n],
    [7n, 10n, at(65), 2n, 1n],
    [7n, 10n, at(75), null, null],
    // With every sale financed none can be lost but by cash.
    [10n, 10n, at(100), null, 1n],
    [7n, 10n, at(0), null, null],
    [7n, 10n, above(0), 7n, 7n],
    [1n, 1n, above(0), null, 1n],
  ])("%s of %s under %o: %s sales lost, %s paid in cash", (financed, total, bound, sales, conversions) => {
    expect(salesToLose(ratio(financed, total), bound)).toBe(sales);
    expect(conversionsToLose(ratio(financed, total), bound)).toBe(conversions);
  });

  test.each([
    [85_000_000n, at(85), 1n],
    [86_000_000n, at(85), 1_000_001n],
    [115_000_001n, above(115), 1n],
    [84_999_999n, at(85), null],
    [0n, at(0), null],
  ])("%s of 1 000 000.00 under %o loses %s", (volume, bound, loss) => {
    expect(volumeToLose(ratio(volume, 100_000_000n), bound)).toBe(loss);
  });
});

describe("at the distance the bound is crossed, and one step less does not cross it", () => {
  const bound = fc.record({ ppm: fc.integer({ min: 0, max: 1_400_000 }), exclusive: fc.boolean() });
  const sales = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
    .filter(([financed, cash]) => financed + cash > 0)
    .map(([financed, cash]) => ratio(BigInt(financed), BigInt(financed + cash)));
  const volume = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 15n }))
    .map(([sold, target]) => ratio(sold, target));

  const newSale = (r: Ratio, k: bigint): Ratio => ratio(r.numerator + k, r.denominator + k);
  const converted = (r: Ratio, k: bigint): Ratio => ratio(r.numerator + k, r.denominator);

  test.each([
    ["new sales", sales, newSalesToReach, newSale],
    ["conversions", sales, conversionsToReach, converted],
    ["volume", volume, volumeToReach, converted],
  ] as const)("up by %s", (_, ratios, distance, step) => {
    fc.assert(
      fc.property(ratios, bound, (r, b) => {
        const steps = distance(r, b);
        if (steps === null) return;
        expect(reaches(step(r, steps), b)).toBe(true);
        if (steps > 0n) expect(reaches(step(r, steps - 1n), b)).toBe(false);
      }),
    );
  });

  test.each([
    ["sales", sales, salesToLose, newSale],
    ["conversions", sales, conversionsToLose, converted],
    ["volume", volume, volumeToLose, converted],
  ] as const)("down by %s", (_, ratios, distance, step) => {
    fc.assert(
      fc.property(ratios, bound, (r, b) => {
        const steps = distance(r, b);
        if (steps === null) return;
        expect(reaches(step(r, 1n - steps), b)).toBe(true);
        expect(reaches(step(r, -steps), b)).toBe(false);
      }),
    );
  });

  test("none is told only where no step crosses it", () => {
    fc.assert(
      fc.property(sales, bound, (r, b) => {
        const cash = r.denominator - r.numerator;
        if (newSalesToReach(r, b) === null) expect(reaches(newSale(r, 10n ** 12n), b)).toBe(false);
        if (conversionsToReach(r, b) === null) expect(reaches(converted(r, cash), b)).toBe(false);
        if (conversionsToLose(r, b) === null && reaches(r, b))
          expect(reaches(converted(r, -r.numerator), b)).toBe(true);
        if (salesToLose(r, b) === null && reaches(r, b) && cash > 0n)
          expect(reaches(newSale(r, -r.numerator), b)).toBe(true);
      }),
    );
  });
});
