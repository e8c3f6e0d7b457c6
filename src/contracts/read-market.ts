/**
 * Reads a market and its currency, as every kind of event gives them.
 * In: a value of JSON, where it stood. Out: the market or currency, or null with a problem told.
 */
import type { Market } from "../domain/market-table.ts";
import { MARKETS } from "../domain/market.ts";
import { CODE } from "./message-problems.ts";
import { isAbsent, refuse, type Field } from "./read-field.ts";

const MARKET_BY_CODE: ReadonlyMap<string, Market> = new Map(MARKETS.map((m) => [m.code, m]));

export function readMarket(value: unknown, field: Field): Market | null {
  const expected = "the alpha-2 code of a market, in capitals, such as SE";
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, expected);
  return MARKET_BY_CODE.get(value) ?? refuse(field, CODE.unknownMarket, value, expected);
}

/** @param due the only currency that it may be; null when that is not known */
export function readCurrency(value: unknown, market: Market | null, due: string | null, field: Field): string | null {
  if (due !== null && value === due) return due;
  const allowed = due === null ? (market?.currencies.map((c) => c.currency) ?? []) : [due];
  const expected = allowed.length === 0 ? "a currency code such as SEK" : allowed.join(" or ");
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, expected);
  // Of an unknown market, which is a problem already, no currency is known.
  if (market !== null && !allowed.includes(value)) return refuse(field, CODE.currencyMismatch, value, expected);
  return value;
}
