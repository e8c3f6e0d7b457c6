/**
 * Calendar arithmetic of the naive calculator: one month at a time, in plain loops.
 */

function daysOf(year: number, month: number): number {
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let leap = year % 4 === 0;
  if (year % 100 === 0) leap = false;
  if (year % 400 === 0) leap = true;
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? 0);
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** `2024-12` -> `2025-01`. */
export function nextMonth(yearAndMonth: string): string {
  const [year = 0, month = 0] = yearAndMonth.split("-").map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${two(month + 1)}`;
}

/** `2024-02` -> `2024-02-29`. */
export function lastDay(yearAndMonth: string): string {
  const [year = 0, month = 0] = yearAndMonth.split("-").map(Number);
  return `${yearAndMonth}-${two(daysOf(year, month))}`;
}

/** The same day of a later month, or its last day when it has no such day. */
export function laterByMonths(date: string, months: number): string {
  let yearAndMonth = date.slice(0, 7);
  for (let step = 0; step < months; step += 1) yearAndMonth = nextMonth(yearAndMonth);
  const sameDay = `${yearAndMonth}-${date.slice(8)}`;
  return sameDay > lastDay(yearAndMonth) ? lastDay(yearAndMonth) : sameDay;
}
