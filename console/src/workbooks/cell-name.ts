/**
 * Cells as Excel names them. In: `C5`, or a row and a column, both from 1. Out: the other.
 */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const LETTERS = 26;
const BEFORE_A = "A".charCodeAt(0) - 1;

export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / LETTERS))
    name = String.fromCharCode(BEFORE_A + 1 + ((rest - 1) % LETTERS)) + name;
  return name;
}

export function cellName({ row, column }: CellPlace): string {
  return `${columnName(column)}${row}`;
}

/** Null for what is no name of one cell. */
export function cellPlace(name: string): CellPlace | null {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(name) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = Array.from(letters).reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - BEFORE_A, 0);
  return { row: Number(digits), column };
}
