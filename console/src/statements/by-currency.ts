/**
 * Figures of statements in one currency or several: what they share, and what they are sorted by.
 */
interface InCurrency {
  readonly currency: string;
}

/** The only currency of the rows, else null. */
export function onlyCurrency(rows: readonly InCurrency[]): string | null {
  const [first] = rows;
  return first !== undefined && rows.every((row) => row.currency === first.currency) ? first.currency : null;
}

/** What an amount is sorted by where currencies with 0, 2 and 3 decimals stand together. */
export function sortKey(decimal: string | null): bigint | null {
  if (decimal === null) return null;
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(`${whole}${fraction.padEnd(4, "0")}`);
}

/** What a ratio such as `84.99 %` is sorted by. */
export function ratioKey(text: string | undefined): bigint | null {
  return text === undefined ? null : BigInt(text.replace(/\s*%$/, "").replace(".", ""));
}
