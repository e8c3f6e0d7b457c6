/**
 * Every problem that the reader of commission matrices can report, named once; `docs/formats.md` lists the same codes.
 * In: a code, a place, what was found and expected. Out: the `WorkbookProblem`.
 * Source of the rules: the specification of workbooks, "Commission matrices".
 */
import type { Severity, WorkbookProblem } from "../domain/problem.ts";

interface Meaning {
  readonly severity: Severity;
  readonly meaning: string;
}

/**
 * In order of precedence: where several errors hold for one cell, the first of them is reported, and the others come to light once it is gone.
 * One error refuses the whole workbook; warnings alone let it pass.
 */
export const MATRIX_PROBLEMS = {
  // the file
  "no-matrix": { severity: "error", meaning: "no sheet holds a commission matrix" },
  // the block and its market
  "too-many-blocks": { severity: "error", meaning: "a sheet has more blocks than there are markets" },
  "too-small": { severity: "error", meaning: "a block has fewer than one row or one column of rates" },
  "too-large": { severity: "error", meaning: "a block spans more cells than a sheet may hold" },
  "market-contradicts": { severity: "error", meaning: "the name above the block and the sheet's name are two markets" },
  "market-unknown": { severity: "error", meaning: "a matrix has a name that is not a market" },
  "market-unnamed": { severity: "error", meaning: "one of several matrices in a sheet has no market's name above it" },
  "market-twice": { severity: "error", meaning: "two matrices are for the same market" },
  "bounds-not-found": {
    severity: "error",
    meaning: "neither the first nor the last row can be the achievement bounds",
  },
  "axis-labels": { severity: "error", meaning: "a label contradicts the place of the bounds" },
  "blank-row": { severity: "error", meaning: "a blank row divides a block" },
  "blank-column": { severity: "error", meaning: "a blank column divides a block" },
  "merged-cells": { severity: "error", meaning: "merged cells lie in a block" },
  "stray-number": { severity: "error", meaning: "a number or date beside or below a block that no label explains" },
  // a cell
  "bound-missing": { severity: "error", meaning: "a row or column of rates has no bound" },
  "cell-empty": { severity: "error", meaning: "a cell of the block is empty" },
  "error-cell": { severity: "error", meaning: "a cell shows an error such as #REF!" },
  "formula-uncached": { severity: "error", meaning: "a formula has no stored result" },
  "external-value": { severity: "error", meaning: "a value comes from outside the workbook" },
  "date-cell": { severity: "error", meaning: "a cell of the block is a date" },
  "percent-sign-missing": { severity: "error", meaning: "a text has a number but no percent sign" },
  "percent-ambiguous": { severity: "error", meaning: "a text has three digits after a point or comma" },
  "cell-unreadable": { severity: "error", meaning: "a cell of the block is not a percentage" },
  "too-precise": { severity: "error", meaning: "a percentage has more than four decimals" },
  "bound-out-of-range": { severity: "error", meaning: "a bound lies outside 0 to 100 % or 0 to 1000 %" },
  "rate-out-of-range": { severity: "error", meaning: "a rate is below 0 or above the plan's highest" },
  // the bounds among each other
  "bound-repeated": { severity: "error", meaning: "a bound stands twice" },
  "bound-order": { severity: "error", meaning: "the bounds neither rise nor fall throughout" },
  "range-gap": { severity: "error", meaning: "a range ends before the next band begins" },
  "range-overlap": { severity: "error", meaning: "a range reaches into the next band" },
  // warnings
  "format-differs": { severity: "warning", meaning: "a cell's format shows another value than the stored one" },
  "rate-falls": { severity: "warning", meaning: "a rate falls while penetration or achievement rises" },
  "rate-ten-times": { severity: "warning", meaning: "a rate is ten times its neighbours" },
  "hidden-sheet": { severity: "warning", meaning: "a hidden sheet was read" },
  "hidden-row": { severity: "warning", meaning: "a hidden row was read" },
  "hidden-column": { severity: "warning", meaning: "a hidden column was read" },
  "text-outside": { severity: "warning", meaning: "a text outside the blocks was not read" },
  "number-above": { severity: "warning", meaning: "a number above the block was not read" },
  "sheet-skipped": { severity: "warning", meaning: "a sheet has content but no matrix" },
} as const satisfies Readonly<Record<string, Meaning>>;

export type MatrixProblemCode = keyof typeof MATRIX_PROBLEMS;

/** Where a problem stands; the cell is null when the whole sheet is meant, both when the whole file is. */
export interface MatrixPlace {
  readonly sheet: string | null;
  readonly cell: string | null;
}

/** What was found in a cell, what was expected, and what to do next. */
export interface CellFinding {
  readonly code: MatrixProblemCode;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export function matrixProblem(place: MatrixPlace, finding: CellFinding): WorkbookProblem {
  const { sheet, cell } = place;
  const { code, found, expected, message } = finding;
  return { severity: MATRIX_PROBLEMS[code].severity, code, sheet, cell, found, expected, message };
}

const LONGEST_QUOTED = 60;

/** A cell's text as a message quotes it: without outer space, and only the beginning of a long one. */
export function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > LONGEST_QUOTED ? `${trimmed.slice(0, LONGEST_QUOTED)}…` : trimmed;
}
