/**
 * What a simulation counts: the faults by kind, and what was done. In: names. Out: a table.
 */
export interface Tally {
  add(what: string, times?: number): void;
  readonly counts: ReadonlyMap<string, number>;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return { add: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times), counts };
}

/** Sums of several tallies, by name. */
export function sumOf(tallies: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = createTally();
  for (const tally of tallies) for (const [what, times] of tally) sum.add(what, times);
  return new Map([...sum.counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
