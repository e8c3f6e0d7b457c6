/**
 * A commission matrix: penetration bands x achievement bands -> rate, for one market and one year.
 * In: bounds and rates as a workbook gave them. Out: the band that a ratio reaches, the rate of a cell.
 */
import { PPM, percentFourDecimals, type Ppm, type Ratio } from "./rate.ts";

/** The lower end of a band. `exclusive` means "only above" (`>115%`); else reached at exactly the bound. */
export interface Bound {
  readonly ppm: Ppm;
  readonly exclusive: boolean;
}

/** Where a figure stood in the workbook, and what was seen there. */
export interface CellRef {
  /** A1 style, such as `C7`. */
  readonly cell: string;
  /** As the cell shows it to the person who wrote it, such as `2.22%` or `>115%`. */
  readonly text: string;
}

/** Both lists of bounds rise strictly; at one ppm the inclusive bound comes before the exclusive one. `ratesPpm[p][a]` follows them. */
export interface CommissionMatrix {
  /** ISO 3166-1 alpha-2. */
  readonly market: string;
  readonly year: number;
  readonly penetrationBounds: readonly Bound[];
  readonly achievementBounds: readonly Bound[];
  readonly ratesPpm: readonly (readonly Ppm[])[];
}

/** Where each figure of a matrix came from; the lists run in parallel to the matrix's. */
export interface MatrixOrigin {
  readonly sheet: string;
  readonly penetrationCells: readonly CellRef[];
  readonly achievementCells: readonly CellRef[];
  readonly rateCells: readonly (readonly CellRef[])[];
}

/** Decides `numerator / denominator >= bound` (or `>`) in integers. */
export function reaches(ratio: Ratio, bound: Bound): boolean {
  const left = ratio.numerator * PPM;
  const right = BigInt(bound.ppm) * ratio.denominator;
  return bound.exclusive ? left > right : left >= right;
}

/** Index of the highest band whose bound is reached, or -1 when the ratio is under the lowest. */
export function bandIndex(bounds: readonly Bound[], ratio: Ratio): number {
  return bounds.findLastIndex((bound) => reaches(ratio, bound));
}

/** Strict order of bounds: by ppm, and at one ppm the inclusive one first. */
export function compareBounds(a: Bound, b: Bound): number {
  return a.ppm - b.ppm || Number(a.exclusive) - Number(b.exclusive);
}

/** A bound in its canonical form: `≥70%`, `>115%`, `≥66.6667%`. */
export function boundText(bound: Bound): string {
  return `${bound.exclusive ? ">" : "≥"}${percentFourDecimals(bound.ppm).replace(/\.?0+$/, "")}%`;
}
