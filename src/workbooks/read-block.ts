/**
 * One block of a sheet as a commission matrix.
 * In: the block's range and market. Out: the matrix with the place of each figure, and every problem of the block; the matrix is null when one
 * of them is an error.
 */
import type { Bound, CellRef, CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { achievementRow, contradictingLabels } from "./axis-position.ts";
import { shapeProblems, usedLines } from "./block-shape.ts";
import { type BoundReading, readBoundCell } from "./bound-cell.ts";
import { type AxisBand, orderOf } from "./bounds.ts";
import { type CellRange, cellName, type GridCell, type Sheet } from "./grid.ts";
import { type CellFinding, matrixProblem } from "./matrix-problems.ts";
import { type PlacedRate, rateWarnings } from "./matrix-warnings.ts";
import { plainPercent, readPercentCell } from "./percent-cell.ts";
import type { AxisLabel, SheetFigures } from "./sheet-figures.ts";

export interface ReadBlock {
  readonly range: CellRange;
  readonly matrix: { readonly matrix: CommissionMatrix; readonly origin: MatrixOrigin } | null;
  readonly problems: readonly WorkbookProblem[];
}

export interface BlockContext {
  readonly sheet: Sheet;
  readonly figures: SheetFigures;
  readonly range: CellRange;
  readonly labels: readonly AxisLabel[];
  /** Null when it is not known; then no rate is too high. */
  readonly market: string | null;
  readonly year: number;
  readonly highestRatePpm: (market: string) => number;
}

interface Axis {
  readonly falls: boolean;
  /** In the sheet's order; null where the cell could not be read. */
  readonly bands: readonly ({ readonly bound: Bound; readonly ref: CellRef } | null)[];
}

const HIGHEST_PENETRATION_PPM = 1_000_000;
const HIGHEST_ACHIEVEMENT_PPM = 10_000_000;

export function readBlock(context: BlockContext): ReadBlock {
  const { sheet, figures, range, labels } = context;
  const problems: WorkbookProblem[] = [];
  const report = (row: number, column: number, finding: CellFinding): void => {
    problems.push(matrixProblem({ sheet: sheet.name, cell: cellName(row, column) }, finding));
  };
  const row = achievementRow(figures, range, labels);
  if (row === null) {
    report(range.bottom, range.left, boundsNotFound(figures.at(range.bottom, range.left)));
    for (const cell of figures.figures.filter((one) => isIn(range, one))) {
      const reading = readBoundCell(cell);
      if (!reading.ok) report(cell.row, cell.column, reading.finding);
    }
    return { range, matrix: null, problems };
  }
  for (const { cell, axis } of contradictingLabels(labels, range, row)) report(cell.row, cell.column, wrongLabel(axis));
  problems.push(...shapeProblems(sheet, figures, range, row));
  const { rows, columns, covered } = usedLines(sheet, figures, range, row);
  const emptyAt = (at: GridCell | undefined, r: number, c: number, finding: CellFinding): boolean => {
    if (!at && !covered(r, c)) report(r, c, finding);
    return !at;
  };
  const readAxis = (places: readonly (readonly [number, number])[], highest: number): Axis => {
    const bands = places.map(([r, c]): (AxisBand & { ref: CellRef }) | null => {
      const cell = figures.at(r, c);
      if (emptyAt(cell, r, c, missingBound()) || !cell) return null;
      const reading = inRange(readBoundCell(cell), highest, cell);
      if (!reading.ok) report(r, c, reading.finding);
      if (reading.ok && reading.band.warning) report(r, c, reading.band.warning);
      return reading.ok ? { band: reading.band, text: cell.shown, ref: refOf(cell) } : null;
    });
    const order = orderOf(bands);
    for (const { index, finding } of order.findings) report(...(places[index] ?? [range.top, range.left]), finding);
    return { falls: order.falls, bands: bands.map((one) => one && { bound: one.band.bound, ref: one.ref }) };
  };
  const penetration = readAxis(
    rows.map((r) => [r, range.left] as const),
    HIGHEST_PENETRATION_PPM,
  );
  const achievement = readAxis(
    columns.map((c) => [row, c] as const),
    HIGHEST_ACHIEVEMENT_PPM,
  );
  const highestRate = context.market === null ? null : context.highestRatePpm(context.market);
  const inSheet = rows.map((r) =>
    columns.map((c): PlacedRate | null => {
      const cell = figures.at(r, c);
      if (emptyAt(cell, r, c, emptyCell()) || !cell) return null;
      const reading = readPercentCell(cell);
      const finding = reading.ok ? rateFinding(reading.ppm, highestRate, cell) : reading.finding;
      if (finding) report(r, c, finding);
      if (reading.ok && reading.warning) report(r, c, reading.warning);
      return reading.ok && !finding ? { ...refOf(cell), ppm: reading.ppm } : null;
    }),
  );
  const rates = rising(inSheet, penetration.falls).map((line) => rising(line, achievement.falls));
  problems.push(...rateWarnings(sheet.name, rates));
  return { range, matrix: matrixOf(context, penetration, achievement, rates, problems), problems };
}

function matrixOf(
  { sheet, market, year }: BlockContext,
  penetration: Axis,
  achievement: Axis,
  rates: readonly (readonly (PlacedRate | null)[])[],
  problems: readonly WorkbookProblem[],
): ReadBlock["matrix"] {
  if (market === null || problems.some((problem) => problem.severity === "error")) return null;
  const penetrationBands = rising(penetration.bands, penetration.falls).map(known);
  const achievementBands = rising(achievement.bands, achievement.falls).map(known);
  const knownRates = rates.map((line) => line.map(known));
  return {
    matrix: {
      market,
      year,
      penetrationBounds: penetrationBands.map((one) => one.bound),
      achievementBounds: achievementBands.map((one) => one.bound),
      ratesPpm: knownRates.map((line) => line.map((rate) => rate.ppm)),
    },
    origin: {
      sheet: sheet.name,
      penetrationCells: penetrationBands.map((one) => one.ref),
      achievementCells: achievementBands.map((one) => one.ref),
      rateCells: knownRates.map((line) => line.map(({ cell, text }) => ({ cell, text }))),
    },
  };
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error("assertion: a cell was not read, and no error says why");
  return value;
}

function rising<T>(line: readonly T[], falls: boolean): readonly T[] {
  return falls ? line.toReversed() : line;
}

function refOf(cell: GridCell): CellRef {
  return { cell: cellName(cell.row, cell.column), text: cell.shown.trim() };
}

function isIn(range: CellRange, { row, column }: GridCell): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

function inRange(reading: BoundReading, highest: number, cell: GridCell): BoundReading {
  if (!reading.ok) return reading;
  const { bound, upper } = reading.band;
  if ([bound.ppm, upper?.ppm ?? bound.ppm].every((ppm) => ppm >= 0 && ppm <= highest)) return reading;
  const expected = `a bound from 0% to ${plainPercent(highest)}%`;
  const message = `The bound ${cell.shown} is ${plainPercent(bound.ppm)}%, outside 0% to ${plainPercent(highest)}%. A number is a fraction: 70% is 0.7. Correct the bound.`;
  return { ok: false, finding: { code: "bound-out-of-range", found: cell.shown, expected, message } };
}

function rateFinding(ppm: number, highest: number | null, cell: GridCell): CellFinding | null {
  if (ppm >= 0 && (highest === null || ppm <= highest)) return null;
  const expected = highest === null ? "a rate from 0%" : `a rate from 0% to ${plainPercent(highest)}%`;
  const message = `The rate ${cell.shown} is ${plainPercent(ppm)}%; expected ${expected}, the plan's limits. A number is a fraction: 2.2% is 0.022. Correct the rate.`;
  return { code: "rate-out-of-range", found: cell.shown, expected, message };
}

function boundsNotFound(corner: GridCell | undefined): CellFinding {
  return {
    code: "bounds-not-found",
    found: corner?.shown ?? "",
    expected: "an empty cell where the first column and the row of achievement bounds meet",
    message:
      "The achievement bounds were not found: they belong in the last or the first row, and that row's first cell is empty. Add the row, or clear its first cell.",
  };
}

function wrongLabel(axis: AxisLabel["axis"]): CellFinding {
  const found = axis === "penetration" ? "PENETRATION RATE" : "VOLUME TARGET ACHIEVEMENT";
  const side = axis === "penetration" ? "first column" : "last or first row";
  return {
    code: "axis-labels",
    found,
    expected: `the label beside the ${side}`,
    message: `The label ${found} stands beside the other axis. Its bounds belong in the block's ${side}: move the label, or swap the axes.`,
  };
}

function missingBound(): CellFinding {
  return {
    code: "bound-missing",
    found: "an empty cell",
    expected: "a bound, such as 70%",
    message: "The bound of these rates is missing. Enter it.",
  };
}

function emptyCell(): CellFinding {
  return {
    code: "cell-empty",
    found: "an empty cell",
    expected: "a rate, such as 2.22%",
    message: "The rate is missing. Enter it; where nothing is paid, enter 0%.",
  };
}
