/**
 * Completeness: the contracts that were received for a market and period, against the newest control totals of the source.
 * In: both figures, a waiver. Out: whether contracts are missing, and the words for it.
 */
import { exponentOf } from "./currency.ts";
import { grouped } from "./grouped.ts";
import { formatMinor, type Minor } from "./money.ts";
import type { Period } from "./period.ts";

/** What the source says that it has sent for a market and period, as of a time. */
export interface ControlTotals {
  readonly market: string;
  readonly period: Period;
  readonly contracts: bigint;
  /** In minor units of `currency`. */
  readonly amountMinor: Minor;
  readonly currency: string;
  /** UTC, with milliseconds: compares as a string. */
  readonly asOf: string;
}

/** How many contracts, and the sum of their amounts in minor units. */
export interface ContractFigures {
  readonly contracts: bigint;
  readonly amountMinor: Minor;
}

/** Who let a close go on although contracts are missing. */
export interface GapWaiver {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface Completeness {
  readonly market: string;
  readonly period: Period;
  readonly currency: string;
  readonly expected: ContractFigures;
  readonly received: ContractFigures;
  readonly asOf: string;
  /** The message that the expected figures came with. */
  readonly event: { readonly source: string; readonly id: string };
  /** Of these very figures; null when there is none. */
  readonly waiver: GapWaiver | null;
}

export type CompletenessState = "complete" | "missing" | "waived";

/** Any difference is a gap. More contracts than expected also hide that one is missing, where another should not be there. */
export function completenessState({ expected, received, waiver }: Completeness): CompletenessState {
  if (expected.contracts === received.contracts && expected.amountMinor === received.amountMinor) return "complete";
  return waiver === null ? "missing" : "waived";
}

/** `1 204 of 1 206 contracts received`; where the numbers agree and the amounts do not, with both amounts. */
export function completenessText({ expected, received, currency }: Completeness): string {
  const counts = `${grouped(String(received.contracts))} of ${grouped(String(expected.contracts))} contracts received`;
  if (received.contracts !== expected.contracts || received.amountMinor === expected.amountMinor) return counts;
  const money = (minor: Minor): string => grouped(formatMinor(minor, exponentOf(currency) ?? 0));
  return `${counts}, with ${money(received.amountMinor)} of ${money(expected.amountMinor)} ${currency}`;
}
