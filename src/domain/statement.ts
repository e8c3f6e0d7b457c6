/**
 * A statement: what one agent has earned in one market and one period, with its whole working.
 * Produced by src/calculation, never edited.
 */
import type { Minor } from "./money.ts";
import type { Period } from "./period.ts";
import type { Ppm, Ratio } from "./rate.ts";

export const BLOCKED_REASONS = ["matrix-missing", "target-missing", "target-ambiguous"] as const;
export type BlockedReason = (typeof BLOCKED_REASONS)[number];

/** One financed contract that counts. `commissionMinor` is null in a blocked statement. */
export interface CommissionLine {
  readonly contractId: string;
  readonly amountMinor: Minor;
  readonly commissionMinor: Minor | null;
}

interface StatementFacts {
  readonly agentId: string;
  readonly market: string;
  readonly period: Period;
  readonly currency: string;
  /** Counting contracts, and those of them that are financed. */
  readonly total: number;
  readonly financed: number;
  readonly volumeMinor: Minor;
  /** Never null: an agent with no counting contract has no statement. financed / total. */
  readonly penetration: Ratio;
  /** Financed counting contracts, by contract id (code point order). */
  readonly lines: readonly CommissionLine[];
  /** Version of the matrix in force; null when there is none. */
  readonly matrixVersion: number | null;
}

export interface EarnedStatement extends StatementFacts {
  readonly status: "payable" | "below-threshold";
  readonly reason: null;
  readonly targetMinor: Minor;
  /** volume / target, in minor units. */
  readonly achievement: Ratio;
  /** Index of the band reached, -1 under the lowest. */
  readonly penetrationBand: number;
  readonly achievementBand: number;
  readonly ratePpm: Ppm;
  readonly commissionMinor: Minor;
}

export interface BlockedStatement extends StatementFacts {
  readonly status: "blocked";
  readonly reason: BlockedReason;
  /** Known only when the reason is `matrix-missing` and there is an unambiguous target. */
  readonly targetMinor: Minor | null;
  readonly achievement: Ratio | null;
  readonly penetrationBand: null;
  readonly achievementBand: null;
  readonly ratePpm: null;
  readonly commissionMinor: null;
}

export type Statement = EarnedStatement | BlockedStatement;
