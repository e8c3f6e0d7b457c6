/**
 * An amount of money as a message gives it: a decimal string, and nothing that a float has touched.
 * In: the value of `data.amount`. Out: minor units, or null with a problem told.
 */
import { parseMinor, type Minor } from "../domain/money.ts";
import { CODE } from "./message-problems.ts";
import { refuse, type Field } from "./read-field.ts";

/** The largest amount of a contract, in minor units. */
export const MOST_MINOR = 10n ** 12n;
/** The largest sum of a market and period, in minor units. Of any currency it has at most as many characters as are ever read. */
export const MOST_SUM_MINOR = 10n ** 18n;

const DECIMAL = /^(?:0|[1-9]\d*)(?:\.(\d+))?$/;
const EXAMPLE = 'a decimal string such as "249900.00"';

/**
 * @param exponent decimals of the currency; null when the currency is not known, then only the form is judged
 * @param most the largest amount, at most MOST_SUM_MINOR
 */
export function readAmount(value: unknown, exponent: number | null, field: Field, most = MOST_MINOR): Minor | null {
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, EXAMPLE);
  const match = DECIMAL.exec(value);
  if (!match) {
    return refuse(field, CODE.notADecimal, value, `${EXAMPLE}, without sign, exponent, leading zeros or bare point`);
  }
  if (exponent === null) return null;
  if ((match[1]?.length ?? 0) > exponent) {
    return refuse(field, CODE.tooManyDecimals, value, `at most ${exponent} decimals`);
  }
  const expected = `at most ${most} minor units`;
  // Longer than any allowed amount: not worth the time that a number of a hundred thousand digits takes.
  if (value.length > 20) return refuse(field, CODE.outOfRange, value, expected);
  const minor = parseMinor(value, exponent);
  if (minor === null) throw new Error(`assertion: ${value} passed as a decimal and is none`);
  if (minor > most) return refuse(field, CODE.outOfRange, value, expected);
  return minor;
}
