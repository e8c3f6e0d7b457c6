/**
 * A statement from the few figures that a test is about: so many contracts, of which the financed ones share a volume.
 */
import { calculateStatement, type MatrixInForce, type TargetInForce } from "../../src/calculation/statement.ts";
import type { CountableContract } from "../../src/domain/contract.ts";
import type { Minor } from "../../src/domain/money.ts";
import { parseCalendarDate, parsePeriod } from "../../src/domain/period.ts";
import { DEFAULT_PLAN } from "../../src/domain/plan.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { SE_2024 } from "./se-2024.ts";

export interface Figures {
  readonly total: number;
  readonly financed: number;
  readonly volumeMinor: Minor;
  readonly matrix?: MatrixInForce | null;
  readonly target?: TargetInForce | null;
  readonly soldElsewhere?: boolean;
}

/** Retail contracts of 2024-01 `C0`, `C1`, …; the first takes what of the volume does not divide. */
export function contractsOf({ total, financed, volumeMinor }: Figures): CountableContract[] {
  const contractDate = parseCalendarDate("2024-01-15");
  if (contractDate === null) throw new Error("assertion: a real date");
  const share = financed === 0 ? 0n : volumeMinor / BigInt(financed);
  const rest = volumeMinor - share * BigInt(financed);
  return Array.from({ length: total }, (_, index) => ({
    contractId: `C${index}`,
    contractDate,
    category: "retail" as const,
    financed: index < financed,
    amountMinor: index < financed ? share + (index === 0 ? rest : 0n) : null,
    cancellation: null,
  }));
}

/** By the matrix `SE 2024` and a target of 1 000 000.00 SEK, unless said otherwise. */
export function inputsOf(figures: Figures) {
  const { matrix = { version: 3, matrix: SE_2024 }, target = { minor: 100_000_000n, namesMarket: true } } = figures;
  return { matrix, target, soldElsewhere: figures.soldElsewhere ?? false };
}

export function statementOf(figures: Figures): Statement {
  const period = parsePeriod("2024-01");
  if (period === null) throw new Error("assertion: a real period");
  const statement = calculateStatement({
    agentId: "A",
    market: "SE",
    period,
    currency: "SEK",
    plan: DEFAULT_PLAN,
    contracts: contractsOf(figures),
    ...inputsOf(figures),
  });
  if (statement === null) throw new Error("assertion: some contract counts");
  return statement;
}
