/**
 * Exact arithmetic of the naive calculator: fractions of two whole numbers, decimal strings in and out.
 */

/** `bottom` is above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** `-12.5` -> -125/10. */
export function fraction(decimal: string): Fraction {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) throw new Error(`assertion: ${decimal} is not a decimal string`);
  const [whole = "", decimals = ""] = decimal.split(".");
  let bottom = 1n;
  for (const _ of decimals) bottom *= 10n;
  return { top: BigInt(whole + decimals), bottom };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { top: -b.top, bottom: b.bottom });
}

/** @param b above 0 */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

export function isMore(a: Fraction, b: Fraction): boolean {
  return minus(a, b).top > 0n;
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return minus(a, b).top < 0n;
}

/** All digits of `decimals` places, and what is left of the number after them; by long division, as on paper. */
function longDivision({ top, bottom }: Fraction, decimals: number): { digits: bigint; rest: bigint } {
  let rest = top < 0n ? -top : top;
  let digits = rest / bottom;
  rest -= digits * bottom;
  for (let place = 0; place < decimals; place += 1) {
    rest *= 10n;
    const digit = rest / bottom;
    digits = digits * 10n + digit;
    rest -= digit * bottom;
  }
  return { digits, rest };
}

function withPoint(digits: bigint, decimals: number, negative: boolean): string {
  let text = String(digits);
  while (text.length <= decimals) text = `0${text}`;
  const cut = text.length - decimals;
  const sign = negative && digits !== 0n ? "-" : "";
  return sign + text.slice(0, cut) + (decimals === 0 ? "" : `.${text.slice(cut)}`);
}

/** A decimal string with exactly `decimals` places, half away from zero. */
export function roundTo(value: Fraction, decimals: number): string {
  const { digits, rest } = longDivision(value, decimals);
  const up = rest + rest >= value.bottom;
  return withPoint(up ? digits + 1n : digits, decimals, value.top < 0n);
}

/** Percent with two decimals, rounded down. */
export function percentShown(value: Fraction): string {
  const { digits } = longDivision(times(value, fraction("100")), 2);
  return `${withPoint(digits, 2, false)} %`;
}
