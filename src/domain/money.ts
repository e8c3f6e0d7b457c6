/**
 * Money: an integer count of the currency's minor unit (ISO 4217 exponent). Never a float.
 * In: decimal strings. Out: `bigint` minor units, decimal strings with exactly the currency's decimals.
 * Why bigint and not number: docs/adr/0001-number-representation.md.
 */

/** An amount in minor units of some currency (1 = 0.01 SEK, 1 JPY, 0.001 KWD). */
export type Minor = bigint;

const PLAIN_DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Reads a plain decimal string: no exponent, no leading zeros, no bare point, no plus sign.
 * Trailing zeros beyond the exponent are accepted (`100.000` with exponent 2), other decimals are not.
 * @returns minor units, or null when the text is not such a number or has too many decimals
 */
export function parseMinor(text: string, exponent: number): Minor | null {
  const match = PLAIN_DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  if (fraction.slice(exponent).replaceAll("0", "") !== "") return null;
  const minor = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  return sign === "-" ? -minor : minor;
}

/** The amount as a decimal string with exactly `exponent` decimals: `-4200.00`. */
export function formatMinor(minor: Minor, exponent: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const sign = minor < 0n ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * numerator / denominator, rounded once, half away from zero (domain.md, "Numbers").
 * @param denominator above 0
 */
export function divideHalfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
