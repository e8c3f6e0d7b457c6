/**
 * A workbook as the two readers see it: sheets of cells with their stored value, their format and what a person sees.
 * Produced by `read-grid.ts` from bytes that passed the door; in tests also built by hand.
 */

/** What is stored in a cell. Numbers are the very digits of the file, so that no float decides anything. */
export type CellValue =
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** `#REF!`, `#N/A`, … */
  | { readonly kind: "error"; readonly code: string }
  /** A formula whose result was never stored. */
  | { readonly kind: "uncached" }
  /** A value that comes from another workbook or from DDE. */
  | { readonly kind: "external" };

/** A cell that holds something. Styled empty cells, and text of nothing but space, are not cells. */
export interface GridCell {
  /** 1-based. */
  readonly row: number;
  /** 1-based: A is 1. */
  readonly column: number;
  readonly value: CellValue;
  /** Excel's number format code, `General` when none: `0.00%`, `">"0%`, `yyyy-mm`, `#,##0 "kr"`. */
  readonly format: string;
  /** What the cell shows with its format, as far as numbers, percent, dates and literals go: `2.22%`, `>115%`, `2024-01`. */
  readonly shown: string;
  /** Whether the value came from a formula (its cached value is what counts). */
  readonly fromFormula: boolean;
}

/** 1-based, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** By row, then by column; only cells that hold something. */
  readonly cells: readonly GridCell[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** An autofilter or table filter is on that may hide rows. */
  readonly filtered: boolean;
  readonly merges: readonly CellRange[];
}

export interface Grid {
  /** Day 0 of a date's number: the 1900 system (with its 29 February 1900) or the 1904 one. */
  readonly dateSystem: 1900 | 1904;
  readonly sheets: readonly Sheet[];
}

/** `C7` for row 7, column 3. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

/** `C` for 3, `AA` for 27. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
