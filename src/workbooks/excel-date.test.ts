import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateOfSerial, serialOfDate } from "./excel-date.ts";

describe("the date of a serial number", () => {
  test.each([
    ["1", 1900, "1900-01-01"],
    ["59", 1900, "1900-02-28"],
    ["61", 1900, "1900-03-01"],
    ["45292", 1900, "2024-01-01"],
    ["45292.999988", 1900, "2024-01-01"],
    ["4.5292e4", 1900, "2024-01-01"],
    ["45351", 1900, "2024-02-29"],
    ["2958465", 1900, "9999-12-31"],
    ["0", 1904, "1904-01-01"],
    ["43830", 1904, "2024-01-01"],
  ] as const)("%s in the %i system is %s", (digits, system, date) => {
    expect(dateOfSerial(digits, system)).toBe(date);
  });

  test.each([
    ["60", 1900, "the false leap day"],
    ["0", 1900, "day 0"],
    ["-1", 1900, "before the calendar"],
    ["-0.5", 1904, "before the calendar"],
    ["2958466", 1900, "after 9999"],
    ["2957004", 1904, "after 9999"],
    ["1e300", 1900, "after 9999"],
    ["", 1900, "no number"],
    ["x", 1900, "no number"],
  ] as const)("%s in the %i system is no date: %s", (digits, system, _why) => {
    expect(dateOfSerial(digits, system)).toBeNull();
  });

  test("a date from 1904 on comes back from its own serial number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1462, max: 2_958_465 }),
        fc.constantFrom(1900 as const, 1904 as const),
        (days, system) => {
          const serial = system === 1900 ? days : days - 1462;
          const date = dateOfSerial(String(serial), system);
          expect(date === null ? null : serialOfDate(date, system)).toBe(serial);
        },
      ),
    );
  });
});
