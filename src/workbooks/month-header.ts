/**
 * Reads the heading of a column of targets as a month.
 * In: a cell, the workbook's date system. Out: the month, the months that it could be, or that it is none.
 */
import { parseCalendarDate, parsePeriod, periodOf, type Period } from "../domain/period.ts";
import { dateOfSerial } from "./excel-date.ts";
import type { GridCell } from "./grid.ts";
import { MONTH_NUMBERS } from "./month-names.ts";
import { isDateFormat } from "./number-format.ts";
import { isPlainFormat } from "./plain-format.ts";

export type MonthReading =
  | { readonly kind: "month"; readonly period: Period }
  /** At least two, rising. */
  | { readonly kind: "ambiguous"; readonly periods: readonly Period[] }
  | { readonly kind: "unreadable" };

const UNREADABLE: MonthReading = { kind: "unreadable" };
// The longest heading that means anything ("September 2024", a date with spaces); more is prose.
const LONGEST_HEADING = 40;
const SPACES = /\s+/gu;

const YEAR_FIRST = /^(\d{4}) ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{1,2}))?$/;
const YEAR_LAST = /^(\d{1,2}) ?[-/.] ?(\d{4})$/;
const DAY_AND_MONTH = /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const NAME_FIRST = /^(\p{L}+)\.?,? ?[-/.'’]? ?(\d{4}|\d{2})$/u;
const NAME_LAST = /^(\d{4}) ?[-/.]? ?(\p{L}+)\.?$/u;

/**
 * A date counts with its month, whatever its day. Text may be `2024-01`, `2024/01`, `01.2024`, `Jan-24`, `January 2024`
 * and their like (English, German and Swedish names), or a date with the year first; `01/02/2024` is ambiguous.
 * A year of two digits is one of this century, as in every workbook of a year that the system knows.
 */
export function readMonthHeader(cell: GridCell, dateSystem: 1900 | 1904): MonthReading {
  if (cell.value.kind === "text") return readMonthText(cell.value.text);
  if (cell.value.kind !== "number" || isPlainFormat(cell.format) || !isDateFormat(cell.format)) return UNREADABLE;
  const date = dateOfSerial(cell.value.digits, dateSystem);
  return date === null ? UNREADABLE : { kind: "month", period: periodOf(date) };
}

function readMonthText(text: string): MonthReading {
  if (text.length > LONGEST_HEADING) return UNREADABLE;
  const heading = text.normalize("NFC").replace(SPACES, " ").trim().toLowerCase();
  const periods = [...new Set(periodsOf(heading))].toSorted();
  const [first, ...others] = periods;
  if (first === undefined) return UNREADABLE;
  return others.length === 0 ? { kind: "month", period: first } : { kind: "ambiguous", periods };
}

/** Every month that the heading could mean. */
function periodsOf(heading: string): Period[] {
  const yearFirst = YEAR_FIRST.exec(heading);
  if (yearFirst) return present(dayOrMonth(yearFirst[1], yearFirst[3], yearFirst[4]));
  const yearLast = YEAR_LAST.exec(heading);
  if (yearLast) return present(dayOrMonth(yearLast[2], yearLast[1], undefined));
  const named = NAME_FIRST.exec(heading);
  if (named) return present(monthOf(named[2], MONTH_NUMBERS.get(named[1] ?? "")));
  const nameLast = NAME_LAST.exec(heading);
  if (nameLast) return present(monthOf(nameLast[1], MONTH_NUMBERS.get(nameLast[2] ?? "")));
  const numbers = DAY_AND_MONTH.exec(heading);
  if (!numbers) return [];
  const [, a, , b, c = ""] = numbers;
  const yearAtEnd = [dayOrMonth(c, b, a), dayOrMonth(c, a, b)];
  // Three pairs of digits may begin with the year as well.
  return present(...yearAtEnd, ...(c.length === 2 ? [dayOrMonth(a, b, c)] : []));
}

function dayOrMonth(year: string | undefined, month: string | undefined, day: string | undefined): Period | null {
  if (year === undefined || month === undefined) return null;
  const period = `${fullYear(year)}-${month.padStart(2, "0")}`;
  if (day === undefined) return parsePeriod(period);
  const date = parseCalendarDate(`${period}-${day.padStart(2, "0")}`);
  return date === null ? null : periodOf(date);
}

function monthOf(year: string | undefined, month: number | undefined): Period | null {
  return month === undefined ? null : dayOrMonth(year, String(month), undefined);
}

function fullYear(year: string): string {
  return year.length === 4 ? year : `20${year.padStart(2, "0")}`;
}

function present(...periods: readonly (Period | null)[]): Period[] {
  return periods.filter((period) => period !== null);
}
