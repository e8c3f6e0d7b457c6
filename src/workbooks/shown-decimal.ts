/**
 * Decimal arithmetic for what a cell shows, and the plain form in which numbers stand in the grid.
 * In: integers with a scale. Out: the same, rounded as Excel rounds, or texts.
 */
import { storedDecimal, type Decimal } from "./decimal-number.ts";

/** Excel shows no more than 15 significant digits, whatever is stored: 0.022199999999999998 shows as 0.0222. */
const SHOWN_DIGITS = 15;
/** Beyond these a plain number is longer than anyone reads. */
const LONGEST_PLAIN = 21;

const USUAL = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,14})\.\d{0,20}[1-9])$/;

/**
 * A stored number as a plain decimal string: no exponent, no plus sign, no needless zeros (`2.2E-2` is `0.022`).
 * @returns null when the text is not a number that a workbook can hold
 */
export function plainDigits(text: string): string | null {
  if (USUAL.test(text)) return text;
  const decimal = storedDecimal(text.trim());
  return decimal && plain(decimal);
}

/** A decimal as it stands in a cell of format General; very large and very small ones with an exponent. */
export function plainText(decimal: Decimal): string {
  const text = plain(decimal);
  if (text.length <= LONGEST_PLAIN) return text;
  const significant = (decimal.digits < 0n ? -decimal.digits : decimal.digits).toString();
  const power = significant.length - 1 - decimal.scale;
  const rest = significant.slice(1).replace(/0+$/, "");
  return `${decimal.digits < 0n ? "-" : ""}${significant.charAt(0)}${rest && `.${rest}`}E${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

function plain({ digits, scale }: Decimal): string {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = magnitude.slice(0, magnitude.length - scale);
  const fraction = magnitude.slice(magnitude.length - scale).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}

/** Rounded to 15 significant digits, half away from zero. */
export function toFifteenDigits(decimal: Decimal): Decimal {
  const surplus = (decimal.digits < 0n ? -decimal.digits : decimal.digits).toString().length - SHOWN_DIGITS;
  if (surplus <= 0) return decimal;
  const digits = roundToPlaces({ digits: decimal.digits, scale: surplus }, 0);
  const scale = decimal.scale - surplus;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Times ten to the power. */
export function shiftDecimal({ digits, scale }: Decimal, power: number): Decimal {
  return scale >= power
    ? { digits, scale: scale - power }
    : { digits: digits * 10n ** BigInt(power - scale), scale: 0 };
}

/** The number times 10^places as an integer, rounded half away from zero. */
export function roundToPlaces({ digits, scale }: Decimal, places: number): bigint {
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  const magnitude = digits < 0n ? -digits : digits;
  const rounded = (2n * magnitude + unit) / (2n * unit);
  return digits < 0n ? -rounded : rounded;
}
