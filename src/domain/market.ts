/**
 * The market registry: a national sales company's territory, with its names, currencies and time zone.
 * In: a name as a person wrote it, a date. Out: the market, its currency on that date.
 */
import { MARKET_TABLE, type Market } from "./market-table.ts";
import { normaliseName } from "./name.ts";
import type { CalendarDate, Period } from "./period.ts";

export const MARKETS: readonly Market[] = MARKET_TABLE;

// Accents go with the case: Greek, French and Turkish capitals are written without them, or with other ones.
const ACCENTS = /[\u0300-\u036f]/g;

function searchKey(name: string): string {
  return normaliseName(name).toLowerCase().normalize("NFD").replace(ACCENTS, "").replaceAll("ı", "i").normalize("NFC");
}

const MARKETS_BY_KEY: ReadonlyMap<string, Market> = new Map(
  MARKETS.flatMap((market) => [market.code, ...market.names].map((name) => [searchKey(name), market] as const)),
);

/** By code, English or local name, without regard to case (accents go with it), space and Unicode form; null when unknown. */
export function findMarket(name: string): Market | null {
  return MARKETS_BY_KEY.get(searchKey(name)) ?? null;
}

const MARKETS_BY_CODE: ReadonlyMap<string, Market> = new Map(MARKETS.map((market) => [market.code, market]));

/** By its exact alpha-2 code, as messages and the store write it; null when unknown. */
export function marketByCode(code: string): Market | null {
  return MARKETS_BY_CODE.get(code) ?? null;
}

/**
 * The market's currency on a date or in a period (a period has one: changes fall on the first of a month).
 * @param at from 2000 on
 */
export function currencyAt(market: Market, at: CalendarDate | Period): string {
  const found = market.currencies.findLast((c) => c.from.slice(0, at.length) <= at);
  if (!found) throw new Error(`assertion: no currency of ${market.code} at ${at}`);
  return found.currency;
}
