/**
 * The totals of a column whose rows have several currencies: one line a currency, since money of two is never added up.
 */
import { sumOf } from "./column.ts";
import type { Figures } from "../words/figures.ts";

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export function totalsByCurrency(amounts: readonly Amount[]): readonly Amount[] {
  const groups = Map.groupBy(amounts, (a) => a.currency);
  return [...groups]
    .map(([currency, rows]) => ({ currency, amount: sumOf(rows.map((row) => row.amount)) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

export function CurrencyTotals({ of, figures }: { readonly of: readonly Amount[]; readonly figures: Figures }) {
  return totalsByCurrency(of).map(({ amount, currency }) => (
    <div key={currency}>{figures.money(amount, currency)}</div>
  ));
}
