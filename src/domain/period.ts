/**
 * Calendar dates and periods (months). No time zone is ever applied to a contract's date;
 * a zone serves only to ask which date it is now in a market.
 * In: `YYYY-MM-DD` and `YYYY-MM` strings. Out: the same, branded once they are known to be real.
 */
import { Temporal } from "temporal-polyfill";

/** A real calendar date, `YYYY-MM-DD`. Compares as a string. */
export type CalendarDate = string & { readonly brand: "CalendarDate" };
/** A calendar month, `YYYY-MM`. Compares as a string. */
export type Period = string & { readonly brand: "Period" };

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const PERIOD = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAY_MS = 86_400_000;

function isCalendarDate(text: string): text is CalendarDate {
  return DATE.test(text) && (text.slice(8) <= "28" || Number(text.slice(8)) <= daysInMonth(text));
}

function isPeriod(text: string): text is Period {
  return PERIOD.test(text);
}

function daysInMonth(dateOrPeriod: string): number {
  const year = Number(dateOrPeriod.slice(0, 4));
  const month = Number(dateOrPeriod.slice(5, 7));
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function monthLater(dateOrPeriod: string, months: number): string {
  const index = Number(dateOrPeriod.slice(0, 4)) * 12 + Number(dateOrPeriod.slice(5, 7)) - 1 + months;
  const month = (index % 12) + 1;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}`;
}

/** The text as a date, or null when there is no such day. */
export function parseCalendarDate(text: string): CalendarDate | null {
  return isCalendarDate(text) ? text : null;
}

/** The text as a period, or null. */
export function parsePeriod(text: string): Period | null {
  return isPeriod(text) ? text : null;
}

function mustBeDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new Error(`assertion: ${text} is not a calendar date`);
  return text;
}

function mustBePeriod(text: string): Period {
  if (!isPeriod(text)) throw new Error(`assertion: ${text} is not a period`);
  return text;
}

/** The period that a date belongs to: its own month. */
export function periodOf(date: CalendarDate): Period {
  return mustBePeriod(date.slice(0, 7));
}

export function firstDayOf(period: Period): CalendarDate {
  return mustBeDate(`${period}-01`);
}

export function lastDayOf(period: Period): CalendarDate {
  return mustBeDate(`${period}-${daysInMonth(period)}`);
}

/** The period `months` later (or earlier when negative). Years go from 0000 to 9999. */
export function addMonths(period: Period, months: number): Period {
  return mustBePeriod(monthLater(period, months));
}

/** The date `days` later (or earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return mustBeDate(new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10));
}

/**
 * The last day of the clawback window: `months` later, on that month's last day when it has no such day
 * (domain.md, "The ledger"). Asked for every contract of a close, hence plain integers.
 */
export function windowEnd(contractDate: CalendarDate, months: number): CalendarDate {
  const month = monthLater(contractDate, months);
  const day = contractDate.slice(8);
  return mustBeDate(`${month}-${day <= "28" ? day : String(Math.min(Number(day), daysInMonth(month)))}`);
}

/** The calendar date that it is at `instant` in an IANA time zone. */
export function dateInZone(instant: Date, timeZone: string): CalendarDate {
  return mustBeDate(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  );
}
