/**
 * The market registry: a national sales company's territory, with its names, currencies and time zone.
 */
import type { CalendarDate, Period } from "./period.ts";

export interface Market {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** English first, then the local names. */
  readonly names: readonly string[];
  /** IANA. */
  readonly timeZone: string;
  /** ISO 4217, each from a date on, rising; the first from 2000-01-01. Changes fall on the first of a month. */
  readonly currencies: readonly { readonly from: string; readonly currency: string }[];
}

export const MARKETS: readonly Market[] = [];

/** By code, English or local name, without regard to case and outer space (and Unicode form); null when unknown. */
export function findMarket(name: string): Market | null {
  const key = name.trim().normalize("NFC").toLowerCase();
  return MARKETS.find((m) => m.code.toLowerCase() === key || m.names.some((n) => n.toLowerCase() === key)) ?? null;
}

/** The market's currency on a date or in a period (a period has one: changes fall on the first of a month). */
export function currencyAt(market: Market, at: CalendarDate | Period): string {
  const found = market.currencies.findLast((c) => c.from.slice(0, at.length) <= at);
  if (!found) throw new Error(`assertion: no currency of ${market.code} at ${at}`);
  return found.currency;
}
