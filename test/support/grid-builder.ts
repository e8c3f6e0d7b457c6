/**
 * Builds a `Grid` by hand, as the reader of bytes would hand it over, for tests of the matrix and target readers.
 * In: rows of short cell specs, the first row being row 1, the first spec of a row column A. Out: a `Grid`.
 */
import type { CellRange, CellValue, Grid, GridCell, Sheet } from "../../src/workbooks/grid.ts";

interface Look {
  readonly format?: string;
  /** What the cell shows. Without it: percent formats round as Excel does, all else shows its digits or text. */
  readonly shown?: string;
  readonly formula?: boolean;
}

/** A plain string is a text cell; `""` and null are no cell. */
export type CellSpec =
  | string
  | null
  | (Look & { readonly number: string })
  | (Look & { readonly text: string })
  | (Look & { readonly boolean: boolean })
  | (Look & { readonly error: string })
  | (Look & { readonly uncached: true })
  | (Look & { readonly external: true });

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly CellSpec[])[];
  readonly hidden?: boolean;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly filtered?: boolean;
  readonly merges?: readonly CellRange[];
}

export interface GridSpec {
  readonly dateSystem?: 1900 | 1904;
  readonly sheets: readonly SheetSpec[];
}

export function gridOf(spec: GridSpec): Grid {
  return { dateSystem: spec.dateSystem ?? 1900, sheets: spec.sheets.map(sheetOf) };
}

function sheetOf(spec: SheetSpec): Sheet {
  const cells = spec.rows.flatMap((row, r) => row.flatMap((cell, c) => cellOf(cell, r + 1, c + 1) ?? []));
  return {
    name: spec.name,
    hidden: spec.hidden ?? false,
    cells,
    hiddenRows: new Set(spec.hiddenRows),
    hiddenColumns: new Set(spec.hiddenColumns),
    filtered: spec.filtered ?? false,
    merges: spec.merges ?? [],
  };
}

function cellOf(spec: CellSpec, row: number, column: number): GridCell | null {
  const look: Exclude<CellSpec, string | null> | null = typeof spec === "string" ? { text: spec } : spec;
  if (look === null || ("text" in look && look.text.trim() === "")) return null;
  const value = valueOf(look);
  const format = look.format ?? "General";
  const fromFormula = look.formula ?? value.kind === "uncached";
  return { row, column, value, format, shown: look.shown ?? shownOf(value, format), fromFormula };
}

function valueOf(spec: Exclude<CellSpec, string | null>): CellValue {
  if ("number" in spec) return { kind: "number", digits: spec.number };
  if ("text" in spec) return { kind: "text", text: spec.text };
  if ("boolean" in spec) return { kind: "boolean", value: spec.boolean };
  if ("error" in spec) return { kind: "error", code: spec.error };
  return "uncached" in spec ? { kind: "uncached" } : { kind: "external" };
}

function shownOf(value: CellValue, format: string): string {
  switch (value.kind) {
    case "number":
      return shownNumber(value.digits, format);
    case "text":
      return value.text;
    case "boolean":
      return value.value ? "TRUE" : "FALSE";
    case "error":
      return value.code;
    case "uncached":
    case "external":
      return "";
  }
}

// Only plain percent formats, with or without a literal before them, are rendered; other formats show the digits.
const PERCENT_FORMAT = /^(?:"([^"]*)"|\\(.))?0(?:\.(0+))?%$/;
const PLAIN_NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;

function shownNumber(digits: string, format: string): string {
  const percent = PERCENT_FORMAT.exec(format);
  const number = PLAIN_NUMBER.exec(digits);
  if (!percent || !number) return digits;
  const [, quoted = "", escaped = "", zeros = ""] = percent;
  const [, sign = "", whole = "0", fraction = ""] = number;
  const scaled = 2n * BigInt(whole + fraction) * 10n ** BigInt(2 + zeros.length);
  const unit = 10n ** BigInt(fraction.length);
  const rounded = ((scaled + unit) / (2n * unit)).toString().padStart(zeros.length + 1, "0");
  const places = rounded.length - zeros.length;
  const text = zeros === "" ? rounded : `${rounded.slice(0, places)}.${rounded.slice(places)}`;
  return `${sign}${quoted}${escaped}${text}%`;
}
