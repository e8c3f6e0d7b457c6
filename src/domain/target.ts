/**
 * A sales target: the financed volume that an agent is to reach in a period.
 */
import type { Minor } from "./money.ts";
import type { Period } from "./period.ts";

/** A target with a market is exact in that market's minor units; one without counts whole currency units of whichever market it meets. */
export type TargetAmount =
  | { readonly unit: "minor"; readonly value: Minor }
  | { readonly unit: "whole"; readonly value: bigint };

export interface SalesTarget {
  readonly agentId: string;
  /** ISO 3166-1 alpha-2, or null: whichever one market the agent sold in. */
  readonly market: string | null;
  readonly period: Period;
  readonly amount: TargetAmount;
}

/** The target in minor units of a currency with `exponent` decimals. */
export function targetMinor(amount: TargetAmount, exponent: number): Minor {
  return amount.unit === "minor" ? amount.value : amount.value * 10n ** BigInt(exponent);
}
