/**
 * The statement of one agent in one market and one period (domain.md, "The statement").
 * In: the contracts that stand there, the matrix and the target in force, the plan. Out: the statement with its whole working,
 * or null when no contract counts. Pure: the same input gives the same statement, in whatever order the contracts come.
 */
import { compareCodePoints } from "../domain/code-point-order.ts";
import { counts, type CountableContract } from "../domain/contract.ts";
import { bandIndex, type CommissionMatrix } from "../domain/matrix.ts";
import type { Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { commissionOf, type Ppm, type Ratio } from "../domain/rate.ts";
import type { BlockedReason, BlockedStatement, EarnedStatement, Statement } from "../domain/statement.ts";

export interface MatrixInForce {
  readonly version: number;
  readonly matrix: CommissionMatrix;
}

/** The target in minor units of the statement's currency, above 0. `namesMarket`: it was given for this very market. */
export interface TargetInForce {
  readonly minor: Minor;
  readonly namesMarket: boolean;
}

export interface StatementInput {
  readonly agentId: string;
  readonly market: string;
  readonly period: Period;
  /** ISO 4217, of the market in that period. */
  readonly currency: string;
  readonly plan: Plan;
  /** All contracts that stand at this agent, market and period, each once, whether they count or not; in any order. */
  readonly contracts: readonly CountableContract[];
  /** The matrix of this market and the period's year. */
  readonly matrix: MatrixInForce | null;
  /** The target that goes first: one that names the market before one that names none. */
  readonly target: TargetInForce | null;
  /** Whether the agent has counting contracts in other markets too in that period. */
  readonly soldElsewhere: boolean;
}

interface FinancedContract {
  readonly contractId: string;
  readonly amountMinor: Minor;
}

/** What the contracts alone say, before a matrix and a target are looked at. */
interface Facts extends Pick<StatementInput, "agentId" | "market" | "period" | "currency"> {
  readonly total: number;
  readonly financed: number;
  readonly volumeMinor: Minor;
  readonly penetration: Ratio;
  readonly matrixVersion: number | null;
  /** By contract id, code point order. */
  readonly financedContracts: readonly FinancedContract[];
}

/** Where two ratios stand in a matrix: bands from 0, -1 under the lowest. */
export interface Reached {
  readonly penetrationBand: number;
  readonly achievementBand: number;
  /** 0 below the threshold. */
  readonly ratePpm: Ppm;
}

/**
 * The statement, or null when the agent has no counting contract there. Blocked is decided first, by the first reason that holds.
 * A blocked statement for want of a matrix shows target and achievement when the target is known and unambiguous.
 * @throws only on our own mistakes: a contract of another period, a matrix of another market or year, a target of 0 or less
 */
export function calculateStatement(input: StatementInput): Statement | null {
  const { matrix, target } = input;
  assertInForce(input);
  const facts = countFacts(input);
  if (facts === null) return null;
  const ambiguous = target !== null && !target.namesMarket && input.soldElsewhere;
  if (matrix === null) return blocked(facts, "matrix-missing", ambiguous ? null : target);
  if (target === null) return blocked(facts, "target-missing", null);
  if (ambiguous) return blocked(facts, "target-ambiguous", null);
  return earned(facts, matrix.matrix, target.minor);
}

function assertInForce({ market, period, matrix, target }: StatementInput): void {
  if (matrix !== null && (matrix.matrix.market !== market || matrix.matrix.year !== Number(period.slice(0, 4)))) {
    throw new Error(`assertion: matrix ${matrix.matrix.market} ${matrix.matrix.year} used for ${market} ${period}`);
  }
  if (target !== null && target.minor <= 0n) throw new Error(`assertion: sales target ${target.minor} is not above 0`);
}

function countFacts(input: StatementInput): Facts | null {
  let total = 0;
  let volumeMinor = 0n;
  const financedContracts: FinancedContract[] = [];
  for (const contract of input.contracts) {
    if (!contract.contractDate.startsWith(input.period)) {
      throw new Error(
        `assertion: contract ${contract.contractId} of ${contract.contractDate} is not of ${input.period}`,
      );
    }
    if (!counts(contract, input.plan)) continue;
    total += 1;
    if (!contract.financed) continue;
    if (contract.amountMinor === null)
      throw new Error(`assertion: financed contract ${contract.contractId} has no amount`);
    volumeMinor += contract.amountMinor;
    financedContracts.push({ contractId: contract.contractId, amountMinor: contract.amountMinor });
  }
  if (total === 0) return null;
  financedContracts.sort((a, b) => compareCodePoints(a.contractId, b.contractId));
  return {
    agentId: input.agentId,
    market: input.market,
    period: input.period,
    currency: input.currency,
    total,
    financed: financedContracts.length,
    volumeMinor,
    penetration: { numerator: BigInt(financedContracts.length), denominator: BigInt(total) },
    matrixVersion: input.matrix?.version ?? null,
    financedContracts,
  };
}

function blocked(facts: Facts, reason: BlockedReason, target: TargetInForce | null): BlockedStatement {
  const { financedContracts, ...shown } = facts;
  return {
    ...shown,
    lines: financedContracts.map((contract) => ({ ...contract, commissionMinor: null })),
    status: "blocked",
    reason,
    targetMinor: target?.minor ?? null,
    achievement: target === null ? null : { numerator: facts.volumeMinor, denominator: target.minor },
    penetrationBand: null,
    achievementBand: null,
    ratePpm: null,
    commissionMinor: null,
  };
}

function earned(facts: Facts, matrix: CommissionMatrix, targetMinor: Minor): EarnedStatement {
  const { financedContracts, ...shown } = facts;
  const achievement: Ratio = { numerator: facts.volumeMinor, denominator: targetMinor };
  const reached = findRate(matrix, facts.penetration, achievement);
  const lines = financedContracts.map((contract) => ({
    ...contract,
    commissionMinor: commissionOf(contract.amountMinor, reached.ratePpm),
  }));
  return {
    ...shown,
    lines,
    status: reached.penetrationBand >= 0 && reached.achievementBand >= 0 ? "payable" : "below-threshold",
    reason: null,
    targetMinor,
    achievement,
    ...reached,
    commissionMinor: lines.reduce((sum, line) => sum + line.commissionMinor, 0n),
  };
}

/** The cell at the highest bands that are reached; a rate of 0 when one is under its lowest. */
export function findRate(matrix: CommissionMatrix, penetration: Ratio, achievement: Ratio): Reached {
  const penetrationBand = bandIndex(matrix.penetrationBounds, penetration);
  const achievementBand = bandIndex(matrix.achievementBounds, achievement);
  if (penetrationBand < 0 || achievementBand < 0) return { penetrationBand, achievementBand, ratePpm: 0 };
  const ratePpm = matrix.ratesPpm[penetrationBand]?.[achievementBand];
  if (ratePpm === undefined) {
    throw new Error(
      `assertion: matrix ${matrix.market} ${matrix.year} has no cell ${penetrationBand}, ${achievementBand}`,
    );
  }
  return { penetrationBand, achievementBand, ratePpm };
}
