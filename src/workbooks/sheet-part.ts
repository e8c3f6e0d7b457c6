/**
 * One worksheet, read from its XML in one pass.
 * In: the part's bytes, the workbook's strings, formats and date system. Out: its cells, merges, hidden rows and columns, and faults.
 * Only cells that hold something are kept: neither a dimension nor styled empty cells cost memory.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { LAST_COLUMN, LAST_ROW, parseCellRange, parseCellReference } from "./cell-reference.ts";
import { cellValue, type RawCell, type ValueContext } from "./cell-value.ts";
import { fileProblem, quoted } from "./file-problem.ts";
import { LONGEST_FORMULA } from "./formula-source.ts";
import { formulaSources } from "./formula-sources.ts";
import { cellName, type CellRange, type CellValue, type GridCell } from "./grid.ts";
import { SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { LONGEST_TEXT, stringItem } from "./string-item.ts";
import { isTrue } from "./workbook-part.ts";

export interface SheetContext extends ValueContext {
  readonly formats: readonly string[];
  readonly externalNames: ReadonlySet<string>;
  /** What a value shows with a format of this workbook. */
  readonly show: (value: CellValue, format: string) => string;
}

export interface SheetPart {
  readonly cells: readonly GridCell[];
  readonly merges: readonly CellRange[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** A filter is on in the sheet itself; tables are parts of their own. */
  readonly filtered: boolean;
  readonly problems: readonly WorkbookProblem[];
}

const MOST_PROBLEMS = 100;
const MOST_MERGES = 100_000;

interface OpenCell extends RawCell {
  readonly row: number;
  readonly column: number;
  readonly style: number;
  value: string | null;
  inline: string | null;
  formula: string | null;
}

export function readSheetPart(bytes: Uint8Array, sheet: string, context: SheetContext): SheetPart {
  const cells: GridCell[] = [];
  const merges: CellRange[] = [];
  const hiddenRows = new Set<number>();
  const problems: WorkbookProblem[] = [];
  const columnIsHidden = new Uint8Array(LAST_COLUMN + 1);
  const sources = formulaSources(context.externalNames);
  const item = stringItem();
  let filtered = false;
  let isWorksheet = false;
  let row = 0;
  let column = 0;
  let rowIsHidden = false;
  let cell: OpenCell | null = null;
  let columnElements = 0;

  const invalid = (at: string | null, found: string, expected: string) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const where = at === null ? "" : ` at ${at}`;
    const message = `The sheet ${quoted(sheet)} is damaged${where}: ${found}. Open it in Excel, save it anew and upload that.`;
    problems.push({ ...fileProblem("xml-invalid", found, expected, message), sheet, cell: at });
  };
  const openRow = (attributes: Readonly<Record<string, string>>) => {
    const given = attributes["r"];
    const next = given === undefined ? row + 1 : Number(given);
    if (!Number.isInteger(next) || next < 1 || next > LAST_ROW)
      invalid(null, `a row numbered ${quoted(String(given ?? next))}`, "rows 1 to 1048576");
    else row = next;
    column = 0;
    rowIsHidden = isTrue(attributes["hidden"]) || isZero(attributes["ht"]);
  };
  const openCell = (attributes: Readonly<Record<string, string>>): OpenCell | null => {
    const given = attributes["r"];
    const place = given === undefined ? { row, column: column + 1 } : parseCellReference(given);
    if (place === null || place.row !== row || place.column > LAST_COLUMN) {
      invalid(null, `a cell ${quoted(given ?? "after XFD")} in row ${row}`, "a cell of its row, A to XFD");
      return null;
    }
    column = place.column;
    const { t: type = "n", s: style = "0" } = attributes;
    return { ...place, type, style: Number(style), value: null, inline: null, formula: null, external: false };
  };
  const closeCell = (open: OpenCell) => {
    const external = open.formula !== null && sources.isExternal(open.formula);
    const read = cellValue({ ...open, external }, context);
    if (read.fault !== null) invalid(cellName(open.row, open.column), read.fault, "a value that a cell can hold");
    const value = read.value;
    if (value === null) return;
    const format = read.isoDate ? "yyyy-mm-dd" : (context.formats[open.style] ?? "General");
    const shown = context.show(value, format);
    cells.push({ row: open.row, column: open.column, value, format, shown, fromFormula: open.formula !== null });
    if (rowIsHidden) hiddenRows.add(open.row);
  };
  const hideColumns = (attributes: Readonly<Record<string, string>>) => {
    // There are as many columns at most, each in one element: more of them would only cost time.
    if (++columnElements > LAST_COLUMN) return;
    const from = Number(attributes["min"]);
    const to = Number(attributes["max"]);
    const hidden = isTrue(attributes["hidden"]) || isZero(attributes["width"]);
    if (hidden && from >= 1 && to >= from) columnIsHidden.fill(1, from, Math.min(to, LAST_COLUMN) + 1);
  };
  const merge = (reference: string) => {
    const range = parseCellRange(reference);
    if (range === null) invalid(null, `a merged range ${quoted(reference)}`, "a range such as A1:B2");
    else if (merges.length >= MOST_MERGES) invalid(null, `over ${MOST_MERGES} merged ranges`, "fewer");
    else merges.push(range);
  };

  const fault = streamVocabulary(bytes, SPREADSHEET, {
    open: (name, attributes, path) => {
      const parent = path.at(-1);
      if (path.length === 0) isWorksheet = name === "worksheet";
      else if (cell) {
        if (name === "f" && parent === "c") {
          sources.open(attributes);
          cell.formula = "";
        } else if (name === "v" && parent === "c") cell.value = "";
        else if (name === "is" && parent === "c") cell.inline = "";
        else if (cell.inline !== null) item.open(name, attributes, path);
      } else if (name === "c" && parent === "row" && path[1] === "sheetData") cell = openCell(attributes);
      else if (name === "row" && parent === "sheetData") openRow(attributes);
      else if (name === "col" && parent === "cols") hideColumns(attributes);
      else if (name === "mergeCell") merge(attributes["ref"] ?? "");
      else if (name === "autoFilter" && path.length === 1) filtered = true;
    },
    text: (text, path) => {
      if (!cell) return;
      const parent = path.at(-1);
      if (cell.inline !== null && path.includes("is")) item.text(text);
      else if (parent === "v" && cell.value !== null && cell.value.length <= 7 * LONGEST_TEXT) cell.value += text;
      else if (parent === "f" && cell.formula !== null && cell.formula.length <= LONGEST_FORMULA) cell.formula += text;
    },
    close: (name, path) => {
      if (!cell) return;
      if (name === "c" && path.length === 3) {
        closeCell(cell);
        cell = null;
      } else if (name === "is" && path.length === 4) {
        const text = item.take();
        if (text === null)
          invalid(
            cellName(cell.row, cell.column),
            "a text longer than a cell can hold",
            `at most ${LONGEST_TEXT} characters`,
          );
        cell.inline = text ?? "";
      } else item.close(name);
    },
  });
  if (fault) invalid(null, fault.found, "well-formed XML");
  else if (!isWorksheet) invalid(null, "no worksheet in its part", "a worksheet");
  const twice = sortCells(cells);
  if (twice) invalid(cellName(twice.row, twice.column), "the cell is there twice", "each cell once");
  const hiddenColumns = new Set<number>();
  for (const { column: used } of cells) if (columnIsHidden[used] === 1) hiddenColumns.add(used);
  return { cells: sources.markArrays(cells), merges, hiddenRows, hiddenColumns, filtered, problems };
}

/** Rows without height and columns without width are hidden to whoever looks. */
function isZero(size: string | undefined): boolean {
  return size !== undefined && size.trim() !== "" && Number(size) === 0;
}

/** Puts the cells in order by row, then by column; gives one that is there twice. */
function sortCells(cells: GridCell[]): GridCell | null {
  const inOrder = (a: GridCell, b: GridCell) => a.row - b.row || a.column - b.column;
  const unsorted = cells.some((cell, at) => {
    const before = cells[at - 1];
    return before !== undefined && inOrder(before, cell) >= 0;
  });
  if (!unsorted) return null;
  cells.sort(inOrder);
  return cells.find((cell, at) => cells[at - 1]?.row === cell.row && cells[at - 1]?.column === cell.column) ?? null;
}
