/**
 * Two versions of a matrix over each other. In: bounds and rates as the API gives them, before and after. Out: each line of both axes with
 * both its bounds, and each rate with both its values. Bounds that only moved are one line; otherwise lines come and go.
 */
import { compareBounds, type Bound } from "../../../src/domain/matrix.ts";

export interface MatrixSide {
  readonly penetrationBounds: readonly Bound[];
  readonly achievementBounds: readonly Bound[];
  /** In ppm, by penetration, then achievement; both rise. */
  readonly rates: readonly (readonly number[])[];
}

export interface AxisLine {
  readonly before: Bound | null;
  readonly after: Bound | null;
  readonly beforeAt: number | null;
  readonly afterAt: number | null;
}

export interface RatePair {
  readonly before: number | null;
  readonly after: number | null;
}

export interface MatrixDifference {
  readonly penetration: readonly AxisLine[];
  readonly achievement: readonly AxisLine[];
  readonly rates: readonly (readonly RatePair[])[];
  readonly changedRates: number;
  readonly changedBounds: number;
}

export function matrixDifference(before: MatrixSide | null, after: MatrixSide): MatrixDifference {
  const penetration = linesOf(before?.penetrationBounds ?? [], after.penetrationBounds);
  const achievement = linesOf(before?.achievementBounds ?? [], after.achievementBounds);
  const rates = penetration.map((p) =>
    achievement.map((a) => ({
      before: before === null ? null : rateAt(before, p.beforeAt, a.beforeAt),
      after: rateAt(after, p.afterAt, a.afterAt),
    })),
  );
  return {
    penetration,
    achievement,
    rates,
    changedRates: rates.flat().filter((pair) => pair.before !== pair.after).length,
    changedBounds: before === null ? 0 : [...penetration, ...achievement].filter(isChanged).length,
  };
}

export function isChanged({ before, after }: AxisLine): boolean {
  return before === null || after === null || compareBounds(before, after) !== 0;
}

function rateAt(side: MatrixSide, p: number | null, a: number | null): number | null {
  return p === null || a === null ? null : (side.rates[p]?.[a] ?? null);
}

function linesOf(before: readonly Bound[], after: readonly Bound[]): AxisLine[] {
  if (before.length === after.length)
    return after.map((bound, i) => ({ before: before[i] ?? null, after: bound, beforeAt: i, afterAt: i }));
  const all = [...after, ...before.filter((bound) => indexOf(after, bound) === null)].toSorted(compareBounds);
  return all.map((bound) => {
    const [beforeAt, afterAt] = [indexOf(before, bound), indexOf(after, bound)];
    return {
      before: beforeAt === null ? null : bound,
      after: afterAt === null ? null : bound,
      beforeAt,
      afterAt,
    };
  });
}

function indexOf(bounds: readonly Bound[], wanted: Bound): number | null {
  const at = bounds.findIndex((bound) => compareBounds(bound, wanted) === 0);
  return at === -1 ? null : at;
}
