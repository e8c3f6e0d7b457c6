/** The place of a cell by its name: the way back of `cellName`. */

const CELL = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/;

/** Whether the text names a cell that a sheet can have: `A1` to `XFD1048576`. */
export function isCellName(name: string): boolean {
  const match = CELL.exec(name);
  return match !== null && columnOf(match[1] ?? "") <= 16_384 && Number(match[2]) <= 1_048_576;
}

/** 1-based row and column of `C7`. */
export function cellPlace(name: string): { readonly row: number; readonly column: number } {
  const match = CELL.exec(name);
  if (!match) throw new Error(`assertion: ${name} is not a cell's name`);
  return { row: Number(match[2]), column: columnOf(match[1] ?? "") };
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}
