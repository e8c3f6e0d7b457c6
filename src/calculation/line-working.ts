/**
 * The multiplication and the rounding of one contract's commission, step by step. Pure.
 */
import type { Minor } from "../domain/money.ts";
import { commissionOf, PPM, type Ppm } from "../domain/rate.ts";

export interface LineWorking {
  readonly contractId: string;
  readonly amountMinor: Minor;
  readonly ratePpm: Ppm;
  /** amount x rate, in millionths of the minor unit: the exact commission. */
  readonly product: bigint;
  /** product / 1 000 000 without its remainder; the remainder has the sign of the product. */
  readonly quotient: Minor;
  readonly remainder: bigint;
  /** `half-away`: exactly half of a minor unit, which goes away from zero. */
  readonly rounding: "exact" | "down" | "up" | "half-away";
  readonly commissionMinor: Minor;
}

export function lineWorking(line: { contractId: string; amountMinor: Minor }, ratePpm: Ppm): LineWorking {
  const { contractId, amountMinor } = line;
  const product = amountMinor * BigInt(ratePpm);
  const remainder = product % PPM;
  return {
    contractId,
    amountMinor,
    ratePpm,
    product,
    quotient: product / PPM,
    remainder,
    rounding: roundingOf(remainder < 0n ? -remainder : remainder),
    commissionMinor: commissionOf(amountMinor, ratePpm),
  };
}

function roundingOf(remainder: bigint): LineWorking["rounding"] {
  if (remainder === 0n) return "exact";
  if (2n * remainder === PPM) return "half-away";
  return 2n * remainder < PPM ? "down" : "up";
}
