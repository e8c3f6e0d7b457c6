/**
 * The result of long work in a component. In: the work, short or long. Out: its result; while it goes on, the result of the last that ended.
 */
import { useEffect, useMemo, useState } from "react";
import { atOnce, inSlices, type Work } from "./work.ts";

export type MakeWork<Result> = () => Work<Result>;

interface Done<Result> {
  readonly of: MakeWork<Result>;
  readonly result: Result;
}

export interface WorkState<Result> {
  /** Of this very work; null while it goes on. */
  readonly now: Result | null;
  /** Of the last that ended: whether it may still be shown is for who asked to say. */
  readonly last: Result | null;
}

/**
 * @param make the same function as long as the work is the same
 * @param isShort done at once while drawing
 */
export function useWork<Result extends object>(make: MakeWork<Result>, isShort: boolean): WorkState<Result> {
  const [done, setDone] = useState<Done<Result> | null>(null);
  const now = useMemo(() => (isShort ? atOnce(make()) : null), [make, isShort]);
  useEffect(() => {
    if (isShort) return undefined;
    const gaveUp = new AbortController();
    const toTheEnd = async () => {
      try {
        const end = await inSlices(make(), gaveUp.signal);
        if (end !== null && !gaveUp.signal.aborted) setDone({ of: make, result: end.result });
      } catch (error) {
        // What breaks in the work breaks the page, as it would while drawing.
        setDone(() => {
          throw error;
        });
      }
    };
    void toTheEnd();
    return () => {
      gaveUp.abort();
    };
  }, [make, isShort]);
  return { now: now ?? (done?.of === make ? done.result : null), last: now ?? done?.result ?? null };
}
