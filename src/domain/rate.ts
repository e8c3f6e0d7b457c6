/**
 * Rates and ratios: exact, in integer parts per million; a ratio is never divided to be compared.
 * In: integers. Out: decisions, commission in minor units, texts for people (rounded down).
 */
import { divideHalfAwayFromZero, type Minor } from "./money.ts";

/** A rate or bound in parts per million: 22 200 is 2.22 %. A safe integer. */
export type Ppm = number;

export const PPM = 1_000_000n;

/** A ratio as its two integers, never reduced: financed / total contracts, or volume / target in minor units. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Commission of one contract: amount x rate, rounded once, half away from zero, to the minor unit. */
export function commissionOf(amount: Minor, ratePpm: Ppm): Minor {
  return divideHalfAwayFromZero(amount * BigInt(ratePpm), PPM);
}

/** `84.99 %`: two decimals of a percent, rounded down, so that 84.999 % never shows as 85 %. */
export function ratioText(ratio: Ratio): string {
  const hundredthsOfPercent = (ratio.numerator * 10_000n) / ratio.denominator;
  return `${hundredthsOfPercent / 100n}.${(hundredthsOfPercent % 100n).toString().padStart(2, "0")} %`;
}

/** A rate as percent with exactly four decimals, without a sign for percent: 22 200 -> `2.2200`. */
export function percentFourDecimals(ppm: Ppm): string {
  return `${Math.trunc(ppm / 10_000)}.${(ppm % 10_000).toString().padStart(4, "0")}`;
}

/** A rate or bound for people, at least two decimals and no trailing zeros beyond: `2.22 %`, `66.6667 %`, `70 %` as `70.00 %`. */
export function percentText(ppm: Ppm): string {
  return `${percentFourDecimals(ppm).replace(/0{1,2}$/, "")} %`;
}
