/**
 * What a table shows of its rows. In: what is asked of them. Out: the rows that are shown, at once where they are few; of many, those of the
 * last time while they are arranged anew, as long as these are rows of the same list; else none yet.
 */
import { useCallback, useState, type ReactNode } from "react";
import { arrange, hasGrown, isOfSameRows, nothingKept, type Arranged, type Asked } from "./arrange.ts";
import { useWork } from "./use-work.ts";

/** So many are filtered, sorted and summed within a frame. */
export const FEW = 2_000;

export interface Arrangement<Row> {
  /** Null: there is nothing yet that may be shown. */
  readonly shown: readonly Row[] | null;
  /** Null: not yet summed. */
  readonly sums: ReadonlyMap<string, ReactNode> | null;
  readonly busy: boolean;
}

interface Told<Row> extends Arranged<Row> {
  readonly asked: Asked<Row>;
}

export function useArranged<Row extends object>(of: Asked<Row>): Arrangement<Row> {
  const { rows, growing, columns, key, falling, typed, locale } = of;
  const [kept] = useState(() => nothingKept<Row>());
  const make = useCallback(
    function* () {
      const asked = { rows, growing, columns, key, falling, typed, locale };
      const told: Told<Row> = { asked, ...(yield* arrange(asked, kept)) };
      return told;
    },
    [rows, growing, columns, key, falling, typed, locale, kept],
  );
  const { now, last } = useWork(make, rows.length <= FEW);
  if (now !== null) return { shown: now.shown, sums: now.sums, busy: false };
  const before = last !== null && hasGrown(last.asked.rows, rows) ? last : null;
  const asItCame = key === null && typed === "";
  return {
    shown: asItCame ? rows : (before?.shown ?? null),
    sums: before !== null && isOfSameRows(before.asked, of) ? before.sums : null,
    busy: true,
  };
}
