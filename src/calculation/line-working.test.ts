import { describe, expect, test } from "vitest";
import { lineWorking } from "./line-working.ts";

describe("the working of a line ends in its commission, rounded once, half away from zero", () => {
  test.each([
    // domain.md: 249 925.00 SEK at 2.10 % earns 5 248.425 -> 5 248.43 SEK, and symmetrically below zero.
    [24_992_500n, 21_000, 524_842_500_000n, 524_842n, 500_000n, "half-away", 524_843n],
    [-24_992_500n, 21_000, -524_842_500_000n, -524_842n, -500_000n, "half-away", -524_843n],
    [20_000_000n, 20_000, 400_000_000_000n, 400_000n, 0n, "exact", 400_000n],
    [1n, 499_999, 499_999n, 0n, 499_999n, "down", 0n],
    [1n, 500_001, 500_001n, 0n, 500_001n, "up", 1n],
    [20_000_000n, 0, 0n, 0n, 0n, "exact", 0n],
  ])("%s at %d ppm", (amountMinor, ratePpm, product, quotient, remainder, rounding, commissionMinor) => {
    expect(lineWorking({ contractId: "C1", amountMinor }, ratePpm)).toEqual({
      contractId: "C1",
      amountMinor,
      ratePpm,
      product,
      quotient,
      remainder,
      rounding,
      commissionMinor,
    });
  });
});
