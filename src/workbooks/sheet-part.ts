/**
 * One worksheet, read from its XML in one pass.
 * In: the part's bytes, the workbook's strings, formats and date system. Out: its cells, merges, hidden rows and columns, and faults.
 * Only cells that hold something are kept: neither a dimension nor styled empty cells cost memory.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted } from "./file-problem.ts";
import type { CellRange, GridCell } from "./grid.ts";
import { SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { sheetCells } from "./sheet-cells.ts";
import type { SheetContext, SheetFault } from "./sheet-context.ts";
import { sheetFrame } from "./sheet-frame.ts";

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

export function readSheetPart(bytes: Uint8Array, sheet: string, context: SheetContext): SheetPart {
  const problems: WorkbookProblem[] = [];
  const note: SheetFault = (cell, found, expected) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const where = cell === null ? "" : ` at ${cell}`;
    const message = `The sheet ${quoted(sheet)} is damaged${where}: ${found}. Open it in Excel, save it anew and upload that.`;
    problems.push({ ...fileProblem("xml-invalid", found, expected, message), sheet, cell });
  };
  const gathered = sheetCells(context, note);
  const frame = sheetFrame(note);
  let isWorksheet = false;
  const fault = streamVocabulary(bytes, SPREADSHEET, {
    open: (name, attributes, path) => {
      if (path.length === 0) isWorksheet = name === "worksheet";
      gathered.open(name, attributes, path);
      if (path[1] !== "sheetData") frame.open(name, attributes, path);
    },
    text: gathered.text,
    close: gathered.close,
  });
  if (fault) note(null, fault.found, "well-formed XML");
  else if (!isWorksheet) note(null, "no worksheet in its part", "a worksheet");
  const { cells, hiddenRows } = gathered.finish();
  const hiddenColumns = frame.hiddenColumnsOf(cells);
  return { cells, merges: frame.merges, hiddenRows, hiddenColumns, filtered: frame.isFiltered(), problems };
}
