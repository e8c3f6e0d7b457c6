/**
 * Totals of statements, one for each currency: what is not of one currency has no sum. In: rows. Out: exact sums, by currency code.
 */
import { sumOf } from "../table/column.ts";

export interface CurrencyTotal {
  readonly currency: string;
  readonly amount: string;
}

interface InCurrency {
  readonly currency: string;
}

/** What is null is left out: nothing is known of it yet. */
export function totalsOf<Row extends InCurrency>(
  rows: readonly Row[],
  amountOf: (row: Row) => string | null,
): CurrencyTotal[] {
  return [...Map.groupBy(rows, (row) => row.currency)]
    .map(([currency, group]) => ({ currency, amount: amounts(group, amountOf) }))
    .filter((total) => total.amount.length > 0)
    .map(({ currency, amount }) => ({ currency, amount: sumOf(amount) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function amounts<Row>(rows: readonly Row[], amountOf: (row: Row) => string | null): string[] {
  return rows.flatMap((row) => {
    const amount = amountOf(row);
    return amount === null ? [] : [amount];
  });
}

/** The only currency of the rows, else null. */
export function onlyCurrency(rows: readonly InCurrency[]): string | null {
  const [first] = rows;
  return first !== undefined && rows.every((row) => row.currency === first.currency) ? first.currency : null;
}

/** What an amount is sorted by where currencies with 0, 2 and 3 decimals stand together. */
export function sortKey(decimal: string | null): bigint | null {
  if (decimal === null) return null;
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(`${whole}${fraction.padEnd(4, "0")}`);
}

/** What a ratio such as `84.99 %` is sorted by. */
export function ratioKey(text: string | undefined): bigint | null {
  return text === undefined ? null : BigInt(text.replace(/\s*%$/, "").replace(".", ""));
}
