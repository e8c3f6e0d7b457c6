/**
 * CSV as RFC 4180 tells it, read and written by eyes of the stand-in's own: a mistake of the delivery's writer must not be
 * undone by its reader. In: a text. Out: rows of cells, or null; and rows as a text again.
 */

const CELL = /"((?:[^"]|"")*)"|[^",\r\n]*/y;

export function cellsOf(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    CELL.lastIndex = at;
    const cell = CELL.exec(text);
    if (cell === null) return null;
    row.push(cell[1] === undefined ? cell[0] : cell[1].replaceAll('""', '"'));
    at += cell[0].length;
    if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ",") {
      at += 1;
    } else {
      return null;
    }
  }
  return row.length === 0 ? rows : null;
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
