/**
 * The values that no cell of a table may have, whatever it is for: errors, formulas never calculated, values from outside.
 * In: a cell's value. Out: its problem's code and what to do, or null when there is a value to read.
 */
import type { CellValue } from "./grid.ts";

export interface LostValue {
  readonly code: "error-cell" | "formula-uncached" | "external-value";
  readonly message: string;
}

export function lostValue(value: CellValue): LostValue | null {
  switch (value.kind) {
    case "error":
      return { code: "error-cell", message: "The cell shows an error. Mend its formula, or enter the value itself." };
    case "uncached":
      return {
        code: "formula-uncached",
        message: "The formula has no stored result. Open the workbook, let it calculate, and save it again.",
      };
    case "external":
      return {
        code: "external-value",
        message: "The value comes from another workbook or program. Paste it as a value and upload again.",
      };
    case "number":
    case "text":
    case "boolean":
      return null;
  }
}
