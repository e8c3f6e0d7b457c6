/**
 * The working of a statement, step by step: each contract's standing, each bound's comparison, the cell, each line's rounding.
 * In: the statement, the contracts that stand there, the matrix in force with its cells, the plan. Out: data to be told in words or JSON.
 * It explains and decides nothing: a step that does not lead to the statement's own figures is our mistake and throws. Pure.
 */
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { CountableContract } from "../domain/contract.ts";
import {
  bandIndex,
  reaches,
  type Bound,
  type CellRef,
  type CommissionMatrix,
  type MatrixOrigin,
} from "../domain/matrix.ts";
import type { Minor } from "../domain/money.ts";
import type { Plan } from "../domain/plan.ts";
import { PPM, type Ppm, type Ratio } from "../domain/rate.ts";
import type { Statement } from "../domain/statement.ts";
import { conversionsToReach, newSalesToReach, volumeToReach } from "./bound-distance.ts";
import { contractStanding, type ContractStanding } from "./contract-standing.ts";
import { lineWorking, type LineWorking } from "./line-working.ts";

export interface ExplanationInput {
  /** Null when no contract counts. */
  readonly statement: Statement | null;
  readonly contracts: readonly CountableContract[];
  /** The one that the statement was calculated with. */
  readonly matrix: { readonly matrix: CommissionMatrix; readonly origin: MatrixOrigin } | null;
  readonly plan: Plan;
}

export interface Explanation {
  /** By contract id, code point order; whether they count or not. */
  readonly contracts: readonly ContractStanding[];
  /** Null without a statement or a matrix. */
  readonly penetration: AxisWorking | null;
  /** Null without a statement, a matrix or a target. */
  readonly achievement: AxisWorking | null;
  /** Null unless the statement is payable. */
  readonly cell: RateCell | null;
  /** The ratios under their lowest bound; empty unless the statement is below the threshold. */
  readonly missed: readonly MissedThreshold[];
  /** Empty while the statement is blocked, or when there is none. */
  readonly lines: readonly LineWorking[];
}

export interface AxisWorking {
  readonly ratio: Ratio;
  readonly bounds: readonly BoundComparison[];
  /** The highest band that is reached, from 0; -1 under the lowest. */
  readonly band: number;
}

/** `left` (numerator x 1 000 000) against `right` (bound x denominator): `>` where the bound is exclusive, else `>=`. */
export interface BoundComparison {
  readonly bound: Bound;
  readonly origin: CellRef;
  readonly left: bigint;
  readonly right: bigint;
  readonly reached: boolean;
}

export interface RateCell {
  readonly penetrationBand: number;
  readonly achievementBand: number;
  readonly ratePpm: Ppm;
  readonly rate: CellRef;
  readonly penetrationBound: CellRef;
  readonly achievementBound: CellRef;
}

export type MissedThreshold =
  | {
      readonly axis: "penetration";
      readonly bound: Bound;
      /** New financed sales that would reach it; null when none would. */
      readonly newSales: bigint | null;
      /** Existing cash sales that would reach it, had they been financed; null when there are too few. */
      readonly conversions: bigint | null;
    }
  | { readonly axis: "achievement"; readonly bound: Bound; readonly volumeMinor: Minor };

/** @throws only on our own mistakes: a working that contradicts the statement */
export function explainStatement(input: ExplanationInput): Explanation {
  const { statement, matrix, plan } = input;
  const contracts = input.contracts
    .map((contract) => contractStanding(contract, plan))
    .sort((a, b) => compareCodePoints(a.contract.contractId, b.contract.contractId));
  const axes = statement === null || matrix === null ? null : axesOf(statement, matrix);
  const explanation: Explanation = {
    contracts,
    penetration: axes?.penetration ?? null,
    achievement: axes?.achievement ?? null,
    cell: matrix === null || statement?.status !== "payable" ? null : cellOf(statement, matrix),
    missed: statement?.status === "below-threshold" ? missedOf(axes) : [],
    lines: statement === null ? [] : linesOf(statement),
  };
  assertLeadsTo(statement, explanation);
  return explanation;
}

function axesOf(
  statement: Statement,
  { matrix, origin }: NonNullable<ExplanationInput["matrix"]>,
): { penetration: AxisWorking; achievement: AxisWorking | null } {
  return {
    penetration: axisWorking(statement.penetration, matrix.penetrationBounds, origin.penetrationCells),
    achievement:
      statement.achievement === null
        ? null
        : axisWorking(statement.achievement, matrix.achievementBounds, origin.achievementCells),
  };
}

function axisWorking(ratio: Ratio, bounds: readonly Bound[], cells: readonly CellRef[]): AxisWorking {
  return {
    ratio,
    bounds: bounds.map((bound, index) => ({
      bound,
      origin: found(cells[index]),
      left: ratio.numerator * PPM,
      right: BigInt(bound.ppm) * ratio.denominator,
      reached: reaches(ratio, bound),
    })),
    band: bandIndex(bounds, ratio),
  };
}

function cellOf(
  { penetrationBand, achievementBand, ratePpm }: Extract<Statement, { status: "payable" | "below-threshold" }>,
  { origin }: NonNullable<ExplanationInput["matrix"]>,
): RateCell {
  return {
    penetrationBand,
    achievementBand,
    ratePpm,
    rate: found(origin.rateCells[penetrationBand]?.[achievementBand]),
    penetrationBound: found(origin.penetrationCells[penetrationBand]),
    achievementBound: found(origin.achievementCells[achievementBand]),
  };
}

function missedOf(axes: ReturnType<typeof axesOf> | null): MissedThreshold[] {
  const missed: MissedThreshold[] = [];
  const penetration = axes?.penetration;
  const achievement = axes?.achievement;
  if (penetration?.band === -1) {
    const { bound } = found(penetration.bounds[0]);
    missed.push({
      axis: "penetration",
      bound,
      newSales: newSalesToReach(penetration.ratio, bound),
      conversions: conversionsToReach(penetration.ratio, bound),
    });
  }
  if (achievement?.band === -1) {
    const { bound } = found(achievement.bounds[0]);
    missed.push({ axis: "achievement", bound, volumeMinor: volumeToReach(achievement.ratio, bound) });
  }
  return missed;
}

function linesOf(statement: Statement): LineWorking[] {
  const { ratePpm } = statement;
  return ratePpm === null ? [] : statement.lines.map((line) => lineWorking(line, ratePpm));
}

function assertLeadsTo(statement: Statement | null, explanation: Explanation): void {
  if (statement === null || statement.status === "blocked") return;
  const sum = explanation.lines.reduce((total, line) => total + line.commissionMinor, 0n);
  const same =
    explanation.penetration?.band === statement.penetrationBand &&
    explanation.achievement?.band === statement.achievementBand &&
    explanation.contracts.filter((c) => c.counts).length === statement.total &&
    sum === statement.commissionMinor;
  if (!same) {
    const { agentId, market, period } = statement;
    throw new Error(`assertion: the working of ${agentId}, ${market} ${period} does not lead to its statement`);
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("assertion: a matrix and its origin have the same shape");
  return value;
}
