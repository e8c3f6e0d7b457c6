import { expect, test } from "vitest";
import { hasPercent, isDateFormat } from "./number-format.ts";

test.each([
  ["yyyy-mm-dd", true],
  ["mmm\\-yy", true],
  ["[$-409]mmmm yyyy;@", true],
  ["dd/mm/yyyy hh:mm", true],
  ["MM", true],
  ["hh:mm", false],
  ["[h]:mm:ss", false],
  ["mm:ss.0", false],
  ["h:mm AM/PM", false],
  ["General", false],
  ["0.00E+00", false],
  ['#,##0 "dkk my"', false],
  ["[Red]0.00", false],
  ["#,##0 [$kr-41D]", false],
  ["0.0\\d", false],
  ["0_d", false],
])("format %s shows a date: %s", (format, expected) => {
  expect(isDateFormat(format)).toBe(expected);
});

test.each([
  ["0%", true],
  ['">"0.00%', true],
  ["0.0;-0.0%", true],
  ['0"%"', false],
  ["0\\%", false],
  ["General", false],
])("format %s shows percent: %s", (format, expected) => {
  expect(hasPercent(format)).toBe(expected);
});
