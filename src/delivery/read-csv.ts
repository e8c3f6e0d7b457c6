/**
 * CSV by RFC 4180 read back. In: a text. Out: its rows, whose cells are still defused; null when it is no such CSV.
 */
const PLAIN_RUN = /[^",\r\n]*/y;

/**
 * Rows of unquoted cell contents, still defused. Every row ends in CRLF; an empty text has no row.
 * @returns null when the text is not such a CSV
 */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    if (cell === null) return null;
    row.push(cell.content);
    if (text[cell.end] === ",") {
      at = cell.end + 1;
      if (at === text.length) return null;
    } else if (text.startsWith("\r\n", cell.end)) {
      rows.push(row);
      row = [];
      at = cell.end + 2;
    } else {
      return null;
    }
  }
  return rows;
}

interface ReadCell {
  readonly content: string;
  /** Where the cell's separator or line end is expected. */
  readonly end: number;
}

function plainCell(text: string, start: number): ReadCell | null {
  PLAIN_RUN.lastIndex = start;
  const content = PLAIN_RUN.exec(text)?.[0] ?? "";
  return text[start + content.length] === '"' ? null : { content, end: start + content.length };
}

function quotedCell(text: string, start: number): ReadCell | null {
  let content = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    content += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { content, end: quote + 1 };
    content += '"';
    from = quote + 2;
  }
}
