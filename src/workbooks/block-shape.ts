/**
 * The shape of a block: blank rows and columns, merged cells, hidden rows and columns.
 * In: a block's range and its row of achievement bounds. Out: problems, and the rows and columns that hold rates.
 */
import { findMarket } from "../domain/market.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { columnsMeet, holds, rowsMeet } from "./figure-groups.ts";
import { type CellRange, cellName, columnName, type GridCell, type Sheet } from "./grid.ts";
import { type CellFinding, matrixProblem } from "./matrix-problems.ts";
import type { SheetFigures } from "./sheet-figures.ts";

export interface UsedLines {
  /** Rows of rates, from the top. */
  readonly rows: readonly number[];
  /** Columns of rates, from the left. */
  readonly columns: readonly number[];
  /** Whether a merged cell lies over the place, so that it is no empty cell of its own. */
  readonly covered: (row: number, column: number) => boolean;
}

export function usedLines(sheet: Sheet, figures: SheetFigures, range: CellRange, achievement: number): UsedLines {
  const { blankRows, blankColumns } = blankLines(figures, range);
  const merges = mergesIn(sheet, range, achievement);
  return {
    rows: span(range.top, range.bottom).filter((row) => row !== achievement && !blankRows.has(row)),
    columns: span(range.left + 1, range.right).filter((column) => !blankColumns.has(column)),
    covered: (row, column) => merges.some((merge) => holds(merge, { row, column })),
  };
}

export function shapeProblems(
  sheet: Sheet,
  figures: SheetFigures,
  range: CellRange,
  achievement: number,
): WorkbookProblem[] {
  const { blankRows, blankColumns } = blankLines(figures, range);
  const blank = lineProblems(sheet, range, blankRows, blankColumns, (line, name) => ({
    code: `blank-${line}`,
    found: `${line} ${name} without figures`,
    expected: `a block without blank ${line}s`,
    message: `The ${line} ${name} divides the matrix. Remove it. If these are two matrices, put them side by side with their markets' names above, or on sheets of their own.`,
  }));
  const merged = mergesIn(sheet, range, achievement).map((merge) => {
    const found = `${cellName(merge.top, merge.left)}:${cellName(merge.bottom, merge.right)}`;
    const message = `The cells ${found} are merged. Unmerge them and enter a value in each.`;
    const place = { sheet: sheet.name, cell: cellName(merge.top, merge.left) };
    return matrixProblem(place, { code: "merged-cells", found, expected: "a value in each cell", message });
  });
  const hiddenRows = [...sheet.hiddenRows].filter((row) => row >= range.top && row <= range.bottom);
  const hiddenColumns = [...sheet.hiddenColumns].filter((column) => column >= range.left && column <= range.right);
  const hidden = lineProblems(sheet, range, hiddenRows, hiddenColumns, (line, name) => ({
    code: `hidden-${line}`,
    found: `hidden ${line} ${name}`,
    expected: `a visible ${line}`,
    message: `The ${line} ${name} is hidden, and it was read. Check it, or delete it if it is not meant.`,
  }));
  return [...blank, ...merged, ...hidden];
}

/** A problem for each row, at its first cell in the block, and for each column, at its top cell in the block. */
function lineProblems(
  sheet: Sheet,
  range: CellRange,
  rows: Iterable<number>,
  columns: Iterable<number>,
  findingOf: (line: "row" | "column", name: string) => CellFinding,
): WorkbookProblem[] {
  const at = (row: number, column: number) => ({ sheet: sheet.name, cell: cellName(row, column) });
  return [
    ...[...rows].map((row) => matrixProblem(at(row, range.left), findingOf("row", `${row}`))),
    ...[...columns].map((column) => matrixProblem(at(range.top, column), findingOf("column", columnName(column)))),
  ];
}

/** Rows and columns of the block that hold nothing but labels and markets' names. */
function blankLines(
  figures: SheetFigures,
  range: CellRange,
): { blankRows: ReadonlySet<number>; blankColumns: ReadonlySet<number> } {
  const rows = span(range.top, range.bottom);
  const columns = span(range.left, range.right);
  const texts = new Set(figures.texts);
  const isContent = (cell: GridCell | undefined): boolean =>
    cell !== undefined && (figures.isFigure(cell.row, cell.column) || (texts.has(cell) && !isMarketName(cell)));
  return {
    blankRows: new Set(rows.filter((row) => !columns.some((column) => isContent(figures.at(row, column))))),
    blankColumns: new Set(columns.filter((column) => !rows.some((row) => isContent(figures.at(row, column))))),
  };
}

function isMarketName(cell: GridCell): boolean {
  return cell.value.kind === "text" && findMarket(cell.value.text) !== null;
}

/** Merged cells that meet the block; the corner may be merged with cells outside it. */
function mergesIn(sheet: Sheet, range: CellRange, achievement: number): readonly CellRange[] {
  return sheet.merges.filter((merge) => {
    if (!rowsMeet(merge, range) || !columnsMeet(merge, range)) return false;
    const outsideRows = achievement === range.top ? merge.bottom <= range.top : merge.top >= range.bottom;
    return !(outsideRows && merge.right <= range.left);
  });
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
