import { describe, expect, test } from "vitest";
import type { Category } from "../domain/category.ts";
import type { CountableContract } from "../domain/contract.ts";
import type { CommissionMatrix } from "../domain/matrix.ts";
import { parseCalendarDate, parsePeriod, type CalendarDate, type Period } from "../domain/period.ts";
import { DEFAULT_PLAN } from "../domain/plan.ts";
import { ratioText } from "../domain/rate.ts";
import { calculateStatement, type StatementInput } from "./statement.ts";

function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (parsed === null) throw new Error(`assertion: ${text}`);
  return parsed;
}

/** Rates of domain.md's matrix `SE 2024`: the row of 70 % and the first cell of 65 % are its figures, the others rise evenly. */
const RATES_PPM = [
  [16_000, 17_000, 19_000, 20_000],
  [16_800, 17_800, 19_800, 20_800],
  [17_600, 18_600, 20_600, 21_600],
  [18_400, 19_400, 21_400, 22_400],
  [19_200, 20_200, 22_200, 23_200],
  [20_000, 21_000, 23_000, 24_000],
  [20_500, 21_500, 23_500, 24_500],
  [21_000, 22_000, 24_000, 25_000],
  [21_500, 22_500, 24_500, 25_500],
  [22_000, 23_000, 25_000, 26_000],
  [22_200, 23_500, 26_000, 27_000],
];

const SE_2024: CommissionMatrix = {
  market: "SE",
  year: 2024,
  penetrationBounds: [30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 100].map((percent) => ({
    ppm: percent * 10_000,
    exclusive: false,
  })),
  achievementBounds: [
    { ppm: 700_000, exclusive: false },
    { ppm: 850_000, exclusive: false },
    { ppm: 1_000_000, exclusive: false },
    { ppm: 1_150_000, exclusive: true },
  ],
  ratesPpm: RATES_PPM,
};

function contract(contractId: string, change: Partial<CountableContract> = {}): CountableContract {
  return {
    contractId,
    contractDate: date("2024-01-15"),
    category: "retail",
    financed: true,
    amountMinor: 10_000_000n,
    cancellation: null,
    ...change,
  };
}

/** `total` contracts of which `financed` share the volume; the first takes what does not divide. */
function contractsOf(total: number, financed: number, volumeMinor: bigint): CountableContract[] {
  const share = financed === 0 ? 0n : volumeMinor / BigInt(financed);
  const rest = financed === 0 ? 0n : volumeMinor % BigInt(financed);
  return Array.from({ length: total }, (_, index) =>
    contract(`C${index}`, {
      financed: index < financed,
      amountMinor: index < financed ? share + (index === 0 ? rest : 0n) : null,
    }),
  );
}

function input(change: Partial<StatementInput> = {}): StatementInput {
  return {
    agentId: "A",
    market: "SE",
    period: period("2024-01"),
    currency: "SEK",
    plan: DEFAULT_PLAN,
    contracts: contractsOf(10, 7, 85_000_000n),
    matrix: { version: 3, matrix: SE_2024 },
    target: { minor: 100_000_000n, namesMarket: false },
    soldElsewhere: false,
    ...change,
  };
}

describe("the rate is the cell at the highest bands that are reached (worked example of domain.md)", () => {
  test.each([
    [10, 7, 85_000_000n, "70.00 %", "85.00 %", "payable", 21_000],
    [10, 7, 84_999_999n, "70.00 %", "84.99 %", "payable", 20_000],
    [10, 7, 115_000_000n, "70.00 %", "115.00 %", "payable", 23_000],
    [10, 7, 115_000_001n, "70.00 %", "115.00 %", "payable", 24_000],
    [10, 2, 115_000_000n, "20.00 %", "115.00 %", "below-threshold", 0],
    [3, 2, 70_000_000n, "66.66 %", "70.00 %", "payable", 19_200],
    // Above the top bands the top bands hold; under either lowest band nothing is earned.
    [7, 7, 900_000_000n, "100.00 %", "900.00 %", "payable", 27_000],
    [10, 3, 70_000_000n, "30.00 %", "70.00 %", "payable", 16_000],
    [10, 7, 69_999_999n, "70.00 %", "69.99 %", "below-threshold", 0],
    [10, 0, 0n, "0.00 %", "0.00 %", "below-threshold", 0],
  ])("%d sold, %d financed, %s minor units", (total, financed, volume, penetration, achievement, status, ratePpm) => {
    const statement = calculateStatement(input({ contracts: contractsOf(total, financed, volume) }));
    expect(statement).toMatchObject({ total, financed, volumeMinor: volume, status, reason: null, ratePpm });
    expect(statement && ratioText(statement.penetration)).toBe(penetration);
    expect(statement?.achievement && ratioText(statement.achievement)).toBe(achievement);
  });
});

describe("commission is rounded once a contract, and the statement is the sum of its lines", () => {
  test("249 925.00 SEK at 2.10 % earn 5 248.43 SEK", () => {
    const contracts = [
      contract("C1", { amountMinor: 24_992_500n }),
      contract("C2", { amountMinor: 24_992_500n }),
      contract("C3", { amountMinor: null, financed: false }),
    ];
    const half = { ...SE_2024, penetrationBounds: [{ ppm: 0, exclusive: false }], ratesPpm: [[0, 21_000, 0, 0]] };
    const statement = calculateStatement(
      input({ contracts, matrix: { version: 1, matrix: half }, target: { minor: 50_000_000n, namesMarket: true } }),
    );
    expect(statement?.lines.map((line) => line.commissionMinor)).toEqual([524_843n, 524_843n]);
    // The whole volume at the rate would be 10 496.85: rounding the sum would lose one öre.
    expect(statement?.commissionMinor).toBe(1_049_686n);
  });

  test("below the threshold every line earns 0, not null", () => {
    const statement = calculateStatement(input({ contracts: contractsOf(10, 2, 100n) }));
    expect(statement?.commissionMinor).toBe(0n);
    expect(statement?.lines.map((line) => line.commissionMinor)).toEqual([0n, 0n]);
  });

  test("a matrix whose lowest bounds are 0 pays an agent who financed nothing a commission of 0", () => {
    const bound = [{ ppm: 0, exclusive: false }];
    const matrix = { ...SE_2024, penetrationBounds: bound, achievementBounds: bound, ratesPpm: [[10_000]] };
    const statement = calculateStatement(input({ contracts: contractsOf(2, 0, 0n), matrix: { version: 1, matrix } }));
    expect(statement).toMatchObject({ status: "payable", ratePpm: 10_000, commissionMinor: 0n, lines: [] });
  });
});

describe("what is not eligible, or was cancelled inside its own period, counts nowhere", () => {
  const others: Category[] = ["staff", "service-loaner", "internal", "prolongation", "transfer"];

  test.each(others)("a contract of category %s", (category) => {
    const statement = calculateStatement(input({ contracts: [contract("C1"), contract("C2", { category })] }));
    expect(statement).toMatchObject({ total: 1, financed: 1, volumeMinor: 10_000_000n });
  });

  test.each([
    ["2024-01-15", 1],
    ["2024-01-31", 1],
    ["2024-02-01", 2],
    ["2030-01-01", 2],
  ])("cancelled on %s: %d contracts count", (cancelledOn, total) => {
    const cancelled = contract("C2", { cancellation: { date: date(cancelledOn), reason: null } });
    const statement = calculateStatement(input({ contracts: [contract("C1"), cancelled] }));
    expect(statement).toMatchObject({ total, financed: total });
    expect(statement?.lines).toHaveLength(total);
  });

  test("a reason that is exempt from clawback does not make it count", () => {
    const plan = { ...DEFAULT_PLAN, exemptReasons: ["recall"] };
    const cancelled = contract("C1", { cancellation: { date: date("2024-01-20"), reason: "recall" } });
    expect(calculateStatement(input({ plan, contracts: [cancelled] }))).toBeNull();
  });

  test.each([
    ["no contract at all", []],
    ["none that counts", [contract("C1", { category: "staff" })]],
  ])("with %s there is no statement, not even a blocked one", (_, contracts) => {
    expect(calculateStatement(input({ contracts }))).toBeNull();
    expect(calculateStatement(input({ contracts, matrix: null, target: null }))).toBeNull();
  });
});

describe("a statement is blocked by the first reason that holds", () => {
  const matrix = { version: 3, matrix: SE_2024 };
  const unnamed = { minor: 100_000_000n, namesMarket: false };
  const named = { minor: 100_000_000n, namesMarket: true };

  test.each([
    ["no matrix", null, unnamed, false, "matrix-missing", 100_000_000n],
    ["no matrix, and a target that names the market", null, named, true, "matrix-missing", 100_000_000n],
    ["no matrix and no target", null, null, true, "matrix-missing", null],
    ["no matrix and an ambiguous target", null, unnamed, true, "matrix-missing", null],
    ["no target", matrix, null, false, "target-missing", null],
    ["no target, sold in several markets", matrix, null, true, "target-missing", null],
    ["a target without market, sold in several", matrix, unnamed, true, "target-ambiguous", null],
  ] as const)("%s", (_, inForce, target, soldElsewhere, reason, targetMinor) => {
    const statement = calculateStatement(input({ matrix: inForce, target, soldElsewhere }));
    expect(statement).toMatchObject({
      status: "blocked",
      reason,
      targetMinor,
      achievement: targetMinor === null ? null : { numerator: 85_000_000n, denominator: targetMinor },
      matrixVersion: inForce === null ? null : 3,
      penetrationBand: null,
      achievementBand: null,
      ratePpm: null,
      commissionMinor: null,
    });
    expect(statement?.lines).toHaveLength(7);
    expect(statement?.lines.every((line) => line.commissionMinor === null)).toBe(true);
  });

  test("one that would be below the threshold is blocked all the same", () => {
    const statement = calculateStatement(input({ contracts: contractsOf(10, 0, 0n), target: null }));
    expect(statement).toMatchObject({ status: "blocked", reason: "target-missing" });
  });

  test.each([
    ["a target that names the market, sold in several", named, true],
    ["a target without market, sold in one", unnamed, false],
    ["a target that names the market, sold in one", named, false],
  ])("%s: not blocked", (_, target, soldElsewhere) => {
    expect(calculateStatement(input({ target, soldElsewhere }))?.status).toBe("payable");
  });
});

describe("a statement is the same in whatever order the contracts come", () => {
  test("lines are sorted by contract id, code point by code point", () => {
    const ids = ["\u{1F600}", "\uFFFD", "b", "a", "a10", "a2", "B"];
    const sorted = ["B", "a", "a10", "a2", "b", "\uFFFD", "\u{1F600}"];
    const statement = calculateStatement(input({ contracts: ids.map((id) => contract(id)) }));
    expect(statement?.lines.map((line) => line.contractId)).toEqual(sorted);
    expect(calculateStatement(input({ contracts: sorted.map((id) => contract(id)) }))).toEqual(statement);
  });
});

describe("input that the rules cannot have been asked for is our own mistake", () => {
  test.each([
    ["a contract of another period", { contracts: [contract("C1", { contractDate: date("2024-02-01") })] }],
    ["a financed contract without amount", { contracts: [contract("C1", { amountMinor: null })] }],
    ["a matrix of another market", { matrix: { version: 1, matrix: { ...SE_2024, market: "NO" } } }],
    ["a matrix of another year", { matrix: { version: 1, matrix: { ...SE_2024, year: 2023 } } }],
    ["a matrix without the cell of its bands", { matrix: { version: 1, matrix: { ...SE_2024, ratesPpm: [] } } }],
    ["a target of 0", { target: { minor: 0n, namesMarket: true } }],
  ])("%s", (_, change) => {
    expect(() => calculateStatement(input(change))).toThrow(/^assertion: /);
  });
});
