/**
 * The sum of a column whose rows may have several currencies: one line for each.
 */
import type { Figures } from "../words/figures.ts";
import type { RowSum } from "./column.ts";

interface InCurrency {
  readonly currency: string;
}

/** @param amountOf null where nothing is known yet: it is left out */
export function currencySum<Row extends InCurrency>(
  amountOf: (row: Row) => string | null,
  money: Figures["money"],
): RowSum<Row> {
  return {
    of: (row) => {
      const amount = amountOf(row);
      return amount === null ? null : { group: row.currency, amount };
    },
    show: (sums) => sums.map(({ group, amount }) => <div key={group}>{money(amount, group)}</div>),
  };
}
