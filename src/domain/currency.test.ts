import { expect, test } from "vitest";
import { exponentOf } from "./currency.ts";

test.each([
  ["JPY", 0],
  ["KRW", 0],
  ["ISK", 0],
  ["CLP", 0],
  ["VND", 0],
  ["GRD", 0],
  ["TRL", 0],
  ["SEK", 2],
  ["EUR", 2],
  ["HUF", 2],
  ["COP", 2],
  ["IDR", 2],
  ["CZK", 2],
  ["BGN", 2],
  ["KWD", 3],
  ["BHD", 3],
  ["OMR", 3],
  ["JOD", 3],
  ["TND", 3],
  ["IQD", 3],
  ["XXX", null],
  ["sek", null],
  ["", null],
  ["__proto__", null],
])("the exponent of %j is %j, by ISO 4217 and not by usage", (currency, exponent) => {
  expect(exponentOf(currency)).toBe(exponent);
});
