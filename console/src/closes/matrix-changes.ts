/**
 * Two versions of a matrix, cell by cell. In: bounds and rates of both. Out: a grid over all bounds of either, with the rate before and
 * after, null where a version has no such cell. Pure.
 */
interface Bound {
  readonly ppm: number;
  readonly exclusive: boolean;
}

export interface RateMatrix {
  readonly penetrationBounds: readonly Bound[];
  readonly achievementBounds: readonly Bound[];
  /** In ppm, by penetration, then achievement. */
  readonly rates: readonly (readonly number[])[];
}

export interface RateCell {
  readonly before: number | null;
  readonly after: number | null;
}

export interface MatrixChanges {
  readonly achievement: readonly Bound[];
  readonly rows: readonly { readonly penetration: Bound; readonly cells: readonly RateCell[] }[];
  readonly changed: number;
}

export function matrixChanges(before: RateMatrix, after: RateMatrix): MatrixChanges {
  const achievement = union(before.achievementBounds, after.achievementBounds);
  // The highest band stands on top, as in the workbook.
  const penetration = union(before.penetrationBounds, after.penetrationBounds).toReversed();
  const rows = penetration.map((p) => ({
    penetration: p,
    cells: achievement.map((a) => ({ before: rateAt(before, p, a), after: rateAt(after, p, a) })),
  }));
  const changed = rows.flatMap((row) => row.cells).filter((cell) => cell.before !== cell.after).length;
  return { achievement, rows, changed };
}

function same(a: Bound, b: Bound): boolean {
  return a.ppm === b.ppm && a.exclusive === b.exclusive;
}

function union(some: readonly Bound[], others: readonly Bound[]): Bound[] {
  const all = [...some, ...others.filter((bound) => !some.some((known) => same(known, bound)))];
  return all.toSorted((a, b) => a.ppm - b.ppm || Number(a.exclusive) - Number(b.exclusive));
}

function rateAt({ penetrationBounds, achievementBounds, rates }: RateMatrix, p: Bound, a: Bound): number | null {
  const row = penetrationBounds.findIndex((bound) => same(bound, p));
  const column = achievementBounds.findIndex((bound) => same(bound, a));
  return rates[row]?.[column] ?? null;
}
