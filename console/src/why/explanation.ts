/**
 * The server's explanation of an amount, and its parts, under the names that the panel uses for them.
 */
import type { Answer } from "../api/routes.ts";

export type Explanation = Answer<"get", "/explanation">;
export type ExplainedStatement = NonNullable<Explanation["statement"]>;
export type ExplainedContract = Explanation["contracts"][number];
export type ExplainedMatrix = NonNullable<Explanation["matrix"]>;
export type ExplainedTarget = NonNullable<Explanation["target"]>;
export type ExplainedLine = Explanation["lines"][number];
export type Place = Explanation["ledger"][number];
export type PostedEntry = Place["entries"][number];
export type PostingClose = Explanation["closes"][number];
export type Comparison = NonNullable<Explanation["comparisons"]["penetration"]>["bounds"][number];
export type EntryKind = PostedEntry["kind"];

/** An axis of the matrix with what was compared; counts and money alike as decimal strings. */
export interface Axis {
  readonly numerator: string;
  readonly denominator: string;
  /** Rounded down to two decimals: `84.99 %`. */
  readonly text: string;
  /** The highest band that is reached, from 0; -1 under the lowest. */
  readonly band: number;
  readonly bounds: readonly Comparison[];
}

export function penetrationOf({ comparisons: { penetration } }: Explanation): Axis | null {
  if (penetration === null) return null;
  return {
    ...penetration,
    numerator: String(penetration.numerator),
    denominator: String(penetration.denominator),
  };
}

export function achievementOf({ comparisons: { achievement } }: Explanation): Axis | null {
  return achievement;
}
