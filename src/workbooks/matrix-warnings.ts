/**
 * What looks wrong in the rates of a matrix, though it can be read.
 * In: rates in rising order of both axes, null where one could not be read, and the cells they stood in. Out: warnings.
 * Source of the rules: the specification of workbooks, "Commission matrices", what is warned of.
 */
import type { CellRef } from "../domain/matrix.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { Ppm } from "../domain/rate.ts";
import { matrixProblem } from "./matrix-problems.ts";

export interface PlacedRate extends CellRef {
  readonly ppm: Ppm;
}

type Rates = readonly (readonly (PlacedRate | null)[])[];

/** `rates[p][a]`, both rising. */
export function rateWarnings(sheet: string, rates: Rates): WorkbookProblem[] {
  return rates.flatMap((row, p) =>
    row.flatMap((rate, a) => {
      if (!rate) return [];
      const lower = [
        { axis: "penetration", neighbour: rates[p - 1]?.[a] },
        { axis: "achievement", neighbour: row[a - 1] },
      ] as const;
      const falls = lower.flatMap(({ axis, neighbour }) =>
        neighbour && rate.ppm < neighbour.ppm ? [fall(sheet, rate, neighbour, axis)] : [],
      );
      const around = [rates[p - 1]?.[a], rates[p + 1]?.[a], row[a - 1], row[a + 1]].filter((one) => !!one);
      return isTenTimes(rate, around) ? [...falls, tenTimes(sheet, rate, around)] : falls;
    }),
  );
}

/**
 * A slipped decimal point: ten times a neighbour at least, and far (five times) above each. Neighbours of 0 say nothing.
 * Ten times every neighbour would be too strict, since the next higher rate is a little more than a tenth of the slip.
 */
function isTenTimes(rate: PlacedRate, around: readonly PlacedRate[]): boolean {
  const others = around.map((one) => one.ppm).filter((ppm) => ppm > 0);
  return others.length > 0 && rate.ppm >= 10 * Math.min(...others) && rate.ppm >= 5 * Math.max(...others);
}

function fall(sheet: string, rate: PlacedRate, neighbour: PlacedRate, axis: string): WorkbookProblem {
  const { cell, text } = rate;
  const expected = `at least ${neighbour.text}, as in ${neighbour.cell}`;
  const message = `The rate falls from ${neighbour.text} in ${neighbour.cell} to ${text} in ${cell} while ${axis} rises. Check both cells.`;
  return matrixProblem({ sheet, cell }, { code: "rate-falls", found: text, expected, message });
}

function tenTimes(sheet: string, rate: PlacedRate, around: readonly PlacedRate[]): WorkbookProblem {
  const { cell, text } = rate;
  const neighbours = around.map((one) => `${one.text} in ${one.cell}`).join(", ");
  const message = `The rate ${text} in ${cell} is about ten times its neighbours (${neighbours}). Check the decimal point.`;
  return matrixProblem(
    { sheet, cell },
    { code: "rate-ten-times", found: text, expected: `a rate near ${neighbours}`, message },
  );
}
