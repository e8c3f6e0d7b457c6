import { describe, expect, test } from "vitest";
import { plainDigits } from "./shown-decimal.ts";
import { shownText } from "./shown-text.ts";

const shown = (digits: string, format: string, dateSystem: 1900 | 1904 = 1900) =>
  shownText({ kind: "number", digits }, format, dateSystem);

describe("what a number shows with its format", () => {
  test.each([
    ["0.022199999999999998", "0.00%", "2.22%"],
    ["0.022199999999999998", "General", "0.0222"],
    ["0.705", "0%", "71%"],
    ["0.704", "0%", "70%"],
    ["-0.705", "0%", "-71%"],
    ["-0.001", "0%", "0%"],
    ["0.02225", "0.00%", "2.23%"],
    // The float next below a tie: Excel rounds to 15 digits first.
    ["0.022249999999999999", "0.00%", "2.23%"],
    ["1.15", '">"0%', ">115%"],
    ["1.15", "\\>0%", ">115%"],
    ["1.15", "[Red]\\≥0%", "≥115%"],
    ["1.15", '0" %"', "1 %"],
    ["70", "0", "70"],
    ["1.005", "0.00", "1.01"],
    ["1234567.891", "#,##0.00", "1,234,567.89"],
    ["1234567", "#,##0", "1,234,567"],
    ["1234567", "#,##0,", "1,235"],
    ["1234567", '0.0,,"M"', "1.2M"],
    ["0.5", "#.##", ".5"],
    ["0", "#,##0", "0"],
    ["0.5", "0.0#", "0.5"],
    ["5", "000", "005"],
    ["1234", "00\\-00", "12-34"],
    ["12.5", '0.00" kr"', "12.50 kr"],
    ["12.5", "#,##0.00 [$kr-41D]", "12.50 kr"],
    ["-12.5", "0.00;(0.00)", "(12.50)"],
    ["-12.5", "0.00;[Red]-0.00;zero", "-12.50"],
    ["0", '0.00;-0.00;"none"', "none"],
    ["0.5", '[>=1]">"0%;0.0%', "50.0%"],
    ["1.15", '[>=1]">"0%;0.0%', ">115%"],
    ["5", ";;;", ""],
    ["5", "@", "5"],
    ["1e3", "General", "1000"],
    ["1e30", "General", "1E+30"],
    ["1.5e-30", "General", "1.5E-30"],
    ["5", 'General" st"', "5 st"],
    // Formats that are not shown give the digits.
    ["12345", "0.00E+00", "12345"],
    ["0.5", "# ?/?", "0.5"],
  ])("%s as %s shows %s", (digits, format, expected) => {
    expect(shown(digits, format)).toBe(expected);
  });

  test.each([
    ["45292", "yyyy-mm-dd", "2024-01-01"],
    ["45292", "yyyy\\-mm", "2024-01"],
    ["45292", "mmm-yy", "Jan-24"],
    ["45292", "[$-41D]mmmm yyyy;@", "January 2024"],
    ["45292", "d/m/yyyy", "1/1/2024"],
    ["45292", "ddd d mmm", "Mon 1 Jan"],
    ["45292.5", "yyyy-mm-dd hh:mm:ss", "2024-01-01 12:00:00"],
    ["0.75", "h:mm", "18:00"],
    ["1", "[h]:mm", "1"],
    ["60", "yyyy-mm-dd", "60"],
    ["-1", "yyyy-mm-dd", "-1"],
  ])("%s as %s shows the date %s", (digits, format, expected) => {
    expect(shown(digits, format)).toBe(expected);
  });

  test("the 1904 system counts from its own day", () => {
    expect(shown("43830", "yyyy-mm-dd", 1904)).toBe("2024-01-01");
  });
});

describe("a stored number as plain digits", () => {
  test.each([
    ["1", "1"],
    ["-0", "0"],
    ["+1.50", "1.5"],
    ["2.2199999999999998E-2", "0.022199999999999998"],
    ["1E+3", "1000"],
    [".5", "0.5"],
    ["5.", "5"],
    [" 7\n", "7"],
    ["007", "7"],
    ["0.10", "0.1"],
  ])("%s is %s", (text, digits) => {
    expect(plainDigits(text)).toBe(digits);
  });

  test.each([[""], ["x"], ["NaN"], ["INF"], ["1e999999999"], ["1,5"], ["0x10"], ["1".repeat(500)]])(
    "%s is no number",
    (text) => {
      expect(plainDigits(text)).toBeNull();
    },
  );
});
