import { describe, expect, test } from "vitest";
import { SE_2024, SE_2024_ORIGIN } from "../../test/support/se-2024.ts";
import { contractsOf, statementOf, type Figures } from "../../test/support/statement-of.ts";
import { DEFAULT_PLAN } from "../domain/plan.ts";
import { explainStatement } from "./explanation.ts";

function explain(figures: Figures) {
  return explainStatement({
    statement: statementOf(figures),
    contracts: contractsOf(figures).toReversed(),
    matrix: figures.matrix === null ? null : { matrix: SE_2024, origin: SE_2024_ORIGIN },
    plan: DEFAULT_PLAN,
  });
}

describe("the working of a payable statement (worked example of domain.md: 7 of 10, 850 000.00 of 1 000 000.00 SEK)", () => {
  const figures = { total: 10, financed: 7, volumeMinor: 85_000_000n };
  const explanation = explain(figures);

  test("each bound is compared in integers, and shown with its cell", () => {
    expect(explanation.penetration?.band).toBe(5);
    expect(explanation.penetration?.bounds.slice(5, 7)).toEqual([
      {
        bound: { ppm: 700_000, exclusive: false },
        origin: { cell: "A7", text: "70%" },
        left: 7_000_000n,
        right: 7_000_000n,
        reached: true,
      },
      {
        bound: { ppm: 750_000, exclusive: false },
        origin: { cell: "A8", text: "75%" },
        left: 7_000_000n,
        right: 7_500_000n,
        reached: false,
      },
    ]);
    expect(explanation.achievement?.bounds.map((b) => [b.origin.cell, b.left, b.right, b.reached])).toEqual([
      ["B1", 85_000_000_000_000n, 70_000_000_000_000n, true],
      ["C1", 85_000_000_000_000n, 85_000_000_000_000n, true],
      ["D1", 85_000_000_000_000n, 100_000_000_000_000n, false],
      ["E1", 85_000_000_000_000n, 115_000_000_000_000n, false],
    ]);
  });

  test("the rate's cell is where both bands cross", () => {
    expect(explanation.cell).toEqual({
      penetrationBand: 5,
      achievementBand: 1,
      ratePpm: 21_000,
      rate: { cell: "C7", text: "2.10 %" },
      penetrationBound: { cell: "A7", text: "70%" },
      achievementBound: { cell: "C1", text: "85%" },
    });
  });

  test("every contract is told, by id; the lines lead to the statement's commission", () => {
    expect(explanation.contracts.map((c) => `${c.contract.contractId} ${c.standing}`)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map((n) => `C${n} financed`),
      ...[7, 8, 9].map((n) => `C${n} cash`),
    ]);
    const sum = explanation.lines.reduce((total, line) => total + line.commissionMinor, 0n);
    expect(sum).toBe(statementOf(figures).commissionMinor);
    expect(explanation.missed).toEqual([]);
  });
});

test("an exclusive bound is not reached at exactly its figure", () => {
  const { achievement } = explain({ total: 10, financed: 7, volumeMinor: 115_000_000n });
  expect(achievement?.bounds.at(-1)).toMatchObject({
    left: 115_000_000_000_000n,
    right: 115_000_000_000_000n,
    reached: false,
  });
});

describe("below the threshold the ratios that missed are told, with what is lacking", () => {
  const missedPenetration = {
    axis: "penetration",
    bound: { ppm: 300_000, exclusive: false },
    newSales: 2n,
    conversions: 1n,
  };
  const missedAchievement = { axis: "achievement", bound: { ppm: 700_000, exclusive: false }, volumeMinor: 1n };
  test.each([
    [{ total: 10, financed: 2, volumeMinor: 115_000_000n }, [missedPenetration]],
    [{ total: 10, financed: 7, volumeMinor: 69_999_999n }, [missedAchievement]],
    [{ total: 10, financed: 2, volumeMinor: 69_999_999n }, [missedPenetration, missedAchievement]],
  ])("%o", (figures, missed) => {
    const explanation = explain(figures);
    expect(explanation.missed).toEqual(missed);
    expect(explanation.cell).toBeNull();
    expect(explanation.lines.map((line) => line.commissionMinor)).toEqual(statementOf(figures).lines.map(() => 0n));
  });
});

describe("a blocked statement shows what can be compared, and no line", () => {
  const figures = { total: 10, financed: 7, volumeMinor: 85_000_000n };
  test("without a target there is no achievement", () => {
    const explanation = explain({ ...figures, target: null });
    expect(explanation).toMatchObject({ achievement: null, cell: null, missed: [], lines: [] });
    expect(explanation.penetration?.band).toBe(5);
  });

  test("without a matrix nothing is compared", () => {
    expect(explain({ ...figures, matrix: null })).toMatchObject({ penetration: null, achievement: null, lines: [] });
  });
});

test("without a statement the contracts are told all the same", () => {
  const contracts = contractsOf({ total: 1, financed: 0, volumeMinor: 0n }).map((c) => ({
    ...c,
    category: "staff" as const,
  }));
  const explanation = explainStatement({ statement: null, contracts, matrix: null, plan: DEFAULT_PLAN });
  expect(explanation.contracts).toMatchObject([{ standing: "category-not-eligible", counts: false }]);
  expect(explanation.penetration).toBeNull();
});

test("a working that does not lead to the statement is our mistake", () => {
  const statement = statementOf({ total: 10, financed: 7, volumeMinor: 85_000_000n });
  const input = { statement, contracts: [], matrix: { matrix: SE_2024, origin: SE_2024_ORIGIN }, plan: DEFAULT_PLAN };
  expect(() => explainStatement(input)).toThrow("does not lead to its statement");
});
