/**
 * CSV by RFC 4180, safe to open in a spreadsheet. In: texts and decimal strings. Out: rows; and rows read back.
 * A text that a spreadsheet would run as a formula gets a leading apostrophe; taking it off again gives the very text back.
 */

// OWASP's list of first characters that start a formula. Apostrophes before one are counted in: else `'=1` as it stands
// and `=1` defused would be the same cell.
const RUNS_AS_FORMULA = /^'*[=+\-@\t\r\0]/;
const DEFUSED = /^'+[=+\-@\t\r\0]/;
const NEEDS_QUOTES = /[",\r\n]/;
const PLAIN_RUN = /[^",\r\n]*/y;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A text as a cell: defused, and quoted where commas, quotes or line breaks ask for it. */
export function textCell(text: string): string {
  if (!text.isWellFormed()) throw new Error("assertion: half a surrogate pair cannot be written as UTF-8");
  const safe = RUNS_AS_FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A decimal string as a cell: a number stays a number, a negative one too. */
export function numberCell(decimal: string): string {
  if (!DECIMAL.test(decimal)) throw new Error(`assertion: ${JSON.stringify(decimal)} is not a decimal`);
  return decimal;
}

/** One row of finished cells, with its line end. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}

/** The text that `textCell` was given, from the cell's unquoted content. */
export function undefusedText(content: string): string {
  return DEFUSED.test(content) ? content.slice(1) : content;
}

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
