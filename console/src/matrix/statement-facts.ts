/**
 * What the rules take, from what the API gives. In: a statement and a matrix as they are answered. Out: the same for `src/calculation`:
 * integers, and the facts alone: what follows from them (bands, rate, commission) the rules say anew.
 */
import type { TargetInForce } from "../../../src/calculation/statement.ts";
import type { WhatIfInput } from "../../../src/calculation/what-if.ts";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { parseMinor } from "../../../src/domain/money.ts";
import { parsePeriod } from "../../../src/domain/period.ts";
import type { BlockedStatement } from "../../../src/domain/statement.ts";
import type { Answer } from "../api/routes.ts";

export type StatementRow = Answer<"get", "/statements">["statements"][number];
export type MatrixVersion = Answer<"get", "/matrices/{market}/{year}/{version}">;
export type MatrixFigures = Pick<
  MatrixVersion,
  "market" | "year" | "penetrationBounds" | "achievementBounds" | "rates"
>;

/** Decimals of the currency: the API writes amounts with exactly so many. */
export function exponentOf(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

export function minorFrom(amount: string, exponent: number): bigint {
  const minor = parseMinor(amount, exponent);
  if (minor === null) throw new Error(`assertion: ${amount} is no amount with ${exponent} decimals`);
  return minor;
}

export function matrixOf({
  market,
  year,
  penetrationBounds,
  achievementBounds,
  rates,
}: MatrixFigures): CommissionMatrix {
  return { market, year, penetrationBounds, achievementBounds, ratesPpm: rates };
}

export function matrixYear(period: string): number {
  return Number(period.slice(0, 4));
}

/** @param matrix by which the statement is to be calculated; null: there is none */
export function inputOf(row: StatementRow, matrix: CommissionMatrix | null): Omit<WhatIfInput, "alternative"> {
  const ambiguous = row.reason === "target-ambiguous";
  return {
    statement: factsOf(row),
    matrix: matrix === null ? null : { version: row.matrixVersion ?? 0, matrix },
    target: targetOf(row),
    soldElsewhere: ambiguous,
  };
}

/** An ambiguous target's amount is not told, nor needed: it is only known that there is one. */
function targetOf(row: StatementRow): TargetInForce | null {
  if (row.reason === "target-ambiguous") return { minor: 1n, namesMarket: false };
  return row.target === null ? null : { minor: minorFrom(row.target, exponentOf(row.volume)), namesMarket: true };
}

function factsOf(row: StatementRow): BlockedStatement {
  const exponent = exponentOf(row.volume);
  const period = parsePeriod(row.period);
  if (period === null) throw new Error(`assertion: ${row.period} is no month`);
  if (row.lines === null) throw new Error(`assertion: the statement of ${row.agentId} was asked for without its lines`);
  return {
    agentId: row.agentId,
    market: row.market,
    period,
    currency: row.currency,
    total: row.total,
    financed: row.financed,
    volumeMinor: minorFrom(row.volume, exponent),
    penetration: { numerator: BigInt(row.penetration.numerator), denominator: BigInt(row.penetration.denominator) },
    lines: row.lines.map(({ contractId, amount }) => ({
      contractId,
      amountMinor: minorFrom(amount, exponent),
      commissionMinor: null,
    })),
    matrixVersion: row.matrixVersion,
    status: "blocked",
    reason: "matrix-missing",
    targetMinor: null,
    achievement: null,
    penetrationBand: null,
    achievementBand: null,
    ratePpm: null,
    commissionMinor: null,
  };
}
