/**
 * Where an agent stands in a matrix, and what is lacking to the next cliff. In: a statement as the API gives it, a matrix of any version.
 * Out: the outcome by the domain's own rules, each step to another band, and the nearest of those that bring money.
 */
import { whatIf, type Distance } from "../../../src/calculation/what-if.ts";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { PPM } from "../../../src/domain/rate.ts";
import type { EarnedStatement, Statement } from "../../../src/domain/statement.ts";
import { exponentOf, inputOf, type StatementRow } from "./statement-facts.ts";

/** So few contracts, or so small a share of the target, make "just before a cliff". */
export const NEAR_CONTRACTS = 2n;
export const NEAR_TARGET_PERCENT = 5n;

export interface Standing {
  readonly row: StatementRow;
  readonly exponent: number;
  readonly outcome: Statement;
  /** Up first; empty while it is blocked. */
  readonly distances: readonly Distance[];
  /** The nearest step up that brings money; null when none does. */
  readonly next: Distance | null;
  /** How much of all sales, or of the target, is lacking to `next`. In ppm: for sorting. */
  readonly lackingPpm: number | null;
  readonly isNear: boolean;
}

export interface Placed extends Standing {
  readonly outcome: EarnedStatement;
}

export function standingOf(row: StatementRow, matrix: CommissionMatrix | null): Standing {
  const { after: outcome, distances } = whatIf({ ...inputOf(row, matrix), alternative: {} });
  const paid = distances.filter((d) => d.direction === "up" && d.effectMinor > 0n);
  const [next = null] = paid.toSorted((a, b) => lackingOf(a, outcome) - lackingOf(b, outcome));
  return {
    row,
    exponent: exponentOf(row.volume),
    outcome,
    distances,
    next,
    lackingPpm: next === null ? null : lackingOf(next, outcome),
    isNear: next !== null && isNear(next, outcome),
  };
}

export function isPlaced(standing: Standing): standing is Placed {
  return standing.outcome.status !== "blocked";
}

/** Who is nearest to more money first; who has no such step last, by name. */
export function byNearness(standings: readonly Standing[]): Standing[] {
  return standings.toSorted(
    (a, b) =>
      (a.lackingPpm ?? Infinity) - (b.lackingPpm ?? Infinity) || a.row.agentId.localeCompare(b.row.agentId) || 0,
  );
}

function lackingOf({ by, step }: Distance, { total, targetMinor }: Statement): number {
  const whole = by === "volume" ? (targetMinor ?? 1n) : BigInt(total);
  return Number((step * PPM) / whole);
}

function isNear({ by, step }: Distance, { targetMinor }: Statement): boolean {
  return by === "volume" ? step * 100n <= NEAR_TARGET_PERCENT * (targetMinor ?? 0n) : step <= NEAR_CONTRACTS;
}
