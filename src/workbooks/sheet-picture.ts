/**
 * The sheets as a person knows them from Excel, for drawing: where each cell is and what it shows. In: a file's bytes. Out: sheets of texts,
 * cut where one is larger than can be drawn; none when the file cannot be read.
 */
import { inspectWorkbook } from "./door.ts";
import { cellName, type CellRange } from "./grid.ts";
import { readGrid } from "./read-grid.ts";

export interface PictureCell {
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  readonly shown: string;
}

export interface SheetPicture {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly PictureCell[];
  readonly merges: readonly CellRange[];
  /** There is more than is drawn. */
  readonly cut: boolean;
}

const MOST_CELLS = 20_000;

export function sheetPictures(bytes: Uint8Array): readonly SheetPicture[] {
  const inspection = inspectWorkbook(bytes);
  if (!inspection.ok) return [];
  const reading = readGrid(inspection.parts);
  if ("problems" in reading) return [];
  return reading.grid.sheets.map(({ name, hidden, cells, merges }) => ({
    name,
    hidden,
    cells: cells
      .slice(0, MOST_CELLS)
      .map(({ row, column, shown }) => ({ cell: cellName(row, column), row, column, shown })),
    merges: merges.slice(0, MOST_CELLS),
    cut: cells.length > MOST_CELLS,
  }));
}
