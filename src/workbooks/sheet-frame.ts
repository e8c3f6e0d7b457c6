/**
 * What stands around a worksheet's cells: hidden columns, merged ranges, its own filter.
 * In: the elements outside `<sheetData>`. Out: what they say, and faults by the given function.
 */
import { LAST_COLUMN, parseCellRange } from "./cell-reference.ts";
import { quoted } from "./file-problem.ts";
import type { CellRange, GridCell } from "./grid.ts";
import type { SheetFault } from "./sheet-context.ts";
import { isTrue } from "./workbook-part.ts";

export interface SheetFrame {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]) => void;
  readonly merges: readonly CellRange[];
  readonly isFiltered: () => boolean;
  /** Only those that hold a cell matter to anyone. */
  readonly hiddenColumnsOf: (cells: readonly GridCell[]) => ReadonlySet<number>;
}

const MOST_MERGES = 100_000;

export function sheetFrame(fault: SheetFault): SheetFrame {
  const merges: CellRange[] = [];
  const columnIsHidden = new Uint8Array(LAST_COLUMN + 1);
  let columnElements = 0;
  let filtered = false;
  const hideColumns = (attributes: Readonly<Record<string, string>>) => {
    // There are as many columns at most, each in one element: more of them would only cost time.
    if (++columnElements > LAST_COLUMN) return;
    const from = Number(attributes["min"]);
    const to = Number(attributes["max"]);
    const hidden = isTrue(attributes["hidden"]) || isZeroSize(attributes["width"]);
    if (hidden && from >= 1 && to >= from) columnIsHidden.fill(1, from, Math.min(to, LAST_COLUMN) + 1);
  };
  const merge = (reference: string) => {
    const range = parseCellRange(reference);
    if (range === null) fault(null, `a merged range ${quoted(reference)}`, "a range such as A1:B2");
    else if (merges.length >= MOST_MERGES) fault(null, `over ${MOST_MERGES} merged ranges`, "fewer");
    else merges.push(range);
  };
  return {
    open: (name, attributes, path) => {
      if (name === "col" && path.at(-1) === "cols") hideColumns(attributes);
      else if (name === "mergeCell") merge(attributes["ref"] ?? "");
      else if (name === "autoFilter" && path.length === 1) filtered = true;
    },
    merges,
    isFiltered: () => filtered,
    hiddenColumnsOf: (cells) => new Set(cells.filter((c) => columnIsHidden[c.column] === 1).map((c) => c.column)),
  };
}

/** Rows without height and columns without width are hidden to whoever looks. */
export function isZeroSize(size: string | undefined): boolean {
  return size !== undefined && size.trim() !== "" && Number(size) === 0;
}
