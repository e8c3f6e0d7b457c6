/**
 * Numbers as decimal digits, exact: those that a workbook stores and those that a person wrote as text.
 * In: digits, text. Out: an integer and its scale, never a float.
 */

/** digits / 10^scale. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const STORED_NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i;
// A double reaches 1.8e308; longer input is not a number of a workbook, and is refused before it costs anything.
const LONGEST = 400;
const WIDEST_EXPONENT = 400;

/** A number's stored digits (`1050`, `0.1`, `1.05E+3`), or null when they are none. */
export function storedDecimal(text: string): Decimal | null {
  if (text.length > LONGEST) return null;
  const match = STORED_NUMBER.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const exponent = Number(power);
  if (whole + fraction === "" || Math.abs(exponent) > WIDEST_EXPONENT) return null;
  const magnitude = BigInt(whole + fraction);
  const digits = sign === "-" ? -magnitude : magnitude;
  const scale = fraction.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

// Each group separator with the decimal sign that can go with it. A space is any of Unicode's, and an apostrophe either one.
const CONVENTIONS: readonly (readonly [group: string, decimal: string])[] = [
  [",", "\\."],
  ["\\.", ","],
  ["\\s", "[.,]"],
  ["['’]", "[.,]"],
];
const GROUPED = CONVENTIONS.map(
  ([group, decimal]) => new RegExp(`^([1-9]\\d{0,2}(?:${group}\\d{3})+)(?:${decimal}(\\d+))?$`, "u"),
);
const UNGROUPED = /^(\d+)(?:[.,](\d+))?$/;
const NOT_DIGITS = /\D/gu;

/**
 * Every number that an unsigned text can mean: thousands in groups of three by space, point, comma or apostrophe, decimals after a
 * point or comma. `1 000,50` means one, `1.050` two (1050 and 1.05), `12 34` none.
 */
export function readingsOf(text: string): Decimal[] {
  if (text.length > LONGEST) return [];
  const readings = [UNGROUPED, ...GROUPED].flatMap((pattern) => {
    const match = pattern.exec(text);
    if (!match) return [];
    const fraction = (match[2] ?? "").replace(/0+$/, "");
    return [{ digits: BigInt((match[1] ?? "").replace(NOT_DIGITS, "") + fraction), scale: fraction.length }];
  });
  return readings.filter((one, index) => index === readings.findIndex((other) => sameNumber(one, other)));
}

function sameNumber(a: Decimal, b: Decimal): boolean {
  return a.digits * 10n ** BigInt(b.scale) === b.digits * 10n ** BigInt(a.scale);
}

const NOISE_SCALE = 9;
const DOUBLE_PRECISION = 2n ** 52n;

/**
 * The number in units of 10^-exponent, when it is within 1e-9 of a whole count of them, else null. A double of eight digits or more before
 * the point is coarser than 1e-9: then its own precision (1 part in 2^52) is allowed, else 123 456 789.10 as stored would be refused.
 */
export function wholeUnits(number: Decimal, exponent: number): bigint | null {
  const scale = Math.max(number.scale, exponent, NOISE_SCALE);
  const value = number.digits * 10n ** BigInt(scale - number.scale);
  const unit = 10n ** BigInt(scale - exponent);
  const count = nearest(value, unit);
  const distance = magnitude(value - count * unit);
  const near = distance <= 10n ** BigInt(scale - NOISE_SCALE) || distance * DOUBLE_PRECISION <= magnitude(value);
  return near ? count : null;
}

function nearest(value: bigint, unit: bigint): bigint {
  const count = (2n * magnitude(value) + unit) / (2n * unit);
  return value < 0n ? -count : count;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
