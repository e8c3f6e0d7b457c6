/**
 * Tables and figures for people at a terminal. In: rows of texts. Out: aligned lines.
 */
import { grouped } from "../../domain/grouped.ts";

export interface Column {
  readonly title: string;
  /** Figures stand right. */
  readonly right?: boolean;
}

/** Aligned lines: the titles, a rule, the rows. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, i) => Math.max(width(column.title), ...rows.map((row) => width(row[i] ?? ""))));
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => pad(cells[i] ?? "", widths[i] ?? 0, column.right === true))
      .join("  ")
      .trimEnd();
  return [line(columns.map((c) => c.title)), widths.map((w) => "─".repeat(w)).join("  "), ...rows.map(line)];
}

function pad(text: string, to: number, right: boolean): string {
  const space = " ".repeat(Math.max(to - width(text), 0));
  return right ? space + text : text + space;
}

/** Characters as they stand on a line: combining marks take no place of their own. */
function width(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** With its sign always: `+200.00`. */
export function signed(decimal: string): string {
  return decimal.startsWith("-") ? grouped(decimal) : `+${grouped(decimal)}`;
}
