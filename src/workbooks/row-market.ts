/**
 * Reads the market of one row of targets.
 * In: the row's Market cell, if there is one, and the sheet's own market. Out: the market; what is wrong or doubtful is a problem.
 */
import type { Market } from "../domain/market-table.ts";
import { findMarket } from "../domain/market.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { GridCell, Sheet } from "./grid.ts";
import { lostValue } from "./lost-value.ts";
import { foundIn, placeOf, targetProblem } from "./target-problems.ts";

/** Known, none named, or one that nobody knows. */
export type RowMarket =
  | { readonly kind: "market"; readonly market: Market }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** The Market column goes before the sheet's name, which also stands in for an empty cell. */
export function readRowMarket(
  sheet: Sheet,
  cell: GridCell | undefined,
  sheetMarket: Market | null,
): { readonly rowMarket: RowMarket; readonly problem: WorkbookProblem | null } {
  if (!cell)
    return { rowMarket: sheetMarket ? { kind: "market", market: sheetMarket } : { kind: "none" }, problem: null };
  const market = cell.value.kind === "text" ? findMarket(cell.value.text) : null;
  if (!market) return { rowMarket: { kind: "unknown" }, problem: unknownMarket(sheet, cell) };
  const differs = sheetMarket !== null && sheetMarket.code !== market.code;
  return { rowMarket: { kind: "market", market }, problem: differs ? otherMarket(sheet, cell) : null };
}

function unknownMarket(sheet: Sheet, cell: GridCell): WorkbookProblem {
  const { code, message } = lostValue(cell.value) ?? {
    code: "market-unknown" as const,
    message:
      "No market has this name. Correct it, or leave the cell empty if the target holds in whichever one market the agent sold in.",
  };
  const expected = "a market by its English name, local name or code";
  return targetProblem(code, placeOf(sheet, cell), { found: foundIn(cell), expected, message });
}

function otherMarket(sheet: Sheet, cell: GridCell): WorkbookProblem {
  return targetProblem("market-differs", placeOf(sheet, cell), {
    found: foundIn(cell),
    expected: `the market of the sheet's name, ${sheet.name.trim()}`,
    message: "The Market column goes before the sheet's name. Correct whichever is wrong.",
  });
}
