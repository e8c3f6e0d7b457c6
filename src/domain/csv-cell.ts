/**
 * Cells of a CSV by RFC 4180, safe to open in a spreadsheet. In: texts and decimal strings. Out: cells and rows.
 * A text that a spreadsheet would run as a formula gets a leading apostrophe; taking it off again gives the very text back.
 */

// OWASP's list of first characters that start a formula. Apostrophes before one are counted in: else `'=1` as it stands
// and `=1` defused would be the same cell.
const RUNS_AS_FORMULA = /^'*[=+\-@\t\r\0]/;
const DEFUSED = /^'+[=+\-@\t\r\0]/;
const NEEDS_QUOTES = /[",\r\n]/;
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
