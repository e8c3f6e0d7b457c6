/**
 * ISO 4217 exponents: how many decimals a currency has. An own table, since `Intl` follows usage and not the standard.
 */

/** Decimals of a currency's minor unit (JPY 0, SEK 2, KWD 3), or null when the currency is unknown. */
export function exponentOf(_currency: string): number | null {
  return null;
}
