/**
 * An amount before its rounding, as a decimal of the currency with all its digits.
 */
import { formatMinor } from "../../domain/money.ts";

/** @param product millionths of the minor unit; at least the currency's decimals are shown, further zeros are not: `5248.425` */
export function exactText(product: bigint, exponent: number): string {
  const digits = formatMinor(product, exponent + 6);
  const least = digits.length - 6;
  const trimmed = digits.slice(least).replace(/0+$/, "");
  return (digits.slice(0, least) + trimmed).replace(/\.$/, "");
}
