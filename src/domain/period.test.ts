import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dateInZone,
  firstDayOf,
  lastDayOf,
  parseCalendarDate,
  parsePeriod,
  periodOf,
  windowEnd,
  type CalendarDate,
  type Period,
} from "./period.ts";

function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`no such date: ${text}`);
  return parsed;
}

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (parsed === null) throw new Error(`no such period: ${text}`);
  return parsed;
}

const anyDate = fc
  .integer({ min: -25_000, max: 50_000 })
  .map((days) => date(Temporal.PlainDate.from("2000-01-01").add({ days }).toString()));

describe("only real dates are dates", () => {
  test.each(["2024-01-01", "2024-02-29", "2000-02-29", "2023-02-28", "2024-04-30", "2024-12-31", "0001-01-01"])(
    "%s is one",
    (text) => {
      expect(parseCalendarDate(text)).toBe(text);
    },
  );

  test.each([
    "2023-02-29",
    "1900-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-06-31",
    "2024-09-31",
    "2024-11-31",
    "2024-01-32",
    "2024-00-10",
    "2024-13-01",
    "2024-01-00",
    "2024-1-1",
    "24-01-01",
    "2024-01",
    "2024/01/01",
    "2024-01-01T00:00:00Z",
    " 2024-01-01",
    "2024-01-01\n",
    "",
  ])("%j is none", (text) => {
    expect(parseCalendarDate(text)).toBeNull();
  });
});

describe("a period is a calendar month", () => {
  test.each(["2024-01", "2024-12", "2000-10"])("%s is one", (text) => {
    expect(parsePeriod(text)).toBe(text);
  });

  test.each(["2024-00", "2024-13", "2024-1", "2024", "2024-01-01", "2024-01 ", "2024-01\n", "202401", ""])(
    "%j is none",
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  test.each([
    ["2024-01-01", "2024-01", "2024-01-01", "2024-01-31"],
    ["2024-02-29", "2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02-10", "2023-02", "2023-02-01", "2023-02-28"],
    ["2100-02-10", "2100-02", "2100-02-01", "2100-02-28"],
    ["2000-02-10", "2000-02", "2000-02-01", "2000-02-29"],
    ["2024-04-30", "2024-04", "2024-04-01", "2024-04-30"],
    ["2024-12-31", "2024-12", "2024-12-01", "2024-12-31"],
  ])("%s is of %s, which goes from %s to %s", (day, month, first, last) => {
    expect(periodOf(date(day))).toBe(month);
    expect(firstDayOf(period(month))).toBe(first);
    expect(lastDayOf(period(month))).toBe(last);
  });
});

describe("months and days are added by the calendar", () => {
  test.each([
    ["2024-01", 1, "2024-02"],
    ["2024-12", 1, "2025-01"],
    ["2024-01", -1, "2023-12"],
    ["2024-01", 0, "2024-01"],
    ["2024-06", 18, "2025-12"],
    ["2024-06", -18, "2022-12"],
    ["2024-11", 1, "2024-12"],
    ["2024-09", 1, "2024-10"],
    ["2024-01", 120, "2034-01"],
  ])("%s + %d months is %s", (from, months, to) => {
    expect(addMonths(period(from), months)).toBe(to);
  });

  test.each([
    ["2024-01-31", 1, "2024-02-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2023-02-28", 1, "2023-03-01"],
    ["2024-12-31", 1, "2025-01-01"],
    ["2024-03-01", -1, "2024-02-29"],
    ["2024-03-31", 0, "2024-03-31"],
    // Clocks change on that day in Europe; a date knows no clock.
    ["2024-03-30", 2, "2024-04-01"],
  ])("%s + %d days is %s", (from, days, to) => {
    expect(addDays(date(from), days)).toBe(to);
  });

  test("both agree with an independent calendar", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -500, max: 500 }), (day, n) => {
        expect(addMonths(periodOf(day), n)).toBe(
          Temporal.PlainYearMonth.from(periodOf(day)).add({ months: n }).toString(),
        );
        expect(addDays(day, n)).toBe(Temporal.PlainDate.from(day).add({ days: n }).toString());
      }),
    );
  });

  test("a year past 9999 or before 0000 is a mistake of ours", () => {
    expect(() => addMonths(period("9999-12"), 1)).toThrow("assertion");
    expect(() => addMonths(period("0000-01"), -1)).toThrow("assertion");
    expect(() => addDays(date("9999-12-31"), 1)).toThrow("assertion");
  });
});

describe("the clawback window ends on the same day, months later, or on that month's last day (fault 36)", () => {
  test.each([
    // The dates of domain.md.
    ["2024-01-31", 6, "2024-07-31"],
    ["2023-08-31", 6, "2024-02-29"],
    ["2024-02-29", 6, "2024-08-29"],
    ["2022-08-31", 6, "2023-02-28"],
    ["2023-08-29", 6, "2024-02-29"],
    ["2022-08-29", 6, "2023-02-28"],
    ["2022-08-28", 6, "2023-02-28"],
    ["2024-03-31", 6, "2024-09-30"],
    ["2024-05-30", 6, "2024-11-30"],
    ["2024-07-15", 6, "2025-01-15"],
    ["2024-12-31", 12, "2025-12-31"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-01-31", 0, "2024-01-31"],
    ["2024-06-01", 120, "2034-06-01"],
  ])("%s with %d months ends on %s", (from, months, to) => {
    expect(windowEnd(date(from), months)).toBe(to);
  });

  test("it agrees with an independent calendar", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 120 }), (day, months) => {
        expect(windowEnd(day, months)).toBe(
          Temporal.PlainDate.from(day).add({ months }, { overflow: "constrain" }).toString(),
        );
      }),
    );
  });
});

describe("today's date is the market's own (fault 36)", () => {
  test.each([
    ["2024-01-31T22:59:59.999Z", "Europe/Stockholm", "2024-01-31"],
    ["2024-01-31T23:00:00.000Z", "Europe/Stockholm", "2024-02-01"],
    // Summer time.
    ["2024-06-30T21:59:59.999Z", "Europe/Stockholm", "2024-06-30"],
    ["2024-06-30T22:00:00.000Z", "Europe/Stockholm", "2024-07-01"],
    ["2024-01-31T14:59:59.999Z", "Asia/Tokyo", "2024-01-31"],
    ["2024-01-31T15:00:00.000Z", "Asia/Tokyo", "2024-02-01"],
    ["2024-02-01T04:59:59.999Z", "America/New_York", "2024-01-31"],
    ["2024-02-01T05:00:00.000Z", "America/New_York", "2024-02-01"],
    ["2024-02-28T21:00:00.000Z", "Asia/Kuwait", "2024-02-29"],
  ])("at %s in %s it is %s", (instant, zone, today) => {
    expect(dateInZone(new Date(instant), zone)).toBe(today);
  });
});
