/**
 * One sheet of a workbook of commission matrices.
 * In: the sheet. Out: its blocks, read, and every problem of the sheet. A sheet without a matrix is skipped: with a warning when it has content.
 */
import { findMarket, MARKETS } from "../domain/market.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { nameAbove, nameBlock } from "./block-market.ts";
import { heightOf, holds, widthOf } from "./figure-groups.ts";
import { findBlocks } from "./find-blocks.ts";
import { type CellRange, cellName, type GridCell, type Sheet } from "./grid.ts";
import { type CellFinding, matrixProblem, shortened } from "./matrix-problems.ts";
import { readPercentCell } from "./percent-cell.ts";
import { type ReadBlock, readBlock } from "./read-block.ts";
import { type SheetFigures, sheetFigures } from "./sheet-figures.ts";

export interface SheetBlock extends ReadBlock {
  readonly market: string | null;
}

export interface ReadSheet {
  readonly blocks: readonly SheetBlock[];
  /** Of the sheet, without those of its blocks. */
  readonly problems: readonly WorkbookProblem[];
}

export interface SheetOptions {
  readonly year: number;
  readonly highestRatePpm: (market: string) => number;
}

// A matrix fills its block, and a sheet holds no more cells than this: a wider range is two figures far apart.
const LARGEST_BLOCK = 200_001;

export function readMatrixSheet(sheet: Sheet, options: SheetOptions): ReadSheet {
  const figures = sheetFigures(sheet);
  const found = findBlocks(figures, (range) => nameAbove(figures, range, []) !== null);
  const isMarket = findMarket(sheet.name) !== null;
  // Before any work is done for each of them: so many blocks cannot be right.
  if (found.ranges.length > MARKETS.length && (isMarket || figures.labels.length > 0))
    return crowded(sheet, found.ranges);
  if (found.ranges.length > MARKETS.length) return skipped(sheet, figures, isMarket);
  if (!found.ranges.some((range) => isMeant(figures, range, isMarket))) return skipped(sheet, figures, isMarket);
  const labelsByRange = Map.groupBy(figures.labels, ({ cell }) => nearestRange(found.ranges, cell));
  const named = found.ranges.map((range) => {
    const labels = labelsByRange.get(range) ?? [];
    return { labels, ...nameBlock(sheet.name, figures, { range, labels }, found.ranges.length === 1) };
  });
  const blocks = named.map(({ range, labels, market, problems }): SheetBlock => {
    const wrongSize = sizeFinding(range);
    if (wrongSize)
      return { range, market, matrix: null, problems: [...problems, sizeProblem(sheet, range, wrongSize)] };
    const block = readBlock({ sheet, figures, range, labels, market, ...options });
    return { ...block, market, problems: [...problems, ...block.problems] };
  });
  const told = new Set(named.flatMap((one) => one.nameCell ?? []));
  const reported = new Set(named.flatMap((one) => one.problems.map((problem) => problem.cell)));
  const outside = figures.texts.filter(
    (cell) => !told.has(cell) && !reported.has(placeOf(cell)) && !isRead(found.ranges, cell),
  );
  const top = Math.min(...found.ranges.map((range) => range.top));
  return {
    blocks,
    problems: [
      ...(sheet.hidden ? [sheetProblem(sheet, hiddenSheet(sheet))] : []),
      ...outside.map((cell) => cellProblem(sheet, cell, textOutside(cell))),
      ...found.strays.map((cell) => cellProblem(sheet, cell, strayFinding(cell, cell.row < top))),
    ],
  };
}

/** Whether a range is a matrix, and not some other table in a sheet whose name is no market. */
function isMeant(figures: SheetFigures, range: CellRange, isMarket: boolean): boolean {
  if (isMarket || figures.labels.length > 0 || nameAbove(figures, range, []) !== null) return true;
  const corners = [range.top, range.bottom].map((row) => figures.isFigure(row, range.left));
  if (heightOf(range) < 2 || widthOf(range) < 2 || corners.every((isFigure) => isFigure)) return false;
  const inside = figures.figures.filter((cell) => holds(range, cell));
  return 2 * inside.filter(isPercentage).length > inside.length;
}

/** Shown as a percentage, or a fraction below 1. */
function isPercentage(cell: GridCell): boolean {
  if (cell.shown.trimEnd().endsWith("%")) return true;
  const reading = readPercentCell(cell);
  return reading.ok && reading.ppm > 0 && reading.ppm < 1_000_000;
}

function skipped(sheet: Sheet, figures: SheetFigures, isMarket: boolean): ReadSheet {
  if (sheet.cells.length === 0) return { blocks: [], problems: [] };
  const [first] = figures.figures;
  if (first && figures.labels.length > 0) {
    const range = { top: first.row, left: first.column, bottom: first.row, right: first.column };
    const finding = sizeFinding(range);
    if (finding)
      return {
        blocks: [{ range, market: null, matrix: null, problems: [sizeProblem(sheet, range, finding)] }],
        problems: [],
      };
  }
  const message = `The sheet ${sheet.name} has content but no commission matrix, and was skipped.${isMarket ? " Its name is a market: check whether its matrix is missing." : ""}`;
  const finding = {
    code: "sheet-skipped",
    found: "no matrix",
    expected: "a matrix, or an empty sheet",
    message,
  } as const;
  return { blocks: [], problems: [sheetProblem(sheet, finding)] };
}

function crowded(sheet: Sheet, ranges: readonly CellRange[]): ReadSheet {
  const message = `The sheet ${sheet.name} has ${ranges.length} blocks of figures, more than there are markets. Keep only the matrices.`;
  const expected = `at most ${MARKETS.length} matrices`;
  const finding = { code: "too-many-blocks", found: `${ranges.length} blocks`, expected, message } as const;
  const [range] = ranges;
  const blocks = range ? [{ range, market: null, matrix: null, problems: [sheetProblem(sheet, finding)] }] : [];
  return { blocks, problems: [] };
}

function sizeFinding(range: CellRange): CellFinding | null {
  const [height, width] = [heightOf(range), widthOf(range)];
  const found = `${cellName(range.top, range.left)}:${cellName(range.bottom, range.right)}`;
  if (height < 2 || width < 2) {
    const message =
      "A matrix has penetration bounds in its first column, achievement bounds in its last or first row, and rates between them. Complete it.";
    return { code: "too-small", found, expected: "at least one row and one column of rates", message };
  }
  if (height * width <= LARGEST_BLOCK) return null;
  const message = `The figures from ${found} are too far apart to be one matrix. Remove what does not belong to it.`;
  return { code: "too-large", found, expected: "a matrix whose cells are all filled", message };
}

/** The range over the cell's column, else the nearest one; of two as near, the right one, since labels stand left of their block. */
function nearestRange(ranges: readonly CellRange[], cell: GridCell): CellRange | null {
  let nearest: { readonly range: CellRange; readonly distance: number } | null = null;
  for (const range of ranges) {
    const distance = Math.max(range.left - cell.column, cell.column - range.right, 0);
    if (!nearest || distance <= nearest.distance) nearest = { range, distance };
  }
  return nearest?.range ?? null;
}

/** Whether a text stands where a figure is expected, so that the block's reader tells of it. */
function isRead(ranges: readonly CellRange[], cell: GridCell): boolean {
  return ranges.some((range) => {
    const isCorner = cell.column === range.left && (cell.row === range.top || cell.row === range.bottom);
    return holds(range, cell) && !isCorner;
  });
}

function hiddenSheet(sheet: Sheet): CellFinding {
  const message = `The sheet ${sheet.name} is hidden, and it was read. Check it, or delete it if it is not meant.`;
  return { code: "hidden-sheet", found: "a hidden sheet", expected: "a visible sheet", message };
}

function textOutside(cell: GridCell): CellFinding {
  const found = shortened(cell.shown);
  const message = `The text "${found}" stands outside the matrix and was not read. Check that it does not change what the matrix means.`;
  return { code: "text-outside", found, expected: "only labels and markets' names around a matrix", message };
}

function strayFinding(cell: GridCell, isAbove: boolean): CellFinding {
  const { kind } = cell.value;
  const reading = readPercentCell(cell);
  if (!reading.ok && (kind === "error" || kind === "uncached" || kind === "external")) return reading.finding;
  const found = shortened(cell.shown);
  if (isAbove) {
    const message = `${found} stands above the matrix and was not read. Check that it does not belong to it.`;
    return {
      code: "number-above",
      found,
      expected: "no number above the matrix without a text that explains it",
      message,
    };
  }
  const message = `${found} stands beside or below the matrix, and nothing says what it is. Remove it, or write a text to its left that explains it.`;
  return {
    code: "stray-number",
    found,
    expected: "no number around the matrix without a text that explains it",
    message,
  };
}

function placeOf(cell: GridCell): string {
  return cellName(cell.row, cell.column);
}

function sheetProblem(sheet: Sheet, finding: CellFinding): WorkbookProblem {
  return matrixProblem({ sheet: sheet.name, cell: null }, finding);
}

function cellProblem(sheet: Sheet, cell: GridCell, finding: CellFinding): WorkbookProblem {
  return matrixProblem({ sheet: sheet.name, cell: placeOf(cell) }, finding);
}

function sizeProblem(sheet: Sheet, range: CellRange, finding: CellFinding): WorkbookProblem {
  return matrixProblem({ sheet: sheet.name, cell: cellName(range.top, range.left) }, finding);
}
