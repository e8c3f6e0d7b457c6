/**
 * Reads one cell of the table as an agent's target of a month.
 * In: the cell, its column's month, its row's market. Out: the target, or why it is refused; and a warning of its format.
 */
import { exponentOf } from "../domain/currency.ts";
import { currencyAt } from "../domain/market.ts";
import { parsePeriod, type Period } from "../domain/period.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import type { TargetAmount } from "../domain/target.ts";
import { readAmount } from "./amount-cell.ts";
import { currenciesOfFormat, showsScaled } from "./format-currency.ts";
import type { GridCell, Sheet } from "./grid.ts";
import { isPlainFormat } from "./plain-format.ts";
import type { RowMarket } from "./row-market.ts";
import { foundIn, placeOf, targetProblem } from "./target-problems.ts";

export interface TargetCellReading {
  /** The amount in the market's minor units or in whole currency units; null for a target taken away. */
  readonly amount: TargetAmount | null;
  /** An error leaves the amount without meaning. */
  readonly problem: WorkbookProblem | null;
}

// Where the market cannot be read, no number is refused for its decimals: no currency has more.
const MOST_DECIMALS = 4;

/** @param year of the file, 2000 or later */
export function readTargetCell(
  sheet: Sheet,
  cell: GridCell,
  rowMarket: RowMarket,
  period: Period,
  year: number,
): TargetCellReading {
  const currency = rowMarket.kind === "market" ? currencyAt(rowMarket.market, inYear(period, year)) : null;
  const exponent = currency === null ? (rowMarket.kind === "none" ? 0 : MOST_DECIMALS) : decimalsOf(currency);
  const reading = readAmount(cell, exponent);
  switch (reading.kind) {
    case "taken-away":
      return { amount: null, problem: null };
    case "amount": {
      const unit = currency === null ? "whole" : "minor";
      return { amount: { unit, value: reading.value }, problem: formatProblem(sheet, cell, currency) };
    }
    case "refused": {
      const finding = {
        found: foundIn(cell),
        expected: expectedAmount(rowMarket, currency, exponent),
        message: reading.message,
      };
      return { amount: null, problem: targetProblem(reading.code, placeOf(sheet, cell), finding) };
    }
  }
}

function expectedAmount(rowMarket: RowMarket, currency: string | null, exponent: number): string {
  if (rowMarket.kind === "none") return "a whole number above 0, since no market tells the currency";
  if (currency === null) return "a number above 0 in the market's currency";
  if (exponent === 0) return `a whole number above 0 in ${currency}`;
  return `a number above 0 in ${currency} with at most ${exponent} decimals`;
}

function formatProblem(sheet: Sheet, cell: GridCell, currency: string | null): WorkbookProblem | null {
  // Text shows as it stands, whatever the format; most numbers have none.
  if (cell.value.kind !== "number" || isPlainFormat(cell.format)) return null;
  const meant = currenciesOfFormat(cell.format);
  const otherCurrency = meant !== null && currency !== null && !meant.includes(currency);
  if (!otherCurrency && !showsScaled(cell.format)) return null;
  const unit = currency ?? "whole currency units";
  return targetProblem("currency-format", placeOf(sheet, cell), {
    found: `${foundIn(cell)} with the number format ${cell.format}`,
    expected: `an amount in ${unit}`,
    message: `The number was read as ${unit}; nothing was converted. Check the amount and mend the format.`,
  });
}

// A month of another year is refused at its heading; its column is still checked, by the currency of the file's year.
function inYear(period: Period, year: number): Period {
  const same = parsePeriod(`${year}-${period.slice(5)}`);
  if (same === null) throw new Error(`assertion: ${year} is a year`);
  return same;
}

function decimalsOf(currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === null) throw new Error(`assertion: ${currency} has an exponent`);
  return exponent;
}
