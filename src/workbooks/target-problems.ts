/**
 * Every problem that the reader of sales targets can report, named once; `docs/formats.md` lists the same codes.
 * In: a code, a place, what was found and expected. Out: the `WorkbookProblem`.
 * Source of the rules: the specification of workbooks, "Sales targets".
 */
import type { Severity, WorkbookProblem } from "../domain/problem.ts";
import { cellName, type GridCell, type Sheet } from "./grid.ts";

interface Meaning {
  readonly severity: Severity;
  readonly meaning: string;
}

/** By code. One error refuses the whole workbook; warnings alone let it pass. */
export const TARGET_PROBLEMS = {
  "no-table": { severity: "error", meaning: "no sheet has agents under a row of months" },
  "merged-cells": { severity: "error", meaning: "merged cells lie over the table" },
  "month-unreadable": { severity: "error", meaning: "a column of the table has no heading that is a month" },
  "month-ambiguous": { severity: "error", meaning: "a heading can be read as several months" },
  "month-other-year": { severity: "error", meaning: "a month is not of the file's year" },
  "month-twice": { severity: "error", meaning: "a month heads two columns of a sheet" },
  "market-unknown": { severity: "error", meaning: "a value in the Market column is not a market" },
  "agent-missing": { severity: "error", meaning: "a row has targets but no agent" },
  "agent-name": { severity: "error", meaning: "a cell in the agents' column cannot be an agent's name" },
  "agent-twice": { severity: "error", meaning: "an agent has two rows for one market" },
  "total-row": { severity: "error", meaning: "a row of totals stands among the agents" },
  "target-zero": { severity: "error", meaning: "a target is zero" },
  "target-negative": { severity: "error", meaning: "a target is below zero" },
  "target-percent": { severity: "error", meaning: "a target is a percentage" },
  "target-ambiguous": { severity: "error", meaning: "a target written as text can be read as several numbers" },
  "target-not-number": { severity: "error", meaning: "a target is not a number" },
  "target-too-large": { severity: "error", meaning: "a target has more digits than a workbook keeps" },
  "too-precise": { severity: "error", meaning: "a target has more decimals than its currency" },
  "error-cell": { severity: "error", meaning: "a cell of the table shows an error such as #REF!" },
  "formula-uncached": { severity: "error", meaning: "a formula of the table has no stored result" },
  "external-value": { severity: "error", meaning: "a value of the table comes from outside the workbook" },
  "agent-without-targets": { severity: "warning", meaning: "a row has an agent and no target" },
  "months-missing": { severity: "warning", meaning: "a sheet lacks months of the year" },
  "hidden-sheet": { severity: "warning", meaning: "a hidden sheet was read" },
  "hidden-row": { severity: "warning", meaning: "a hidden row was read" },
  "hidden-column": { severity: "warning", meaning: "a hidden column was read" },
  "filtered-sheet": { severity: "warning", meaning: "a sheet with a filter was read, its filtered rows too" },
  "sheet-skipped": { severity: "warning", meaning: "a sheet has content but no table of targets" },
  "note-outside-table": { severity: "warning", meaning: "a note such as TSEK was not read" },
  "currency-format": {
    severity: "warning",
    meaning: "a number format shows another currency than the market's, or thousands",
  },
  "market-missing": { severity: "warning", meaning: "a row leaves its Market cell empty where other rows fill it" },
  "market-differs": { severity: "warning", meaning: "the Market column names another market than the sheet's name" },
  "agent-new": { severity: "warning", meaning: "an agent was never seen before" },
  "agent-case": { severity: "warning", meaning: "two agents' names differ by case only" },
  "agent-formula": { severity: "warning", meaning: "an agent's name begins as a formula does" },
  "agent-alphabets": { severity: "warning", meaning: "an agent's name mixes alphabets" },
} as const satisfies Readonly<Record<string, Meaning>>;

export type TargetProblemCode = keyof typeof TARGET_PROBLEMS;

/** Where a problem stands; the cell is null when the whole sheet is meant, both when the whole file is. */
export interface Place {
  readonly sheet: string | null;
  readonly cell: string | null;
}

/** What was found there, what was expected, and one sentence or two on what to do next. */
export interface Finding {
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export function targetProblem(code: TargetProblemCode, place: Place, finding: Finding): WorkbookProblem {
  return { severity: TARGET_PROBLEMS[code].severity, code, ...place, ...finding };
}

const LONGEST_FOUND = 200;

/** What a cell shows, for a person; a cell that shows nothing is described. */
export function foundIn(cell: GridCell): string {
  const shown = cell.shown.trim();
  if (shown === "")
    return cell.value.kind === "external" ? "a value from outside the workbook" : "a formula without a stored result";
  // Two code units make a character at most: a text of 32 000 is not taken apart for 200 of them.
  const characters = Array.from(shown.slice(0, 2 * LONGEST_FOUND + 2));
  return characters.length > LONGEST_FOUND ? `${characters.slice(0, LONGEST_FOUND).join("")}…` : shown;
}

export function placeOf(sheet: Sheet, cell: GridCell): { readonly sheet: string; readonly cell: string } {
  return { sheet: sheet.name, cell: cellName(cell.row, cell.column) };
}
