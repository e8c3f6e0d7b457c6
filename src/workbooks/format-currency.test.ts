import { expect, test } from "vitest";
import { currenciesOfFormat, showsScaled } from "./format-currency.ts";

test.each([
  ['#,##0 "€"', ["EUR"]],
  ["[$€-2] #,##0", ["EUR"]],
  ["#,##0 [$€-407];[Red]-#,##0 [$€-407]", ["EUR"]],
  ["[$kr-41D] #,##0", ["SEK"]],
  ["#,##0 [$kr-414]", ["NOK"]],
  ["#,##0 [$kr.-406]", ["DKK"]],
  ['#,##0 "kr"', ["SEK", "NOK", "DKK", "ISK"]],
  ["#,##0 \\k\\r", ["SEK", "NOK", "DKK", "ISK"]],
  ["[$SEK] #,##0", ["SEK"]],
  ['#,##0 "CHF"', ["CHF"]],
  ["£#,##0", ["GBP", "EGP", "FKP", "GIP", "SHP", "SYP", "LBP"]],
  ['#,##0 "zł"', ["PLN"]],
])("%s means %j", (format, expected) => {
  expect(currenciesOfFormat(format)).toEqual(expected);
});

test("a bare dollar sign may be any dollar's", () => {
  expect(currenciesOfFormat("$#,##0")).toEqual(expect.arrayContaining(["USD", "CAD", "AUD"]));
});

test.each(["General", "#,##0", "0.00", "[$-41D]#,##0", "[Red]0", '0 "units"', "@", ""])(
  "%j names no currency",
  (format) => {
    expect(currenciesOfFormat(format)).toBe(null);
  },
);

test.each([
  ["#,##0,", true],
  ["0.0,,", true],
  ['0 "TSEK"', true],
  ["#,##0,;-#,##0,", true],
  ["#,##0", false],
  ["#,##0.00", false],
  ['0 "SEK"', false],
  ["General", false],
])("%s shows thousands: %s", (format, expected) => {
  expect(showsScaled(format)).toBe(expected);
});
