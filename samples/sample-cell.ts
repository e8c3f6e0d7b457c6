/**
 * The cells and sheets of a sample workbook, before they are written as XML by `write-xlsx.ts`.
 * Numbers are digits in a string, so that a sample says exactly what its file holds.
 */

/** The program whose way of writing XML a sheet or workbook follows. */
export type Dialect = "excel" | "libreoffice" | "google";

export interface Look {
  readonly format?: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly size?: number;
  /** Font colour, RRGGBB. */
  readonly color?: string;
  /** Background, RRGGBB. */
  readonly fill?: string;
  readonly border?: true;
  readonly align?: "left" | "center" | "right";
}

export type Content =
  | { readonly kind: "blank" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "error"; readonly code: string };

/** `shared` with a range starts a shared formula; without one the cell takes part in it and `text` is not written. */
export interface Formula {
  readonly text: string;
  readonly shared?: { readonly index: number; readonly range?: string };
}

export interface SampleCell {
  readonly content: Content;
  readonly look: Look;
  readonly formula?: Formula;
}

export interface SampleSheet {
  readonly name: string;
  /** Where it differs from its workbook's. */
  readonly dialect?: Dialect;
  /** By A1 name. */
  readonly cells: ReadonlyMap<string, SampleCell>;
  /** Width in characters by column letter. */
  readonly widths?: Readonly<Record<string, number>>;
  readonly merges?: readonly string[];
  readonly hidden?: true;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly string[];
  /** What the sheet says of its size, where that is not the truth. */
  readonly dimension?: string;
  /** Strings inside the cells instead of in the workbook's shared table. */
  readonly inlineStrings?: true;
}

export interface SampleWorkbook {
  readonly dialect: Dialect;
  readonly sheets: readonly SampleSheet[];
}

export function text(value: string, look: Look = {}): SampleCell {
  return { content: { kind: "text", text: value }, look };
}

export function number(digits: string, look: Look = {}): SampleCell {
  return { content: { kind: "number", digits }, look };
}

/** A cell that has a style and nothing else. */
export function blank(look: Look): SampleCell {
  return { content: { kind: "blank" }, look };
}

export function errorCell(code: string, formula: string, look: Look = {}): SampleCell {
  return { content: { kind: "error", code }, look, formula: { text: formula } };
}

/** A formula and the value that the program stored for it; without digits, one that was never calculated. */
export function formula(source: Formula, digits: string | null, look: Look = {}): SampleCell {
  return { content: digits === null ? { kind: "blank" } : { kind: "number", digits }, look, formula: source };
}

/** `2.22` percent as the digits of its fraction: `0.0222`. */
export function fraction(percent: string): string {
  const [whole = "", decimals = ""] = percent.split(".");
  const digits = whole.padStart(3, "0") + decimals;
  const split = digits.length - decimals.length - 2;
  return `${digits.slice(0, split)}.${digits.slice(split)}`.replace(/^0+(?=\d)/, "").replace(/\.?0+$/, "");
}

/** `C` for 3, `AA` for 27. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : letters(Math.floor((column - 1) / 26)) + last;
}

/** 3 for `C`, 27 for `AA`. */
export function columnNumber(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** `C7` for row 7, column 3. */
export function at(row: number, column: number): string {
  return `${letters(column)}${row}`;
}
