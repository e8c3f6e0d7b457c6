/**
 * The currency of a target, as its market has it in its month; empty where the target names no market.
 */
import { currencyAt, marketByCode } from "../../../src/domain/market.ts";
import { parsePeriod } from "../../../src/domain/period.ts";

export function targetCurrency(market: string | null, period: string): string {
  const found = market === null ? null : marketByCode(market);
  const month = parsePeriod(period);
  return found === null || month === null ? "" : currencyAt(found, month);
}
