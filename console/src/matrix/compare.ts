/**
 * Two versions of a matrix, cell by cell. In: an older and a newer one. Out: what each cell of the newer one paid in the older one; bounds
 * that came or went. Where bounds differ, a cell is held against the band of the other matrix that its lower bounds lie in.
 */
import { compareBounds, type Bound, type CommissionMatrix } from "../../../src/domain/matrix.ts";

export interface Comparison {
  /** By the bands of the newer one; 0 where the older one pays nothing. */
  readonly oldRatesPpm: readonly (readonly number[])[];
  readonly changed: number;
  readonly came: readonly Bound[];
  readonly went: readonly Bound[];
}

export function compareMatrices(before: CommissionMatrix, now: CommissionMatrix): Comparison {
  const oldRatesPpm = now.penetrationBounds.map((penetration) =>
    now.achievementBounds.map((achievement) => {
      const row = before.ratesPpm[bandHolding(before.penetrationBounds, penetration)];
      return row?.[bandHolding(before.achievementBounds, achievement)] ?? 0;
    }),
  );
  const changed = oldRatesPpm.flatMap((row, p) => row.filter((rate, a) => rate !== now.ratesPpm[p]?.[a])).length;
  const axes = [
    [before.penetrationBounds, now.penetrationBounds],
    [before.achievementBounds, now.achievementBounds],
  ] as const;
  return {
    oldRatesPpm,
    changed,
    came: axes.flatMap(([old, young]) => lackingIn(old, young)),
    went: axes.flatMap(([old, young]) => lackingIn(young, old)),
  };
}

function bandHolding(bounds: readonly Bound[], lower: Bound): number {
  return bounds.findLastIndex((bound) => compareBounds(bound, lower) <= 0);
}

function lackingIn(bounds: readonly Bound[], others: readonly Bound[]): Bound[] {
  return others.filter((other) => !bounds.some((bound) => compareBounds(bound, other) === 0));
}
