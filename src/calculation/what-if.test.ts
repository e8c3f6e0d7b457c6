import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SE_2024 } from "../../test/support/se-2024.ts";
import { inputsOf, statementOf, type Figures } from "../../test/support/statement-of.ts";
import { ratioText } from "../domain/rate.ts";
import { VOLUME_DIFFERENCE, whatIf, type Alternative } from "./what-if.ts";

function tryOut(figures: Figures, alternative: Alternative = {}) {
  return whatIf({ statement: statementOf(figures), ...inputsOf(figures), alternative });
}

const START: Figures = { total: 10, financed: 7, volumeMinor: 85_000_000n };

describe("another outcome follows the rules of the statement (worked example of domain.md)", () => {
  test.each([
    [{}, "70.00 %", "85.00 %", "payable", 21_000],
    [{ volumeMinor: 84_999_999n }, "70.00 %", "84.99 %", "payable", 20_000],
    [{ volumeMinor: 115_000_000n }, "70.00 %", "115.00 %", "payable", 23_000],
    [{ volumeMinor: 115_000_001n }, "70.00 %", "115.00 %", "payable", 24_000],
    [{ financed: 2, volumeMinor: 115_000_000n }, "20.00 %", "115.00 %", "below-threshold", 0],
    [{ financed: 10 }, "100.00 %", "85.00 %", "payable", 23_500],
    // More than there are: the total grows.
    [{ financed: 12 }, "100.00 %", "85.00 %", "payable", 23_500],
    [{ financed: 0 }, "0.00 %", "0.00 %", "below-threshold", 0],
  ] satisfies [Alternative, string, string, string, number][])("%o", (...row) => {
    const [alternative, penetration, achievement, status, ratePpm]: [Alternative, string, string, string, number] = row;
    const { before, after } = tryOut(START, alternative);
    expect(before).toEqual(statementOf(START));
    expect(after).toMatchObject({ status, ratePpm, reason: null, financed: alternative.financed ?? 7 });
    expect(ratioText(after.penetration)).toBe(penetration);
    expect(after.achievement && ratioText(after.achievement)).toBe(achievement);
    expect(after.total).toBe(alternative.financed === 12 ? 12 : 10);
  });

  test("with the same figures it is the same statement", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.bigInt({ min: 0n, max: 300_000_000n }),
        (total, wanted, volume) => {
          const financed = Math.min(wanted, total);
          const figures = { total, financed, volumeMinor: financed === 0 ? 0n : volume };
          expect(tryOut(figures).after).toEqual(statementOf(figures));
        },
      ),
    );
  });
});

describe("a changed volume leaves the lines as they are, and adds one for the difference", () => {
  test.each([
    [115_000_001n, 30_000_001n, 720_000n],
    [84_999_999n, -1n, 0n],
  ])("%s", (volumeMinor, amountMinor, commissionMinor) => {
    const { before, after } = tryOut(START, { volumeMinor });
    expect(after.lines.slice(0, -1).map((line) => line.amountMinor)).toEqual(before.lines.map((l) => l.amountMinor));
    expect(after.lines.at(-1)).toEqual({ contractId: VOLUME_DIFFERENCE, amountMinor, commissionMinor });
    expect(after.lines.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(after.volumeMinor);
    expect(after.lines.reduce((sum, line) => sum + (line.commissionMinor ?? 0n), 0n)).toBe(after.commissionMinor);
  });

  test("no line is added where the volume is the same, and none is left without a financed contract", () => {
    expect(tryOut(START, { volumeMinor: 85_000_000n }).after.lines).toHaveLength(7);
    expect(tryOut(START, { financed: 0 }).after.lines).toEqual([]);
  });
});

describe("another matrix", () => {
  const matrix = { ...SE_2024, ratesPpm: SE_2024.ratesPpm.map((row) => row.map((rate) => rate * 2)) };

  test("gives its own rate, and is no stored version", () => {
    expect(tryOut(START, { matrix }).after).toMatchObject({ ratePpm: 42_000, matrixVersion: null });
  });

  test("solves a statement that was blocked for want of one, and only that", () => {
    expect(tryOut({ ...START, matrix: null }, { matrix }).after).toMatchObject({ status: "payable", ratePpm: 42_000 });
    const untold = tryOut({ ...START, matrix: null, target: null }, { matrix });
    expect(untold.after).toMatchObject({ status: "blocked", reason: "target-missing", commissionMinor: null });
    const target = { minor: 100_000_000n, namesMarket: false };
    const ambiguous = tryOut({ ...START, matrix: null, target, soldElsewhere: true }, { matrix });
    expect(ambiguous.after).toMatchObject({ status: "blocked", reason: "target-ambiguous", targetMinor: null });
  });

  test("of another market or year is refused as our mistake", () => {
    expect(() => tryOut(START, { matrix: { ...SE_2024, year: 2023 } })).toThrow("assertion: matrix SE 2023");
    expect(() => tryOut(START, { matrix: { ...SE_2024, market: "NO" } })).toThrow("assertion: matrix NO 2024");
  });
});

describe("a blocked statement stays blocked, and has no distances", () => {
  test.each([
    [{ ...START, matrix: null }, "matrix-missing"],
    [{ ...START, target: null }, "target-missing"],
    [{ ...START, target: { minor: 1n, namesMarket: false }, soldElsewhere: true }, "target-ambiguous"],
  ] as const)("case %#: %s", (figures, reason) => {
    const { after, distances } = tryOut(figures, { financed: 8 });
    expect(after).toMatchObject({ status: "blocked", reason, financed: 8, ratePpm: null, commissionMinor: null });
    expect(distances).toEqual([]);
  });
});

test.each([[{ financed: -1 }], [{ financed: 0, volumeMinor: 1n }], [{ volumeMinor: -1n }]])(
  "%o is no outcome",
  (alternative) => {
    expect(() => tryOut(START, alternative)).toThrow("assertion:");
  },
);

describe("the distances tell the step, the rate there and the money of the contracts already sold", () => {
  test("from 7 of 10 financed and 85 % of the target", () => {
    // One line of 121 428.58 and six of 121 428.57, each rounded for itself: 17 850.00 in all at 2.10 %.
    const told = tryOut(START).distances.map((d) => [d.direction, d.axis, d.by, d.step, d.ratePpm, d.effectMinor]);
    expect(told).toEqual([
      ["up", "penetration", "new-sales", 2n, 21_500, 42_497n],
      ["up", "penetration", "conversions", 1n, 22_000, 85_001n],
      ["up", "achievement", "volume", 15_000_000n, 23_000, 170_002n],
      ["down", "penetration", "new-sales", 1n, 20_200, -67_998n],
      ["down", "penetration", "conversions", 1n, 19_400, -136_003n],
      ["down", "achievement", "volume", 1n, 20_000, -85_001n],
    ]);
  });

  test("a step that passes more than one band has the rate of the band that it comes to", () => {
    const [first] = tryOut({ total: 2, financed: 1, volumeMinor: 85_000_000n }).distances;
    expect(first).toMatchObject({ by: "new-sales", step: 1n, penetrationBand: 4, ratePpm: 20_200 });
  });

  test("an exclusive bound takes one minor unit more", () => {
    const volume = tryOut({ ...START, volumeMinor: 115_000_000n }).distances.find((d) => d.by === "volume");
    expect(volume).toMatchObject({ direction: "up", step: 1n, ratePpm: 24_000 });
  });

  test("at the top bands only the way down is left", () => {
    const { distances } = tryOut({ total: 10, financed: 10, volumeMinor: 200_000_000n });
    expect(distances.map((d) => d.direction)).toEqual(["down", "down"]);
  });

  test("under both thresholds one step alone earns nothing", () => {
    const { distances } = tryOut({ total: 10, financed: 2, volumeMinor: 60_000_000n });
    expect(distances.map((d) => [d.by, d.step, d.ratePpm, d.effectMinor])).toEqual([
      ["new-sales", 2n, 0, 0n],
      ["conversions", 1n, 0, 0n],
      ["volume", 10_000_000n, 0, 0n],
    ]);
  });

  test("they start from the alternative, not from what is", () => {
    const volume = tryOut(START, { volumeMinor: 99_999_999n }).distances.find((d) => d.by === "volume");
    expect(volume).toMatchObject({ direction: "up", step: 1n, ratePpm: 23_000 });
  });
});

test("taking a step of volume leads to the rate that was told for it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.bigInt({ min: 1n, max: 200_000_000n }),
      (total, wanted, volumeMinor) => {
        const figures = { total, financed: Math.min(wanted, total), volumeMinor };
        for (const d of tryOut(figures).distances) {
          const sign = d.direction === "up" ? 1n : -1n;
          const alternative =
            d.by === "volume"
              ? { volumeMinor: volumeMinor + sign * d.step }
              : { financed: figures.financed + Number(sign * d.step) };
          // Lost and new sales change the total, which an alternative does not say.
          if (d.by === "new-sales" || alternative.financed === 0) continue;
          const { after } = tryOut(figures, alternative);
          expect(after).toMatchObject({ ratePpm: d.ratePpm });
          expect(after.ratePpm === 0 || after.lines.length > 0).toBe(true);
        }
      },
    ),
  );
});
