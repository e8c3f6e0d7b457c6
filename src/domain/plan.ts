/**
 * The plan's settings that change what is earned. Versioned like every other input, per market or for all.
 */
import type { Category } from "./category.ts";
import type { Ppm } from "./rate.ts";

export interface Plan {
  /** Calendar months from the contract's date, the last day included. 0 to 120. */
  readonly clawbackMonths: number;
  /** Cancellation reasons that are never clawed back, compared exactly after trimming. */
  readonly exemptReasons: readonly string[];
  /** The highest rate that a matrix may hold. */
  readonly highestRatePpm: Ppm;
  readonly eligibleCategories: readonly Category[];
}

export const DEFAULT_PLAN: Plan = {
  clawbackMonths: 6,
  exemptReasons: [],
  highestRatePpm: 200_000,
  eligibleCategories: ["retail"],
};
