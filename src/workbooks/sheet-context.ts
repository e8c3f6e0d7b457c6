/**
 * What the readers of one worksheet are given: the workbook around it, and where to note what makes it unreadable.
 */
import type { ValueContext } from "./cell-value.ts";
import type { CellValue } from "./grid.ts";

export interface SheetContext extends ValueContext {
  /** By cell style. */
  readonly formats: readonly string[];
  readonly externalNames: ReadonlySet<string>;
  /** What a value shows with a format of this workbook. */
  readonly show: (value: CellValue, format: string) => string;
}

/** Notes what makes the sheet unreadable; `cell` is null when no one cell is to blame. */
export type SheetFault = (cell: string | null, found: string, expected: string) => void;
