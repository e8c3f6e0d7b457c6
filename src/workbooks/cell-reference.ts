/**
 * References to cells as workbooks write them.
 * In: `C7`, `A1:D4`. Out: row and column, 1-based, or null.
 */
import type { CellRange } from "./grid.ts";

export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

const REFERENCE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/;

export function parseCellReference(text: string): { readonly row: number; readonly column: number } | null {
  const match = REFERENCE.exec(text);
  if (!match) return null;
  let column = 0;
  for (const letter of match[1] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row > LAST_ROW || column > LAST_COLUMN ? null : { row, column };
}

/** One cell is a range too. */
export function parseCellRange(text: string): CellRange | null {
  const [first = "", last = first, more] = text.split(":");
  const from = parseCellReference(first);
  const to = parseCellReference(last);
  if (!from || !to || more !== undefined) return null;
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}
