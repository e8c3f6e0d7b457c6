/**
 * The data of a `contract.totals.v1` event -> control totals, field by field.
 * In: `data` as JSON gave it, today's date by market. Out: the totals, or null with every problem told.
 */
import type { ControlTotals } from "../domain/completeness.ts";
import { exponentOf } from "../domain/currency.ts";
import { currencyAt } from "../domain/market.ts";
import { addDays, parsePeriod, type Period } from "../domain/period.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { CODE } from "./message-problems.ts";
import type { ParseContext } from "./parse-contract.ts";
import { MOST_SUM_MINOR, readAmount } from "./read-amount.ts";
import { isAbsent, readInteger, refuse, type Field, type JsonObject } from "./read-field.ts";
import { readCurrency, readMarket } from "./read-market.ts";
import { readTime } from "./read-time.ts";

const EARLIEST = "2000-01";

/** @param problems is added to; the totals are null exactly when it was */
export function parseTotals(data: JsonObject, context: ParseContext, problems: MessageProblem[]): ControlTotals | null {
  const field = (name: string): Field => ({ name: `data.${name}`, problems });

  const market = readMarket(data["market"], field("market"));
  // As with contracts: a day of grace for clocks that differ.
  const latest = market === null ? null : addDays(context.today(market), 1);
  const period = readPeriod(data["period"], latest, field("period"));
  const contracts = readInteger(data["contracts"], 0, field("contracts"));
  const due = market !== null && period !== null ? currencyAt(market, period) : null;
  const currency = readCurrency(data["currency"], market, due, field("currency"));
  const judgedBy = due ?? currency;
  const exponent = judgedBy === null ? null : exponentOf(judgedBy);
  const amountMinor = readSum(data["amount"], exponent, field("amount"));
  const asOf = readAsOf(data["asOf"], latest, field("asOf"));

  if (problems.length > 0) return null;
  if (!market || !period || contracts === null || amountMinor === null || !currency || !asOf) {
    throw new Error("assertion: a field is null without a problem");
  }
  return { market: market.code, period, contracts: BigInt(contracts), amountMinor, currency, asOf };
}

function readPeriod(value: unknown, latest: string | null, field: Field): Period | null {
  const expected = "a month as YYYY-MM";
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, expected);
  const period = parsePeriod(value);
  if (period === null) return refuse(field, CODE.notAPeriod, value, expected);
  if (period < EARLIEST) return refuse(field, CODE.dateTooEarly, value, `a month from ${EARLIEST} on`);
  if (latest !== null && period > latest.slice(0, 7)) {
    return refuse(field, CODE.dateTooLate, value, `a month up to ${latest.slice(0, 7)}, that of the day after today`);
  }
  return period;
}

function readSum(value: unknown, exponent: number | null, field: Field) {
  if (isAbsent(value)) return refuse(field, CODE.missing, value, 'a decimal string such as "249900.00"');
  return readAmount(value, exponent, field, MOST_SUM_MINOR);
}

/** A time far ahead would make every later message stale. */
function readAsOf(value: unknown, latest: string | null, field: Field): string | null {
  if (isAbsent(value)) return refuse(field, CODE.missing, value, "a time such as 2024-02-01T03:00:00Z");
  const asOf = readTime(value, field);
  if (asOf === null) return null;
  if (asOf.slice(0, 7) < EARLIEST) return refuse(field, CODE.dateTooEarly, value, `a time from ${EARLIEST}-01 on`);
  if (latest === null || asOf.slice(0, 10) <= latest) return asOf;
  return refuse(field, CODE.dateTooLate, value, `a time up to ${latest}, the day after today`);
}

/** The one place where two messages about a market and period meet. */
export function totalsPlace({ market, period }: Pick<ControlTotals, "market" | "period">): string {
  return `${market} ${period}`;
}
