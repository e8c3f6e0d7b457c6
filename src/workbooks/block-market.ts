/**
 * Which market each block of a sheet is for.
 * In: the ranges of a sheet and its texts. Out: a market's code for each range (null when it has none), and the problems.
 *
 * A single block is for the sheet's market; a market's name above its first column names it too, and must agree with the sheet's name
 * where that is a market. Of several blocks each needs its name above its first column, whatever the sheet's name.
 */
import { findMarket } from "../domain/market.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { type CellRange, cellName, type GridCell } from "./grid.ts";
import { matrixProblem, shortened } from "./matrix-problems.ts";
import type { AxisLabel, SheetFigures } from "./sheet-figures.ts";

export interface NamedBlock {
  readonly range: CellRange;
  /** ISO 3166-1 alpha-2; null when a problem says why. */
  readonly market: string | null;
  /** The text that names the market. */
  readonly nameCell: GridCell | null;
  readonly problems: readonly WorkbookProblem[];
}

const EXPECTED = "a market's English name, local name or code, such as Sweden, Sverige or SE";

/** The nearest market's name above the range's first column, or above its label where that stands to the left. */
export function nameAbove(sheet: SheetFigures, range: CellRange, labels: readonly AxisLabel[]): GridCell | null {
  return textsAbove(sheet, range, labels).find((cell) => findMarket(textOf(cell)) !== null) ?? null;
}

/** Nearest first. */
function textsAbove(sheet: SheetFigures, range: CellRange, labels: readonly AxisLabel[]): GridCell[] {
  const columns = [range.left, ...labels.map((label) => label.cell.column).filter((column) => column < range.left)];
  return columns.flatMap((column) =>
    sheet
      .textsIn(column)
      .filter((cell) => cell.row < range.top)
      .toReversed(),
  );
}

export function nameBlock(
  sheetName: string,
  sheet: SheetFigures,
  block: { readonly range: CellRange; readonly labels: readonly AxisLabel[] },
  isOnlyOne: boolean,
): NamedBlock {
  const { range, labels } = block;
  const nameCell = nameAbove(sheet, range, labels);
  const above = nameCell ? findMarket(textOf(nameCell)) : null;
  const own = isOnlyOne ? findMarket(sheetName) : null;
  const named = { range, nameCell, market: (above ?? own)?.code ?? null, problems: [] };
  if (above && own && above.code !== own.code) {
    const found = textOf(nameCell);
    const message = `The sheet's name is ${sheetName}, but the name above its matrix is ${found}. Make both the same market, or remove the name above the matrix.`;
    const place = { sheet: sheetName, cell: placeName(nameCell) };
    const finding = { code: "market-contradicts", found, expected: sheetName, message } as const;
    return { ...named, market: null, problems: [matrixProblem(place, finding)] };
  }
  if (named.market !== null) return named;
  return { ...named, problems: [isOnlyOne ? unknownSheet(sheetName) : unnamed(sheetName, sheet, range, labels)] };
}

function unknownSheet(sheetName: string): WorkbookProblem {
  const message = `No market is called "${sheetName}". Rename the sheet to a market, or write the market's name above the matrix's first column.`;
  return matrixProblem(
    { sheet: sheetName, cell: null },
    { code: "market-unknown", found: sheetName, expected: EXPECTED, message },
  );
}

function unnamed(
  sheetName: string,
  sheet: SheetFigures,
  range: CellRange,
  labels: readonly AxisLabel[],
): WorkbookProblem {
  const [text] = textsAbove(sheet, range, labels);
  if (text) {
    const found = shortened(textOf(text));
    const message = `No market is called "${found}". Write the name of this matrix's market here.`;
    return matrixProblem(
      { sheet: sheetName, cell: placeName(text) },
      { code: "market-unknown", found, expected: EXPECTED, message },
    );
  }
  const cell = cellName(range.top, range.left);
  const message = `The sheet has several matrices, and the one that begins at ${cell} has no market's name above its first column. Write it there, or move the matrix to a sheet with the market's name.`;
  return matrixProblem(
    { sheet: sheetName, cell },
    { code: "market-unnamed", found: "no market's name above the first column", expected: EXPECTED, message },
  );
}

function textOf(cell: GridCell | null): string {
  return cell?.value.kind === "text" ? cell.value.text.trim() : "";
}

function placeName(cell: GridCell | null): string | null {
  return cell && cellName(cell.row, cell.column);
}
