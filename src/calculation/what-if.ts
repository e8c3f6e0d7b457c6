/**
 * Another outcome of a statement: other figures, another matrix; and how far the next bands are. Nothing is stored.
 * In: the statement as it is, what it was calculated with, the alternative. Out: the statement as it would be, and the distances from there.
 * Pure and without Node, so that a browser runs the very same rules.
 */
import type { Bound, CommissionMatrix } from "../domain/matrix.ts";
import type { Minor } from "../domain/money.ts";
import { commissionOf, type Ratio } from "../domain/rate.ts";
import type { BlockedReason, CommissionLine, EarnedStatement, Statement } from "../domain/statement.ts";
import {
  conversionsToLose,
  conversionsToReach,
  newSalesToReach,
  salesToLose,
  volumeToLose,
  volumeToReach,
} from "./bound-distance.ts";
import { findRate, type MatrixInForce, type TargetInForce } from "./statement.ts";

/** Contract id of the line that stands for a volume other than that of the contracts. */
export const VOLUME_DIFFERENCE = "(difference in volume)";

export interface Alternative {
  /** So many financed contracts among the same total; where it is more than the total, the total grows to it. */
  readonly financed?: number | undefined;
  /** So many contracts in all, from 1 on. */
  readonly total?: number | undefined;
  /**
   * So much financed volume. The lines stay as they are, each rounded for itself; what differs from their sum is one more line,
   * `VOLUME_DIFFERENCE`, negative where the volume is less. With no financed contract there is no volume and no line.
   */
  readonly volumeMinor?: Minor | undefined;
  /** Above 0. As if it were given for this very market, so it solves a target that is missing or names no market. */
  readonly targetMinor?: Minor | undefined;
  /** Instead of the matrix in force, of the same market and year. */
  readonly matrix?: CommissionMatrix | undefined;
}

export interface WhatIfInput {
  readonly statement: Statement;
  readonly matrix: MatrixInForce | null;
  readonly target: TargetInForce | null;
  readonly soldElsewhere: boolean;
  readonly alternative: Alternative;
}

export interface WhatIf {
  readonly before: Statement;
  /** Its matrix version is null where the matrix is not a stored one. */
  readonly after: Statement;
  /** From `after`; empty when that is blocked. Upwards first. */
  readonly distances: readonly Distance[];
}

/** The smallest step that reaches the next band of an axis or loses the present one, and what it does to the lines that stand. */
export interface Distance {
  readonly direction: "up" | "down";
  readonly axis: "penetration" | "achievement";
  /**
   * `new-sales`: financed sales come to total and financed (down: are lost from both). `conversions`: existing sales are financed instead
   * of paid in cash (down: the other way round). `volume`: the volume alone, in minor units. The other ratio stays as it is.
   */
  readonly by: "new-sales" | "conversions" | "volume";
  /** Contracts, or minor units where `by` is `volume`; above 0. */
  readonly step: bigint;
  /** The bound that the step reaches, or that it loses. */
  readonly bound: Bound;
  /** The axis's ratio after the step. */
  readonly ratio: Ratio;
  /** Both bands after the step, -1 under the lowest. A step may pass more than one band. */
  readonly penetrationBand: number;
  readonly achievementBand: number;
  readonly ratePpm: number;
  /** The lines of `after` at that rate, and what that is more than `after` earns; what the step itself would earn is not in it. */
  readonly commissionMinor: Minor;
  readonly effectMinor: Minor;
}

/** @throws only on our own mistakes: a count below 0, a volume without a financed contract, a matrix of another market or year */
export function whatIf(input: WhatIfInput): WhatIf {
  const { statement: before, alternative } = input;
  assertPossible(input);
  const matrix = alternative.matrix ?? input.matrix?.matrix ?? null;
  const facts = factsOf(before, alternative);
  const matrixVersion = alternative.matrix === undefined ? before.matrixVersion : null;
  const after = outcomeOf({ ...before, ...facts, matrixVersion }, matrix, input);
  const distances = after.status === "blocked" || matrix === null ? [] : distancesOf(after, matrix);
  return { before, after, distances };
}

/** The steps from a statement to the next bands, up and down, on either axis. */
export function distancesOf(from: EarnedStatement, matrix: CommissionMatrix): readonly Distance[] {
  return [...upwards(from, matrix), ...downwards(from, matrix)];
}

function assertPossible({ statement, alternative }: WhatIfInput): void {
  const { financed = statement.financed, total = statement.total, volumeMinor = 0n, matrix } = alternative;
  if (!Number.isSafeInteger(financed) || financed < 0) throw new Error(`assertion: ${financed} financed contracts`);
  if (!Number.isSafeInteger(total) || total < 1) throw new Error(`assertion: ${total} contracts in all`);
  if (alternative.targetMinor !== undefined && alternative.targetMinor <= 0n) {
    throw new Error(`assertion: sales target ${alternative.targetMinor} is not above 0`);
  }
  if (volumeMinor < 0n || (financed === 0 && volumeMinor > 0n)) {
    throw new Error(`assertion: a volume of ${volumeMinor} of ${financed} financed contracts`);
  }
  const year = Number(statement.period.slice(0, 4));
  if (matrix !== undefined && (matrix.market !== statement.market || matrix.year !== year)) {
    throw new Error(`assertion: matrix ${matrix.market} ${matrix.year} used for ${statement.market} ${year}`);
  }
}

type Facts = Pick<Statement, "total" | "financed" | "volumeMinor" | "penetration" | "lines">;

function factsOf(before: Statement, alternative: Alternative): Facts {
  const financed = alternative.financed ?? before.financed;
  const total = Math.max(alternative.total ?? before.total, financed);
  const volumeMinor = financed === 0 ? 0n : (alternative.volumeMinor ?? before.volumeMinor);
  const difference = volumeMinor - before.volumeMinor;
  const extra = { contractId: VOLUME_DIFFERENCE, amountMinor: difference, commissionMinor: null };
  return {
    total,
    financed,
    volumeMinor,
    penetration: { numerator: BigInt(financed), denominator: BigInt(total) },
    lines: financed === 0 ? [] : [...before.lines, ...(difference === 0n ? [] : [extra])],
  };
}

/** Blocked first, in the order of domain.md, as the statement itself is. */
function outcomeOf(
  statement: Statement,
  matrix: CommissionMatrix | null,
  { target: given, soldElsewhere, alternative }: WhatIfInput,
): Statement {
  const target = alternative.targetMinor === undefined ? given : { minor: alternative.targetMinor, namesMarket: true };
  const ambiguous = target !== null && !target.namesMarket && soldElsewhere;
  const targetMinor = target === null || ambiguous ? null : target.minor;
  const achievement = targetMinor === null ? null : { numerator: statement.volumeMinor, denominator: targetMinor };
  if (matrix === null || targetMinor === null || achievement === null) {
    const reason: BlockedReason =
      matrix === null ? "matrix-missing" : ambiguous ? "target-ambiguous" : "target-missing";
    return {
      ...statement,
      status: "blocked",
      reason,
      targetMinor,
      achievement,
      lines: statement.lines.map((line) => ({ ...line, commissionMinor: null })),
      penetrationBand: null,
      achievementBand: null,
      ratePpm: null,
      commissionMinor: null,
    };
  }
  const reached = findRate(matrix, statement.penetration, achievement);
  const lines = linesAt(statement.lines, reached.ratePpm);
  return {
    ...statement,
    status: reached.penetrationBand >= 0 && reached.achievementBand >= 0 ? "payable" : "below-threshold",
    reason: null,
    targetMinor,
    achievement,
    ...reached,
    lines,
    commissionMinor: sumOf(lines),
  };
}

type RatedLine = CommissionLine & { readonly commissionMinor: Minor };

function linesAt(lines: readonly CommissionLine[], ratePpm: number): RatedLine[] {
  return lines.map((line) => ({ ...line, commissionMinor: commissionOf(line.amountMinor, ratePpm) }));
}

function sumOf(lines: readonly RatedLine[]): Minor {
  return lines.reduce((sum, line) => sum + line.commissionMinor, 0n);
}

function upwards(from: EarnedStatement, matrix: CommissionMatrix): Distance[] {
  const { penetration, achievement } = from;
  const distances: (Distance | null)[] = [];
  const higherPenetration = matrix.penetrationBounds[from.penetrationBand + 1];
  if (higherPenetration !== undefined) {
    const to = { from, matrix, direction: "up", bound: higherPenetration } as const;
    distances.push(
      distance(to, "new-sales", newSalesToReach(penetration, higherPenetration)),
      distance(to, "conversions", conversionsToReach(penetration, higherPenetration)),
    );
  }
  const higherAchievement = matrix.achievementBounds[from.achievementBand + 1];
  if (higherAchievement !== undefined) {
    const to = { from, matrix, direction: "up", bound: higherAchievement } as const;
    distances.push(distance(to, "volume", volumeToReach(achievement, higherAchievement)));
  }
  return distances.filter((d) => d !== null);
}

function downwards(from: EarnedStatement, matrix: CommissionMatrix): Distance[] {
  const { penetration, achievement } = from;
  const distances: (Distance | null)[] = [];
  const presentPenetration = matrix.penetrationBounds[from.penetrationBand];
  if (presentPenetration !== undefined) {
    const to = { from, matrix, direction: "down", bound: presentPenetration } as const;
    distances.push(
      distance(to, "new-sales", salesToLose(penetration, presentPenetration)),
      distance(to, "conversions", conversionsToLose(penetration, presentPenetration)),
    );
  }
  const presentAchievement = matrix.achievementBounds[from.achievementBand];
  if (presentAchievement !== undefined) {
    const to = { from, matrix, direction: "down", bound: presentAchievement } as const;
    distances.push(distance(to, "volume", volumeToLose(achievement, presentAchievement)));
  }
  return distances.filter((d) => d !== null);
}

interface Towards {
  readonly from: EarnedStatement;
  readonly matrix: CommissionMatrix;
  readonly direction: Distance["direction"];
  readonly bound: Bound;
}

function distance(towards: Towards, by: Distance["by"], step: bigint | null): Distance | null {
  if (step === null) return null;
  const { from, matrix, direction, bound } = towards;
  const ratio = stepped(from, by, direction === "up" ? step : -step);
  const axis = by === "volume" ? "achievement" : "penetration";
  const reached =
    axis === "penetration" ? findRate(matrix, ratio, from.achievement) : findRate(matrix, from.penetration, ratio);
  const commissionMinor = sumOf(linesAt(from.lines, reached.ratePpm));
  const effectMinor = commissionMinor - from.commissionMinor;
  return { direction, axis, by, step, bound, ratio, ...reached, commissionMinor, effectMinor };
}

function stepped({ penetration, achievement }: EarnedStatement, by: Distance["by"], step: bigint): Ratio {
  switch (by) {
    case "new-sales":
      return { numerator: penetration.numerator + step, denominator: penetration.denominator + step };
    case "conversions":
      return { ...penetration, numerator: penetration.numerator + step };
    case "volume":
      return { ...achievement, numerator: achievement.numerator + step };
    default:
      return by satisfies never;
  }
}
