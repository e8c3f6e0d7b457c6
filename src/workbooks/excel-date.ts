/**
 * Dates as workbooks store them: a number of days.
 * In: the digits of a cell's number and the workbook's date system. Out: a calendar date, or null when it is none.
 */
import { addDays, parseCalendarDate, type CalendarDate } from "../domain/period.ts";

/** 9999-12-31 in the 1900 system, the last day that Excel shows. */
const LAST_SERIAL = 2_958_465;
/** 29 February 1900, which never was; Excel counts it for the sake of Lotus 1-2-3. */
const FALSE_LEAP_DAY = 60;
const DAYS_BETWEEN_SYSTEMS = 1462;

/**
 * The date of a serial number; its time of day is cut off.
 * @param digits a decimal number: `45292`, `45292.75`, `4.5292e4`
 * @returns null for negative numbers, day 0 and the false 29 February of the 1900 system, and days after 9999
 */
export function dateOfSerial(digits: string, dateSystem: 1900 | 1904): CalendarDate | null {
  // A float is exact enough for a whole number of days; no amount or rate passes here.
  const number = Number(digits);
  const serial = Math.floor(number);
  if (digits.trim() === "" || !Number.isFinite(number) || serial < 0) return null;
  if (dateSystem === 1904)
    return serial > LAST_SERIAL - DAYS_BETWEEN_SYSTEMS ? null : addDays(dayOf("1904-01-01"), serial);
  if (serial === 0 || serial === FALSE_LEAP_DAY || serial > LAST_SERIAL) return null;
  return addDays(dayOf("1899-12-31"), serial > FALSE_LEAP_DAY ? serial - 1 : serial);
}

/** The serial number of a date from 1904 on (ISO dates in cells become numbers by it); null before 1904. */
export function serialOfDate(date: CalendarDate, dateSystem: 1900 | 1904): number | null {
  const days = (Date.parse(date) - Date.parse("1904-01-01")) / 86_400_000;
  if (days < 0) return null;
  return dateSystem === 1904 ? days : days + DAYS_BETWEEN_SYSTEMS;
}

function dayOf(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new Error(`assertion: ${text} is not a date`);
  return date;
}
