/**
 * The cells of a worksheet, gathered while its XML streams by.
 * In: the events inside `<sheetData>`. Out: the cells that hold something and the hidden rows among theirs; faults by the given function.
 */
import { LAST_COLUMN, LAST_ROW, parseCellReference } from "./cell-reference.ts";
import { cellValue, type RawCell } from "./cell-value.ts";
import { quoted } from "./file-problem.ts";
import { LONGEST_FORMULA } from "./formula-source.ts";
import { formulaSources } from "./formula-sources.ts";
import { cellName, type GridCell } from "./grid.ts";
import type { VocabularyHandlers } from "./namespaced-xml.ts";
import { isZeroSize } from "./sheet-frame.ts";
import type { SheetContext, SheetFault } from "./sheet-context.ts";
import { LONGEST_TEXT, stringItem } from "./string-item.ts";
import { isTrue } from "./workbook-part.ts";

export interface SheetCells extends Required<VocabularyHandlers> {
  /** By row, then by column. */
  readonly finish: () => { readonly cells: readonly GridCell[]; readonly hiddenRows: ReadonlySet<number> };
}

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | null;
  inline: string | null;
  formula: string | null;
}

type Attributes = Readonly<Record<string, string>>;
/** Where `<c>` and what is in it stand: worksheet, sheetData, row, c. */
const ROW_DEPTH = 2;
const CELL_DEPTH = 3;

export function sheetCells(context: SheetContext, fault: SheetFault): SheetCells {
  const cells: GridCell[] = [];
  const hiddenRows = new Set<number>();
  const sources = formulaSources(context.externalNames);
  const item = stringItem();
  const place = placeKeeper(fault);
  let cell: OpenCell | null = null;

  const closeCell = (open: OpenCell) => {
    const external = open.formula !== null && sources.isExternal(open.formula);
    const raw: RawCell = { ...open, external };
    const read = cellValue(raw, context);
    if (read.fault !== null) fault(cellName(open.row, open.column), read.fault, "a value that a cell can hold");
    const { value } = read;
    if (value === null) return;
    const format = read.isoDate ? "yyyy-mm-dd" : (context.formats[open.style] ?? "General");
    const shown = context.show(value, format);
    cells.push({ row: open.row, column: open.column, value, format, shown, fromFormula: open.formula !== null });
    if (place.rowIsHidden()) hiddenRows.add(open.row);
  };
  const openInCell = (open: OpenCell, name: string, attributes: Attributes, path: readonly string[]) => {
    if (path.length > CELL_DEPTH + 1) {
      if (open.inline !== null) item.open(name, attributes, path);
    } else if (name === "v") open.value = "";
    else if (name === "is") open.inline = "";
    else if (name === "f") {
      sources.open(attributes);
      open.formula = "";
    }
  };
  const closeInCell = (open: OpenCell, name: string, path: readonly string[]) => {
    if (name !== "is" || path.length !== CELL_DEPTH + 1) return item.close(name);
    open.inline = item.take();
    if (open.inline !== null) return;
    const expected = `at most ${LONGEST_TEXT} characters`;
    fault(cellName(open.row, open.column), "a text longer than a cell can hold", expected);
  };
  return {
    open: (name, attributes, path) => {
      if (cell) openInCell(cell, name, attributes, path);
      else if (path[1] !== "sheetData") return;
      else if (name === "c" && path.length === CELL_DEPTH && path[ROW_DEPTH] === "row")
        cell = place.openCell(attributes);
      else if (name === "row" && path.length === ROW_DEPTH) place.openRow(attributes);
    },
    text: (text, path) => {
      if (!cell) return;
      const parent = path.at(-1);
      if (path.length > CELL_DEPTH + 2) item.text(text);
      else if (parent === "v" && cell.value !== null && cell.value.length <= 7 * LONGEST_TEXT) cell.value += text;
      else if (parent === "f" && cell.formula !== null && cell.formula.length <= LONGEST_FORMULA) cell.formula += text;
    },
    close: (name, path) => {
      if (!cell) return;
      if (path.length > CELL_DEPTH) return closeInCell(cell, name, path);
      closeCell(cell);
      cell = null;
    },
    finish: () => {
      const twice = sortCells(cells);
      if (twice) fault(cellName(twice.row, twice.column), "the cell is there twice", "each cell once");
      return { cells: sources.markArrays(cells), hiddenRows };
    },
  };
}

interface PlaceKeeper {
  readonly openRow: (attributes: Attributes) => void;
  /** Null for a cell that can be in no such place. */
  readonly openCell: (attributes: Attributes) => OpenCell | null;
  readonly rowIsHidden: () => boolean;
}

/** Rows and cells may leave out their reference; they then follow the one before. */
function placeKeeper(fault: SheetFault): PlaceKeeper {
  let row = 0;
  let column = 0;
  let hidden = false;
  return {
    openRow: (attributes) => {
      const next = attributes["r"] === undefined ? row + 1 : Number(attributes["r"]);
      if (Number.isInteger(next) && next >= 1 && next <= LAST_ROW) row = next;
      else fault(null, `a row numbered ${quoted(attributes["r"] ?? String(next))}`, `rows 1 to ${LAST_ROW}`);
      column = 0;
      hidden = isTrue(attributes["hidden"]) || isZeroSize(attributes["ht"]);
    },
    openCell: (attributes) => {
      const given = attributes["r"];
      const found = given === undefined ? { row, column: column + 1 } : parseCellReference(given);
      if (found === null || found.row !== row || found.column > LAST_COLUMN) {
        fault(null, `a cell ${quoted(given ?? "after XFD")} in row ${row}`, "a cell of its row, A to XFD");
        return null;
      }
      column = found.column;
      const { t: type = "n", s: style = "0" } = attributes;
      return { row, column, type, style: Number(style), value: null, inline: null, formula: null };
    },
    rowIsHidden: () => hidden,
  };
}

/** Puts the cells in order by row, then by column; gives one that is there twice. */
function sortCells(cells: GridCell[]): GridCell | null {
  const inOrder = (a: GridCell, b: GridCell) => a.row - b.row || a.column - b.column;
  const isSorted = cells.every((cell, at) => {
    const before = cells[at - 1];
    return before === undefined || inOrder(before, cell) < 0;
  });
  if (isSorted) return null;
  cells.sort(inOrder);
  return cells.find((cell, at) => cells[at - 1]?.row === cell.row && cells[at - 1]?.column === cell.column) ?? null;
}
