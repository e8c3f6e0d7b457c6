/**
 * The formulas of one sheet as far as they reach out of the workbook; shared and array formulas are written at one of their cells only.
 * In: `<f>` elements in the order of the sheet. Out: which cells take their value from outside.
 */
import { parseCellRange } from "./cell-reference.ts";
import { isExternalFormula } from "./formula-source.ts";
import type { CellRange, GridCell } from "./grid.ts";

export interface FormulaSources {
  /** An `<f>` begins. */
  readonly open: (attributes: Readonly<Record<string, string>>) => void;
  /** Once the cell with that formula is whole. */
  readonly isExternal: (formula: string) => boolean;
  /** Array formulas fill further cells, which hold a bare value: those of external ones become external. */
  readonly markArrays: (cells: readonly GridCell[]) => readonly GridCell[];
}

export function formulaSources(externalNames: ReadonlySet<string>): FormulaSources {
  const externalShares = new Set<string>();
  const externalArrays: CellRange[] = [];
  let kind: "normal" | "shared" | "array" = "normal";
  let share = "";
  let reference = "";
  return {
    open: (attributes) => {
      kind = attributes["t"] === "shared" || attributes["t"] === "array" ? attributes["t"] : "normal";
      share = attributes["si"] ?? "";
      reference = attributes["ref"] ?? "";
    },
    isExternal: (formula) => {
      if (kind === "shared" && formula === "") return externalShares.has(share);
      if (!isExternalFormula(formula, externalNames)) return false;
      const range = parseCellRange(reference);
      if (kind === "shared") externalShares.add(share);
      // An array formula of a single cell fills no other.
      else if (kind === "array" && range && reference.includes(":")) externalArrays.push(range);
      return true;
    },
    markArrays: (cells) => {
      if (externalArrays.length === 0) return cells;
      // Real arrays do not overlap; past a thousand the one range around them all stands for them, so that a forged list costs nothing.
      const ranges = externalArrays.length <= MOST_ARRAYS ? externalArrays : [around(externalArrays)];
      const isFilled = ({ row, column }: GridCell) =>
        ranges.some((r) => row >= r.top && row <= r.bottom && column >= r.left && column <= r.right);
      return cells.map((cell) => (isFilled(cell) ? { ...cell, value: { kind: "external" }, shown: "" } : cell));
    },
  };
}

const MOST_ARRAYS = 1000;

function around(ranges: readonly CellRange[]): CellRange {
  return ranges.reduce((a, b) => ({
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  }));
}
