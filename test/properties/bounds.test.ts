/**
 * Every band's bound is exact: ratios built to lie exactly on a bound, one contract or one minor unit below, and above.
 * What is expected follows from how the ratio was built, not from another calculation.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculateStatement } from "../../src/calculation/statement.ts";
import type { CountableContract } from "../../src/domain/contract.ts";
import type { Bound, CommissionMatrix } from "../../src/domain/matrix.ts";
import { parseCalendarDate, parsePeriod } from "../../src/domain/period.ts";
import { DEFAULT_PLAN } from "../../src/domain/plan.ts";

const PERIOD = parsePeriod("2024-01");
const DATE = parseCalendarDate("2024-01-15");
if (PERIOD === null || DATE === null) throw new Error("assertion: no such month or day");
const [JANUARY, DAY] = [PERIOD, DATE];

const ALWAYS: Bound = { ppm: 0, exclusive: false };
const ALL_OF_IT = 1_000_000;

function matrix(penetration: Bound, achievement: Bound): CommissionMatrix {
  return {
    market: "SE",
    year: 2024,
    penetrationBounds: [penetration],
    achievementBounds: [achievement],
    ratesPpm: [[1]],
  };
}

function contracts(total: number, financed: number, volumeMinor: bigint): CountableContract[] {
  return Array.from({ length: total }, (_, index) => ({
    contractId: `C${index}`,
    contractDate: DAY,
    category: "retail",
    financed: index < financed,
    amountMinor: index === 0 ? volumeMinor : 0n,
    cancellation: null,
  }));
}

/** Whether the only band of a matrix is reached. */
function reached(sold: readonly CountableContract[], bands: CommissionMatrix, targetMinor: bigint): boolean {
  const statement = calculateStatement({
    agentId: "A",
    market: "SE",
    period: JANUARY,
    currency: "SEK",
    plan: DEFAULT_PLAN,
    contracts: sold,
    matrix: { version: 1, matrix: bands },
    target: { minor: targetMinor, namesMarket: true },
    soldElsewhere: false,
  });
  return statement?.status === "payable";
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const exclusive = fc.boolean();

describe("an achievement bound is decided to the minor unit", () => {
  const ppm = fc.integer({ min: 1, max: 10_000_000 });
  // Up to 10^12 minor units a contract and many contracts: far beyond what a float of 2^53 holds once multiplied.
  const scale = fc.bigInt({ min: 1n, max: 10n ** 15n });

  test("at, one minor unit below and one above, for bounds written ≥ and >", () => {
    fc.assert(
      fc.property(ppm, exclusive, scale, (boundPpm, isExclusive, times) => {
        const divisor = greatestCommonDivisor(boundPpm, ALL_OF_IT);
        const target = BigInt(ALL_OF_IT / divisor) * times;
        const volume = BigInt(boundPpm / divisor) * times;
        const bands = matrix(ALWAYS, { ppm: boundPpm, exclusive: isExclusive });
        expect([-1n, 0n, 1n].map((off) => reached(contracts(1, 1, volume + off), bands, target))).toEqual([
          false,
          !isExclusive,
          true,
        ]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a penetration bound is decided to the contract", () => {
  // Totals that divide a million, so that each share of them is a whole number of ppm.
  const total = fc.constantFrom(1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 125, 200, 250);
  const shares = total.chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 1, max: all })));

  test("at, one contract below and one above, for bounds written ≥ and >", () => {
    fc.assert(
      fc.property(shares, exclusive, ([all, financed], isExclusive) => {
        const bands = matrix({ ppm: (financed * ALL_OF_IT) / all, exclusive: isExclusive }, ALWAYS);
        expect(reached(contracts(all, financed, 1n), bands, 1n)).toBe(!isExclusive);
        expect(reached(contracts(all, financed - 1, 1n), bands, 1n)).toBe(false);
        // One financed contract more lies above, unless all were financed already.
        expect(reached(contracts(all + 1, financed + 1, 1n), bands, 1n)).toBe(financed < all || !isExclusive);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [3, 2, 666_666, true],
    [3, 2, 666_667, false],
    [3, 1, 333_333, true],
    [3, 1, 333_334, false],
    [7, 6, 857_142, true],
    [7, 6, 857_143, false],
  ])(
    "of %d contracts %d are financed: %d ppm reached is %s, whichever way it is written",
    (all, financed, ppm, expected) => {
      for (const isExclusive of [false, true]) {
        expect(reached(contracts(all, financed, 1n), matrix({ ppm, exclusive: isExclusive }, ALWAYS), 1n)).toBe(
          expected,
        );
      }
    },
  );
});

describe("of several bands the highest that is reached gives the rate", () => {
  const BOUNDS: readonly Bound[] = [
    { ppm: 700_000, exclusive: false },
    { ppm: 1_150_000, exclusive: false },
    { ppm: 1_150_000, exclusive: true },
  ];
  const several = { ...matrix(ALWAYS, ALWAYS), achievementBounds: BOUNDS, ratesPpm: [[10, 20, 30]] };

  test.each([
    [69_999n, -1, 0],
    [70_000n, 0, 10],
    [114_999n, 0, 10],
    [115_000n, 1, 20],
    [115_001n, 2, 30],
    [9_999_999n, 2, 30],
  ])("bounds 70 %%, 115 %% and >115 %%: %s of 100 000 reaches band %d", (volume, band, ratePpm) => {
    const statement = calculateStatement({
      agentId: "A",
      market: "SE",
      period: JANUARY,
      currency: "SEK",
      plan: DEFAULT_PLAN,
      contracts: contracts(1, 1, volume),
      matrix: { version: 1, matrix: several },
      target: { minor: 100_000n, namesMarket: true },
      soldElsewhere: false,
    });
    expect(statement).toMatchObject({ achievementBand: band, ratePpm });
  });
});
