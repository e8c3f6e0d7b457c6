/**
 * A sort that gives way gives what the language's own sort gives.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { merged, sorted } from "./merge-sort.ts";
import { atOnce, STEP } from "./work.ts";

interface Item {
  readonly key: number;
  readonly at: number;
}

const byKey = (a: Item, b: Item): number => a.key - b.key;
/** Few keys, so that many are equal; also longer than one run. */
const items = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 * STEP, size: "max" })
  .map((keys) => keys.map((key, at): Item => ({ key, at })));

test("items are sorted, and what is equal keeps its order", () => {
  fc.assert(
    fc.property(items, (list) => {
      expect(atOnce(sorted(list, byKey))).toEqual(list.toSorted(byKey));
    }),
    { numRuns: 30 },
  );
});

test("two sorted lists become one; of equals the first list's stand first", () => {
  fc.assert(
    fc.property(items, fc.nat(), (list, cut) => {
      const at = list.length === 0 ? 0 : cut % list.length;
      const [one, other] = [list.slice(0, at).sort(byKey), list.slice(at).sort(byKey)];
      expect(atOnce(merged(one, other, byKey))).toEqual([...one, ...other].sort(byKey));
    }),
    { numRuns: 30 },
  );
});

test("it gives way often: a run or a merged stretch at a time", () => {
  const list = Array.from({ length: 8 * STEP }, (_, at): Item => ({ key: -at, at }));
  let ways = 0;
  for (const work = sorted(list, byKey); work.next().done !== true;) ways += 1;
  // Eight runs, then three rounds of merging; at each stretch of so many.
  expect(ways).toBeGreaterThanOrEqual(8 + 3 * 8 - 8);
});
