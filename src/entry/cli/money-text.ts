/**
 * An amount with exactly its currency's decimals. In: minor units, the currency. Out: a decimal.
 */
import { exponentOf } from "../../domain/currency.ts";
import { formatMinor, type Minor } from "../../domain/money.ts";

export function moneyText(minor: Minor, currency: string): string {
  return formatMinor(minor, exponentOf(currency) ?? 0);
}
