/**
 * Bands as people read them, and where in its band a ratio stands. In: bounds, exact ratios. Out: texts; a place from 0 to 1, for drawing only.
 */
import type { Bound } from "../../../src/domain/matrix.ts";
import { PPM, type Ratio } from "../../../src/domain/rate.ts";

/** Where no band tells how wide one is: ten points of a percent. */
const USUAL_WIDTH_PPM = 100_000;
const STEPS = 10_000n;

/** `≥ 80 % – < 85 %`; `≤` before a bound that is only passed above it; `< 30 %` under the lowest, which is band -1. */
export function bandText(bounds: readonly Bound[], band: number, rate: (ppm: number) => string): string {
  const [lower, upper] = [bounds[band], bounds[band + 1]];
  const from = lower === undefined ? [] : [boundWords(lower, rate)];
  const to = upper === undefined ? [] : [`${upper.exclusive ? "≤" : "<"}\u00a0${rate(upper.ppm)}`];
  return [...from, ...to].join(" – ");
}

export function boundWords({ ppm, exclusive }: Bound, rate: (ppm: number) => string): string {
  return `${exclusive ? ">" : "≥"}\u00a0${rate(ppm)}`;
}

/**
 * 0 at the band's lower bound, 1 at the next. The highest band has no end: a width of the band before it above the bound is half of the way,
 * and 1 is never reached.
 */
export function placeInBand(ratio: Ratio, bounds: readonly Bound[], band: number): number {
  const lower = bounds[band]?.ppm ?? 0;
  const upper = bounds[band + 1]?.ppm;
  const above = ratio.numerator * PPM - BigInt(lower) * ratio.denominator;
  if (upper !== undefined) return upper === lower ? 0.5 : shareOf(above, BigInt(upper - lower) * ratio.denominator);
  const before = bounds[band - 1]?.ppm;
  const width = before === undefined || before === lower ? USUAL_WIDTH_PPM : lower - before;
  const widths = shareOf(above, BigInt(width) * ratio.denominator);
  return widths / (1 + widths);
}

function shareOf(part: bigint, whole: bigint): number {
  return Number((part * STEPS) / whole) / Number(STEPS);
}
