/**
 * A sort that gives way: what is equal keeps its order. In: items, how two of them stand. Out: work that sorts a copy.
 */
import { STEP, type Work } from "./work.ts";

type Compare<Item> = (a: Item, b: Item) => number;

export function* sorted<Item extends object>(items: readonly Item[], compare: Compare<Item>): Work<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += STEP) {
    runs.push(items.slice(at, at + STEP).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(yield* merged(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Two that are sorted as one; of equals, the first's stand first. */
export function* merged<Item extends object>(
  first: readonly Item[],
  second: readonly Item[],
  compare: Compare<Item>,
): Work<readonly Item[]> {
  const [last, next] = [first.at(-1), second[0]];
  if (last === undefined || next === undefined || compare(last, next) <= 0) return [...first, ...second];
  const both: Item[] = [];
  for (let i = 0, j = 0; ;) {
    const [a, b] = [first[i], second[j]];
    const taken = b === undefined || (a !== undefined && compare(a, b) <= 0) ? a : b;
    if (taken === undefined) return both;
    if (taken === a) i += 1;
    else j += 1;
    both.push(taken);
    if (both.length % STEP === 0) yield;
  }
}
