/**
 * The bounds of one axis among each other: their direction, their order, and ranges that meet.
 * In: the readings of an axis in the sheet's order, null where a cell could not be read. Out: whether they fall, and the findings.
 * Source of the rules: the specification of workbooks, "Commission matrices", the bounds.
 *
 * Where ranges and plain bounds stand side by side, each range must end where the next band begins, however that one is written.
 */
import { boundText, compareBounds } from "../domain/matrix.ts";
import type { BandReading } from "./bound-cell.ts";
import type { CellFinding } from "./matrix-problems.ts";
import { plainPercent } from "./percent-cell.ts";

export interface AxisBand {
  readonly band: BandReading;
  /** What the cell shows. */
  readonly text: string;
}

export interface AxisOrder {
  readonly falls: boolean;
  /** `index` is the place on the axis, in the sheet's order. */
  readonly findings: readonly { readonly index: number; readonly finding: CellFinding }[];
}

interface PlacedBand extends AxisBand {
  readonly index: number;
}

export function orderOf(axis: readonly (AxisBand | null)[]): AxisOrder {
  const placed = axis.flatMap((one, index) => (one ? [{ ...one, index }] : []));
  const falls = isFalling(placed);
  const rising = falls ? placed.toReversed() : placed;
  const repeated = repeatedOnes(placed);
  const findings = [...repeated.values()];
  for (const [i, next] of rising.entries()) {
    const band = rising[i - 1];
    // A bound that could not be read parts its neighbours: nothing can be said of them.
    if (!band || Math.abs(band.index - next.index) > 1 || repeated.has(band.index) || repeated.has(next.index))
      continue;
    if (compareBounds(band.band.bound, next.band.bound) > 0) {
      findings.push(outOfOrder(band.index < next.index ? next : band, band.index < next.index ? band : next, falls));
      continue;
    }
    const finding = meeting(band, next);
    if (finding) findings.push(finding);
  }
  return { falls, findings: findings.toSorted((a, b) => a.index - b.index) };
}

/** By its steps, most of which go one way; where they are even, by its ends. */
function isFalling(placed: readonly PlacedBand[]): boolean {
  const steps = placed.flatMap((one, i) => {
    const before = placed[i - 1];
    return before ? [Math.sign(compareBounds(one.band.bound, before.band.bound))] : [];
  });
  const balance = steps.reduce((sum, step) => sum + step, 0);
  const [first, last] = [placed[0], placed.at(-1)];
  return balance < 0 || (balance === 0 && !!first && !!last && compareBounds(first.band.bound, last.band.bound) > 0);
}

function repeatedOnes(placed: readonly PlacedBand[]): ReadonlyMap<number, { index: number; finding: CellFinding }> {
  const seen = new Map<string, PlacedBand>();
  const repeated = new Map<number, { index: number; finding: CellFinding }>();
  for (const one of placed) {
    const bound = boundText(one.band.bound);
    const earlier = seen.get(bound);
    if (!earlier) {
      seen.set(bound, one);
      continue;
    }
    const message = `The bound ${bound} stands twice: ${earlier.text} and ${one.text}. Correct one of them, or remove its row or column.`;
    const finding = { code: "bound-repeated", found: one.text, expected: "each bound once", message } as const;
    repeated.set(one.index, { index: one.index, finding });
  }
  return repeated;
}

function outOfOrder(one: PlacedBand, before: PlacedBand, falls: boolean): { index: number; finding: CellFinding } {
  const expected = `a bound ${falls ? "below" : "above"} ${before.text}`;
  const message = `The bounds ${falls ? "fall" : "rise"}, but ${one.text} follows ${before.text}. Put the bounds in order, or correct this one.`;
  return { index: one.index, finding: { code: "bound-order", found: one.text, expected, message } };
}

/** Whether a band with an end of its own meets the next higher one without gap or overlap. */
function meeting(band: PlacedBand, next: PlacedBand): { index: number; finding: CellFinding } | null {
  const { upper } = band.band;
  if (!upper) return null;
  const { bound } = next.band;
  const isLeftOut = bound.ppm === upper.ppm && bound.exclusive && !upper.reached;
  if (bound.ppm === upper.ppm && !isLeftOut) return null;
  const end = `${plainPercent(upper.ppm)}%`;
  const code = bound.ppm < upper.ppm ? "range-overlap" : "range-gap";
  const what = code === "range-gap" ? `leaves a gap before` : `overlaps`;
  const message = `The band ${band.text} ends at ${end} and ${what} the next one, ${next.text}. Let each band begin where the one below it ends.`;
  return {
    index: band.index,
    finding: { code, found: `${band.text}, then ${next.text}`, expected: `a next band from ${end}`, message },
  };
}
