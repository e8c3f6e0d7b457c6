/**
 * Where each bar of a waterfall begins and ends, as shares of its width: a bar begins where the one before ended. In: amounts as decimal
 * strings, exact. Out: percent, for drawing alone; figures are never taken from it. Pure.
 */
import { minorOf } from "../table/column.ts";

export interface Bar {
  readonly startPercent: number;
  readonly widthPercent: number;
  readonly falls: boolean;
}

export interface Waterfall {
  readonly bars: readonly Bar[];
  /** Where nothing is: bars below it are negative sums. */
  readonly zeroPercent: number;
  /** From nothing to the sum. */
  readonly total: Bar;
}

/** Of a percent: finer than any screen. */
const SCALE = 1_000_000n;

export function waterfallBars(amounts: readonly string[]): Waterfall {
  const steps = amounts.map((amount) => minorOf(amount) ?? 0n);
  const ends: bigint[] = [];
  for (const step of steps) ends.push((ends.at(-1) ?? 0n) + step);
  const low = [0n, ...ends].reduce((a, b) => (a < b ? a : b));
  const high = [0n, ...ends].reduce((a, b) => (a > b ? a : b));
  const span = high - low === 0n ? 1n : high - low;
  const percent = (minor: bigint): number => Number((minor * 100n * SCALE) / span) / Number(SCALE);
  const bar = (from: bigint, to: bigint): Bar => ({
    startPercent: percent((from < to ? from : to) - low),
    widthPercent: percent(from < to ? to - from : from - to),
    falls: to < from,
  });
  return {
    bars: ends.map((end, i) => bar(ends[i - 1] ?? 0n, end)),
    zeroPercent: percent(-low),
    total: bar(0n, ends.at(-1) ?? 0n),
  };
}
