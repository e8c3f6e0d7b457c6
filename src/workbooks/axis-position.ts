/**
 * Which row of a block holds the achievement bounds, and whether the axis labels agree.
 * In: a block's range and the sheet around it. Out: the row, the labels that contradict.
 */
import type { CellRange, GridCell } from "./grid.ts";
import { readBoundCell } from "./bound-cell.ts";
import type { AxisLabel, SheetFigures } from "./sheet-figures.ts";

/**
 * The achievement bounds are the block's last row, or its first: the one with no figure in the first column, where the bounds meet.
 * Where a bound is missing, so that both could be, the label decides, else the higher bounds: achievement goes further than any rate.
 * @returns the row, or null when both begin with a figure
 */
export function achievementRow(sheet: SheetFigures, range: CellRange, labels: readonly AxisLabel[]): number | null {
  const candidates = [range.bottom, range.top].filter((row) => !sheet.isFigure(row, range.left));
  const [last, first] = candidates;
  if (last === undefined || first === undefined) return last ?? null;
  const label = labels.find((one) => one.axis === "achievement" && (one.cell.row < first || one.cell.row > last));
  if (label) return label.cell.row < first ? first : last;
  return highestIn(sheet, range, first) > highestIn(sheet, range, last) ? first : last;
}

function highestIn(sheet: SheetFigures, range: CellRange, row: number): number {
  let highest = 0;
  for (let column = range.left + 1; column <= range.right; column++) {
    const cell = sheet.at(row, column);
    const reading = cell ? readBoundCell(cell) : null;
    if (reading?.ok) highest = Math.max(highest, reading.band.bound.ppm);
  }
  return highest;
}

/** The labels that stand where they can only speak for the other axis. */
export function contradictingLabels(labels: readonly AxisLabel[], range: CellRange, row: number): readonly AxisLabel[] {
  return labels.filter(({ axis, cell }) =>
    axis === "achievement" ? speaksForColumn(cell, range, row) : speaksForRow(cell, range, row),
  );
}

/** Left of the rates' rows, or above or below the first column at the end away from the achievement bounds. */
function speaksForColumn(cell: GridCell, range: CellRange, achievement: number): boolean {
  if (cell.column < range.left) return cell.row >= range.top && cell.row <= range.bottom && cell.row !== achievement;
  return cell.column === range.left && (achievement === range.bottom ? cell.row < range.top : cell.row > range.bottom);
}

/** Right of the achievement bounds, or over or under the rates' columns at their end. */
function speaksForRow(cell: GridCell, range: CellRange, achievement: number): boolean {
  if (cell.row === achievement) return cell.column > range.left;
  if (cell.column <= range.left) return false;
  return achievement === range.bottom ? cell.row > range.bottom : cell.row < range.top;
}
