/**
 * A ratio as a percentage with as many digits as it takes to believe it. In: numerator and denominator, decimal strings with the same
 * decimals. Out: digits that are cut off, never rounded. `115.00 %` that is above 115 % has to show by how much.
 */

export interface ExactPercent {
  /** `115.0000005`; at least two decimals. */
  readonly text: string;
  /** False where digits follow: 2 of 3 is `66.666` and on. */
  readonly ends: boolean;
}

const SHOWN = 2;
/** A ratio that ends within so many decimals is shown whole. */
const WHOLE = 8;
/** Money has at most 16 digits: a difference shows before this. */
const MOST = 40;

/** @returns null without a denominator */
export function exactPercent(numerator: string, denominator: string): ExactPercent | null {
  const over = BigInt(numerator.replace(".", "")) * 100n;
  const under = BigInt(denominator.replace(".", ""));
  if (under <= 0n || over < 0n) return null;
  const digits: string[] = [];
  let rest = over % under;
  while (digits.length < MOST && (digits.length < SHOWN || (rest > 0n && mayGoOn(digits)))) {
    digits.push(String((rest * 10n) / under));
    rest = (rest * 10n) % under;
  }
  const kept = rest === 0n ? digits : digits.slice(0, Math.max(firstBeyond(digits), SHOWN) + 1);
  return { text: `${over / under}.${kept.join("")}`, ends: rest === 0n };
}

function mayGoOn(digits: readonly string[]): boolean {
  return digits.length < WHOLE || firstBeyond(digits) === -1;
}

/** Where the first digit stands that two decimals do not show; -1 while there is none. */
function firstBeyond(digits: readonly string[]): number {
  return digits.findIndex((digit, i) => i >= SHOWN && digit !== "0");
}
